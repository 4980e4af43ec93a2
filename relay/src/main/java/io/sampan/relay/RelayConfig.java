package io.sampan.relay;

import io.sampan.model.InvalidValueException;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.limit.ConnectionLimits;
import java.time.Duration;
import java.util.List;

/// How one relay runs. Immutable; begin with [#of] and change what differs.
///
/// @param listen where it accepts; port 0 takes any free one
/// @param upstreams in order: the first that can be reached carries the session
/// @param connectTimeout how long one upstream may take to accept
/// @param rest how long an upstream that failed is left alone
/// @param idleTimeout silence in both directions after which a session is closed
/// @param firstByteTimeout how long a client may say nothing at all before its session is closed
/// @param door how many are let in, and how fast; further ones are closed at once
/// @param drainTimeout how long [Relay#drain] lets sessions go on
/// @param threads event loops
public record RelayConfig(
        HostPort listen,
        List<HostPort> upstreams,
        Duration connectTimeout,
        Backoff rest,
        Duration idleTimeout,
        Duration firstByteTimeout,
        ConnectionLimits door,
        Duration drainTimeout,
        int threads) {

    /// Each takes two file descriptors, so the process's limit of those usually comes first (a
    /// listener that runs out of them pauses for a second). Measured: 9,800 sessions that had
    /// carried something and fell silent took 5.1 KiB of resident memory each, and no CPU.
    private static final int MAX_SESSIONS = 20_000;

    /// @throws InvalidValueException for a relay without upstreams, or one that would lead to
    ///   itself
    public RelayConfig {
        upstreams = List.copyOf(upstreams);
        if (upstreams.isEmpty()) {
            throw new InvalidValueException("a relay needs at least one upstream");
        }
        if (upstreams.stream().anyMatch(upstream -> upstream.port() == 0)) {
            throw new InvalidValueException("an upstream has a port from 1 to 65535");
        }
        for (var upstream : upstreams) {
            if (OwnAddresses.leadsTo(listen, upstream)) {
                throw new InvalidValueException(
                        "the upstream "
                                + upstream
                                + " is the address that this relay listens on: it would lead to"
                                + " itself");
            }
        }
        positive(connectTimeout, "connectTimeout");
        positive(idleTimeout, "idleTimeout");
        if (drainTimeout.isNegative()) {
            throw new InvalidValueException("drainTimeout is not negative");
        }
        positive(firstByteTimeout, "firstByteTimeout");
        if (threads < 1) {
            throw new InvalidValueException("threads are at least 1");
        }
    }

    /// The defaults: 5 s to connect, 10 min of silence, 30 s to a first byte, 20,000 sessions with
    /// the limits that [ConnectionLimits] sets for one address, 10 s to drain, one loop for each
    /// core.
    public static RelayConfig of(HostPort listen, List<HostPort> upstreams) {
        return new RelayConfig(
                listen,
                upstreams,
                Duration.ofSeconds(5),
                Backoff.DEFAULT,
                Duration.ofMinutes(10),
                Duration.ofSeconds(30),
                ConnectionLimits.of(MAX_SESSIONS),
                Duration.ofSeconds(10),
                Runtime.getRuntime().availableProcessors());
    }

    /// The same with another time in which an upstream must answer.
    public RelayConfig withConnectTimeout(Duration changed) {
        return new RelayConfig(
                listen,
                upstreams,
                changed,
                rest,
                idleTimeout,
                firstByteTimeout,
                door,
                drainTimeout,
                threads);
    }

    /// The same with another rest for an upstream that failed.
    public RelayConfig withRest(Backoff changed) {
        return new RelayConfig(
                listen,
                upstreams,
                connectTimeout,
                changed,
                idleTimeout,
                firstByteTimeout,
                door,
                drainTimeout,
                threads);
    }

    /// The same with another time that a session may be still.
    public RelayConfig withIdleTimeout(Duration changed) {
        return new RelayConfig(
                listen,
                upstreams,
                connectTimeout,
                rest,
                changed,
                firstByteTimeout,
                door,
                drainTimeout,
                threads);
    }

    /// The same with another time in which a new session must say something.
    public RelayConfig withFirstByteTimeout(Duration changed) {
        return new RelayConfig(
                listen,
                upstreams,
                connectTimeout,
                rest,
                idleTimeout,
                changed,
                door,
                drainTimeout,
                threads);
    }

    /// The same with other limits of sessions.
    public RelayConfig withDoor(ConnectionLimits changed) {
        return new RelayConfig(
                listen,
                upstreams,
                connectTimeout,
                rest,
                idleTimeout,
                firstByteTimeout,
                changed,
                drainTimeout,
                threads);
    }

    /// The same with another time in which sessions may end when it stops.
    public RelayConfig withDrainTimeout(Duration changed) {
        return new RelayConfig(
                listen,
                upstreams,
                connectTimeout,
                rest,
                idleTimeout,
                firstByteTimeout,
                door,
                changed,
                threads);
    }

    /// The same with another number of event loops.
    public RelayConfig withThreads(int changed) {
        return new RelayConfig(
                listen,
                upstreams,
                connectTimeout,
                rest,
                idleTimeout,
                firstByteTimeout,
                door,
                drainTimeout,
                changed);
    }

    private static void positive(Duration duration, String name) {
        if (duration.toMillis() < 1 || duration.toMillis() > Integer.MAX_VALUE) {
            throw new InvalidValueException(name + " is from 1 ms to 24 days");
        }
    }
}
