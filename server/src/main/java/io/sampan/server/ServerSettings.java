package io.sampan.server;

import io.sampan.model.InvalidValueException;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.limit.ConnectionLimits;
import java.time.Duration;
import java.util.List;

/// How a server is reached and how patient it is.
///
/// @param listen where to listen; loopback only, as long as there are no identities
/// @param relays through which clients should come, told to them at login; may be empty
/// @param door how many connections are served at once, logged in or not, and how fast they come
/// @param lanesPerPerson how many lanes one person may have, over all their devices
/// @param requestsPerSecond how many requests of one person are worked on in a second, in the long
///   run; what comes faster waits
/// @param loginTimeout how long a connection may say nothing until it has logged in; in total it
///   has three times as long, whatever it says
/// @param heartbeat a lane that says nothing for two of these is closed
/// @param sendSilence how long a lane may take nothing of what it is sent
public record ServerSettings(
        HostPort listen,
        List<HostPort> relays,
        ConnectionLimits door,
        int lanesPerPerson,
        int requestsPerSecond,
        Duration loginTimeout,
        Duration heartbeat,
        Duration sendSilence) {

    /// @throws InvalidValueException for times that are nothing
    public ServerSettings {
        relays = List.copyOf(relays);
        if (lanesPerPerson < 1 || requestsPerSecond < 1) {
            throw new InvalidValueException(
                    "a person has one lane, and one request a second, at least");
        }
        if (!loginTimeout.isPositive() || !sendSilence.isPositive() || heartbeat.toSeconds() < 1) {
            throw new InvalidValueException(
                    "a heartbeat is 1 s or more, and a login and sending have some time");
        }
    }

    /// Up to 20,000 lanes, a quarter of them one person's, who may ask 2,000 times a second; 10 s
    /// to log in, a heartbeat of 30 s, 60 s to take what is sent.
    public static ServerSettings at(HostPort listen) {
        return new ServerSettings(
                listen,
                List.of(),
                ConnectionLimits.of(20_000),
                5_000,
                2_000,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60));
    }

    /// How long a connection may take, in total, to log in.
    Duration loginWithin() {
        return loginTimeout.multipliedBy(3);
    }

    /// How long a lane that is logged in may say nothing.
    Duration silence() {
        return heartbeat.multipliedBy(2);
    }
}
