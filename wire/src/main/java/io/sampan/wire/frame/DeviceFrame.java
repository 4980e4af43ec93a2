package io.sampan.wire.frame;

import io.sampan.model.DeviceId;
import io.sampan.model.DeviceLabel;
import io.sampan.model.IdentityKey;
import io.sampan.model.InvalidValueException;
import io.sampan.model.UserName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A person's devices: linking, listing, renaming, revoking; and the end of a session.
public sealed interface DeviceFrame extends Frame {

    /// Asks for a code with which one more device of the asker can join.
    ///
    /// @param goodFor one minute to one hour
    record LinkDevice(Duration goodFor) implements DeviceFrame {

        private static final Duration LONGEST = Duration.ofHours(1);

        /// How long a code is good where nothing is said.
        public static final Duration DEFAULT = Duration.ofMinutes(10);

        /// @throws InvalidValueException for a time that is too short or too long
        public LinkDevice {
            if (goodFor.toMinutes() < 1 || goodFor.compareTo(LONGEST) > 0) {
                throw new InvalidValueException("a device's link is good for 1 to 60 minutes");
            }
        }
    }

    /// The code, once.
    record DeviceLink(Secret code, Instant expires) implements DeviceFrame {}

    /// @param person empty for one's own
    record ListDevices(Optional<UserName> person) implements DeviceFrame {}

    /// The oldest first.
    record DeviceList(List<Device> devices) implements DeviceFrame {}

    /// A device as it is told.
    ///
    /// @param seen when it was last here, to within minutes
    /// @param asks whether it is the one that asked
    record Device(
            DeviceId id,
            IdentityKey key,
            DeviceLabel label,
            Instant added,
            Instant seen,
            boolean online,
            boolean asks) {}

    /// Calls a device of one's own something else.
    record RenameDevice(DeviceId id, DeviceLabel label) implements DeviceFrame {}

    /// A device of one's own is not let in any more.
    record RevokeDevice(DeviceId id) implements DeviceFrame {}

    /// The token of this lane opens nothing from now on.
    record EndSession() implements DeviceFrame {}
}
