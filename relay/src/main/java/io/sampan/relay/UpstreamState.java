package io.sampan.relay;

import io.sampan.wire.net.HostPort;

/// What a relay knows of one upstream, at one moment.
///
/// @param health `fit`, `resting` (it failed and is left alone for a while), `trial` (one session
///   finds out) or `looping` (it leads back to this relay)
/// @param waiting sessions that wait for its first byte
public record UpstreamState(HostPort address, String health, int waiting) {

    /// Whether new sessions are carried there.
    public boolean usable() {
        return health.equals("fit") || health.equals("trial");
    }
}
