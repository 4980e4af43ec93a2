package io.sampan.wire.link;

import java.time.Duration;

/// The patience of a link.
///
/// @param connect how long a connection may take to be made, and a first byte to come
/// @param sendSilence how long sending may get nothing away before the line counts as dead
public record LinkSettings(Duration connect, Duration sendSilence) {

    /// 10 s and 60 s.
    public static final LinkSettings DEFAULT =
            new LinkSettings(Duration.ofSeconds(10), Duration.ofSeconds(60));
}
