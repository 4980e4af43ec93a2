package io.sampan.wire.net.limit;

import io.sampan.model.InvalidValueException;
import java.util.List;
import java.util.OptionalInt;

/// How many are let in, and how fast.
///
/// @param most sessions at once, from everywhere
/// @param perAddress sessions at once from one source; where it is empty, three quarters of `most`,
///   so that no single source can take every place, and a whole town behind one address still fits
/// @param opensPerSecond new connections from one source in the long run. As many as one may hold
///   may come at once, since after a restart they all come back at once
/// @param trusted sources that speak for many, such as relays: they count in total only
public record ConnectionLimits(
        int most, OptionalInt perAddress, int opensPerSecond, List<Subnet> trusted) {

    /// A client opens a handful of lanes and keeps them; 200 in a second are a crowd of clients. A
    /// relay that opens as many to its upstream, and closes them, leaves 12,000 of its 28,000 ports
    /// waiting for a minute (TIME_WAIT); 500 in a second would use them up.
    public static final int OPENS_PER_SECOND = 200;

    /// @throws InvalidValueException for limits that would let nobody in
    public ConnectionLimits {
        trusted = List.copyOf(trusted);
        if (most < 1 || perAddress.orElse(1) < 1 || opensPerSecond < 1) {
            throw new InvalidValueException("limits of sessions are at least 1");
        }
    }

    /// The defaults for so many sessions.
    public static ConnectionLimits of(int most) {
        return new ConnectionLimits(most, OptionalInt.empty(), OPENS_PER_SECOND, List.of());
    }

    /// The same with another number of sessions at once.
    public ConnectionLimits withMost(int changed) {
        return new ConnectionLimits(changed, perAddress, opensPerSecond, trusted);
    }

    /// The same with another number of sessions of one address.
    public ConnectionLimits withPerAddress(int changed) {
        return new ConnectionLimits(most, OptionalInt.of(changed), opensPerSecond, trusted);
    }

    /// The same with another number of new sessions a second of one address.
    public ConnectionLimits withOpensPerSecond(int changed) {
        return new ConnectionLimits(most, perAddress, changed, trusted);
    }

    /// The same with other trusted sources.
    public ConnectionLimits withTrusted(List<Subnet> changed) {
        return new ConnectionLimits(most, perAddress, opensPerSecond, changed);
    }

    int mostPerAddress() {
        return perAddress.orElse(most - most / 4);
    }

    /// How many may come at once.
    int burst() {
        return Math.max(mostPerAddress(), opensPerSecond);
    }
}
