package io.sampan.wire.link;

import io.sampan.wire.net.limit.Violation;
import java.net.InetAddress;
import java.util.Optional;

/// A protocol other than the native one, spoken on the same port. Called by many threads.
public interface ByteProtocol {

    /// Speaks with one peer until the connection is to be closed. Called on a virtual thread of its
    /// own.
    ///
    /// @return what the peer did wrong, if that was why it ended
    /// @throws LinkException when the peer is gone
    Optional<Violation> converse(ByteLink link);

    /// Whether a peer may speak it on a line that is not encrypted, where plain lines are not taken
    /// from everybody.
    boolean takesPlainFrom(InetAddress peer);
}
