package io.sampan.web.access;

import io.sampan.core.identity.Sessions;
import java.time.Duration;
import java.util.Optional;

/// The session tokens of the core, which devices get when they log in. Thread-safe; asks the
/// ledger.
public final class SessionTokens implements AccessTokens {

    private final Sessions sessions;

    /// Cookies that carry signed session tokens.
    public SessionTokens(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Optional<Caller> check(byte[] token) {
        return sessions.check(token).map(session -> new Caller(session.member(), session.scope()));
    }

    @Override
    public Sessions.Token issue(Caller caller, String scope, Duration goodFor) {
        return sessions.open(caller.member(), scope, goodFor);
    }

    @Override
    public void end(byte[] token) {
        sessions.end(token);
    }
}
