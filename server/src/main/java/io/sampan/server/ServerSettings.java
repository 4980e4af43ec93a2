package io.sampan.server;

import io.sampan.model.InvalidValueException;
import io.sampan.wire.net.HostPort;
import java.time.Duration;
import java.util.List;

/// How a server is reached and how patient it is.
///
/// @param listen where to listen; loopback only, as long as there are no identities
/// @param relays through which clients should come, told to them at login; may be empty
/// @param maxLanes how many connections are served at once, logged in or not
/// @param loginTimeout how long a connection may take until it has logged in
/// @param heartbeat a lane that says nothing for two of these is closed
public record ServerSettings(
        HostPort listen,
        List<HostPort> relays,
        int maxLanes,
        Duration loginTimeout,
        Duration heartbeat) {

    public ServerSettings {
        relays = List.copyOf(relays);
        if (maxLanes < 1) {
            throw new InvalidValueException("a server serves at least one lane");
        }
        if (!loginTimeout.isPositive() || heartbeat.toSeconds() < 1) {
            throw new InvalidValueException(
                    "a heartbeat is 1 s or more, and a login has some time");
        }
    }

    /// Up to 20,000 lanes, 10 s to log in, a heartbeat of 30 s.
    public static ServerSettings at(HostPort listen) {
        return new ServerSettings(
                listen, List.of(), 20_000, Duration.ofSeconds(10), Duration.ofSeconds(30));
    }

    /// How long a lane that is logged in may say nothing.
    Duration silence() {
        return heartbeat.multipliedBy(2);
    }
}
