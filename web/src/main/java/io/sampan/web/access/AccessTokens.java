package io.sampan.web.access;

import io.sampan.core.identity.Sessions;
import java.time.Duration;
import java.util.Optional;

/// Tells whose token it is, and makes new ones. Thread-safe; may block.
public interface AccessTokens {

    /// Whose token it is, if it is good for anything now.
    Optional<Caller> check(byte[] token);

    /// A new token of somebody who has one already.
    ///
    /// @param scope see [Caller#scope]
    Sessions.Token issue(Caller caller, String scope, Duration goodFor);

    /// The token opens nothing from now on.
    void end(byte[] token);
}
