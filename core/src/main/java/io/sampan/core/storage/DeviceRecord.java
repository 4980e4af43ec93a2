package io.sampan.core.storage;

import io.sampan.model.DeviceId;
import io.sampan.model.DeviceLabel;
import io.sampan.model.IdentityKey;
import io.sampan.model.UserName;
import java.time.Instant;
import java.util.Optional;

/// A device of a person: a key that may log in for them.
///
/// @param seen when it was last here, to within minutes
/// @param revoked since when it is not let in any more; empty for a good one
public record DeviceRecord(
        UserName person,
        IdentityKey key,
        DeviceLabel label,
        Instant added,
        Instant seen,
        Optional<Instant> revoked) {

    /// The device's id, made from its key.
    public DeviceId id() {
        return DeviceId.of(key);
    }

    /// May it log in? Only one that was not revoked may.
    public boolean isActive() {
        return revoked.isEmpty();
    }
}
