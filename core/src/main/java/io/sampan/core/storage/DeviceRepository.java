package io.sampan.core.storage;

import io.sampan.model.DeviceId;
import io.sampan.model.DeviceLabel;
import io.sampan.model.IdentityKey;
import io.sampan.model.UserName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The devices of people, and the sessions that were ended. What is revoked or ended stays so, on
/// every server that stands on this ledger.
public interface DeviceRepository {

    /// The device with this key, revoked or not.
    Optional<DeviceRecord> find(UserName person, IdentityKey key);

    /// The device with this id, revoked or not.
    Optional<DeviceRecord> find(UserName person, DeviceId id);

    /// Those that are not revoked, in the order in which they were added.
    List<DeviceRecord> of(UserName person);

    /// Calls a device something else.
    ///
    /// @return whether there is such a device
    boolean rename(UserName person, DeviceId id, DeviceLabel label);

    /// From now on the device is not let in. A second time changes nothing.
    ///
    /// @return whether there is such a device
    boolean revoke(UserName person, DeviceId id, Instant when);

    /// Devices that were revoked at or after then, by whichever server or command.
    List<DeviceRecord> revokedSince(Instant when);

    /// It was here.
    void seen(UserName person, DeviceId id, Instant when);

    /// A session is over before its time.
    ///
    /// @param session its id
    /// @param until when it would have expired; it may be forgotten afterwards
    void endSession(String session, Instant until);

    /// Was this session ended before its time?
    boolean isEnded(String session);

    /// Forgets ended sessions that have expired since.
    void forgetSessions(Instant expiredBefore);
}
