package io.sampan.wire.link;

import io.sampan.model.InvalidValueException;
import java.util.Optional;

/// Which kinds of lines a server takes.
///
/// @param plain lines that are not encrypted: for loopback and measurements only
/// @param tls private ones
public record LineKinds(boolean plain, Optional<ServerTls> tls) {

    /// Not encrypted, and nothing else.
    public static final LineKinds PLAIN = new LineKinds(true, Optional.empty());

    /// @throws InvalidValueException for a server that takes no kind of lines
    public LineKinds {
        if (!plain && tls.isEmpty()) {
            throw new InvalidValueException("a server takes some kind of lines");
        }
    }

    /// Private lines, and nothing else.
    public static LineKinds only(ServerTls tls) {
        return new LineKinds(false, Optional.of(tls));
    }
}
