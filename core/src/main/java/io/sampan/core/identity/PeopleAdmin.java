package io.sampan.core.identity;

import io.sampan.core.storage.DeviceRecord;
import io.sampan.core.storage.Ledger;
import io.sampan.core.storage.MessageRepository.Waiting;
import io.sampan.core.storage.PersonRecord;
import io.sampan.model.DeviceId;
import io.sampan.model.Outcome;
import io.sampan.model.RefusalCode;
import io.sampan.model.UserName;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;

/// What whoever runs the server does with people. It acts on the ledger alone, so it works beside a
/// running server or without one; a server notices what was revoked within a second
/// ([DeviceRegistry#endRevoked]). Each act that is cut off is finished by calling it again.
/// Thread-safe.
public final class PeopleAdmin {

    private final Ledger ledger;
    private final InstantSource clock;

    /// What an operator does with the people of this ledger.
    public PeopleAdmin(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /// A person, as the operator sees them.
    ///
    /// @param bytes of files that they own
    /// @param byteLimit the most that they may have, where somebody has set that
    /// @param inbox what is on none of their devices yet
    public record Summary(
            PersonRecord person,
            List<DeviceRecord> devices,
            long bytes,
            OptionalLong byteLimit,
            Waiting inbox) {}

    /// What happens to the files of somebody who is removed.
    public sealed interface Files {

        /// They stay as they are, for those who may read them.
        record Keep() implements Files {}

        /// They go; their bytes follow within a minute.
        record Remove() implements Files {}

        /// They are somebody else's from now on.
        record HandTo(UserName other) implements Files {}
    }

    /// Everybody, in the order of their names.
    public List<Summary> all() {
        return ledger.people().all().stream().map(this::summary).toList();
    }

    private Summary summary(PersonRecord person) {
        var name = person.name();
        return new Summary(
                person,
                ledger.devices().of(name),
                ledger.media().bytesOf(name),
                ledger.people().byteLimit(name),
                ledger.messages().waiting(name));
    }

    /// Removes a person: their devices, their log, their name. Messages that they have sent stay
    /// with those who have them. Refused: `NOT_FOUND`, also for the one who is to have the files.
    public Outcome<UserName> remove(UserName name, Files files) {
        if (ledger.people().find(name).isEmpty()) {
            return notFound(name);
        }
        if (files instanceof Files.HandTo(var other) && ledger.people().find(other).isEmpty()) {
            return notFound(other);
        }
        var now = clock.instant();
        ledger.devices()
                .of(name)
                .forEach(device -> ledger.devices().revoke(name, device.id(), now));
        switch (files) {
            case Files.Keep() -> {
                // Nothing.
            }
            case Files.Remove() -> ledger.media().retireAllOf(name);
            case Files.HandTo(var other) -> ledger.media().handOver(name, other);
        }
        ledger.messages().removeLog(name);
        ledger.people().remove(name);
        return Outcome.done(name);
    }

    /// From now on that person may have so many bytes of files here, or what is usual where it is
    /// empty. What they have already stays. Refused: `NOT_FOUND`.
    public Outcome<UserName> limit(UserName name, OptionalLong bytes) {
        if (ledger.people().find(name).isEmpty()) {
            return notFound(name);
        }
        ledger.people().limitBytes(name, bytes);
        return Outcome.done(name);
    }

    private static <T> Outcome<T> notFound(UserName name) {
        return Outcome.refused(RefusalCode.NOT_FOUND, "nobody is called " + name);
    }

    /// Devices of somebody that are let in. Refused: `NOT_FOUND`.
    public Outcome<List<DeviceRecord>> devices(UserName name) {
        return ledger.people().find(name).isEmpty()
                ? notFound(name)
                : Outcome.done(ledger.devices().of(name));
    }

    /// From now on the device is not let in. Refused: `NOT_FOUND`.
    public Outcome<DeviceId> revoke(UserName name, DeviceId device) {
        return ledger.devices().revoke(name, device, clock.instant())
                ? Outcome.done(device)
                : Outcome.refused(RefusalCode.NOT_FOUND, name + " has no device " + device);
    }
}
