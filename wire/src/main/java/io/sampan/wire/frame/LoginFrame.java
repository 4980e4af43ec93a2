package io.sampan.wire.frame;

import io.sampan.model.DeviceId;
import io.sampan.model.DeviceLabel;
import io.sampan.model.UserName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Who is there: Hello → (Challenge → Proof →) Welcome or Refused.
public sealed interface LoginFrame extends Frame {

    /// The first frame of every lane.
    ///
    /// @param software who speaks, for the server's log
    /// @param session the token of the welcome, on every lane but the first
    /// @param key the device's Ed25519 public key, 32 bytes; empty on an open server
    /// @param invite the code of an invitation or of a device link where the key is new; otherwise
    ///   empty
    /// @param label what a new device is called
    record Hello(
            String software,
            UserName name,
            Secret session,
            Secret key,
            Secret invite,
            DeviceLabel label)
            implements LoginFrame {

        /// A hello of a device that has no label.
        public Hello(String software, UserName name, Secret session, Secret key, Secret invite) {
            this(software, name, session, key, invite, DeviceLabel.NONE);
        }

        /// A hello that only names who comes: enough for an open server on loopback.
        public static Hello named(String software, UserName name) {
            return new Hello(software, name, Secret.NONE, Secret.NONE, Secret.NONE);
        }
    }

    /// Asks for a proof of identity over `nonce`.
    record Challenge(Secret nonce) implements LoginFrame {}

    /// The signature that was asked for.
    record Proof(Secret signature) implements LoginFrame {}

    /// Everything else is possible from now on.
    ///
    /// @param relays through which the client should come, as HOST:PORT; may be empty
    /// @param device which device of its person it is
    /// @param sessionExpires when the session is over; empty where it ends with the server
    record Welcome(
            Secret session,
            Limits limits,
            List<String> relays,
            Instant serverTime,
            DeviceId device,
            Optional<Instant> sessionExpires)
            implements LoginFrame {

        /// The welcome of an open server.
        public Welcome(Secret session, Limits limits, List<String> relays, Instant serverTime) {
            this(session, limits, relays, serverTime, DeviceId.NONE, Optional.empty());
        }
    }

    /// What the server takes.
    ///
    /// @param maxBlock bytes of a block at most
    /// @param maxSmall bytes of a small file at most
    /// @param maxFile bytes of a file at most
    /// @param heartbeat a lane that is silent for two of these is closed
    record Limits(long maxBlock, long maxSmall, long maxFile, Duration heartbeat) {}
}
