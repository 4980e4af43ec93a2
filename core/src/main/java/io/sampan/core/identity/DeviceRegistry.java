package io.sampan.core.identity;

import io.sampan.core.storage.DeviceRecord;
import io.sampan.core.storage.DeviceRepository;
import io.sampan.core.storage.Invite;
import io.sampan.core.storage.Invite.Kind;
import io.sampan.core.storage.PeopleRepository;
import io.sampan.model.DeviceId;
import io.sampan.model.DeviceLabel;
import io.sampan.model.Outcome;
import io.sampan.model.RefusalCode;
import io.sampan.model.UserName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// The devices of people: linking, renaming, revoking. Thread-safe; blocks on the ledger.
public final class DeviceRegistry {

    /// [DeviceRecord#seen] is right to within so long.
    private static final Duration SEEN_WITHIN = Duration.ofMinutes(5);

    /// Clocks of servers and commands are no further apart, and commits take no longer.
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(30);

    /// Told when a device is not let in any more.
    @FunctionalInterface
    public interface OnRevoked {
        /// Called at least once for each revocation; must not block for long.
        void revoked(UserName person, DeviceId device);
    }

    private final DeviceRepository devices;
    private final PeopleRepository people;
    private final Invitations invitations;
    private final InstantSource clock;
    private final List<OnRevoked> listeners = new CopyOnWriteArrayList<>();
    private volatile Instant looked;

    /// The devices of the people of this ledger.
    public DeviceRegistry(DeviceRepository devices, PeopleRepository people, InstantSource clock) {
        this.devices = devices;
        this.people = people;
        this.invitations = new Invitations(people, clock);
        this.clock = clock;
        this.looked = clock.instant();
    }

    /// From now on `listener` is told of revocations.
    public void onRevoked(OnRevoked listener) {
        listeners.add(listener);
    }

    /// A one-time code, and until when it is good.
    public record Link(String code, Instant expires) {}

    /// A code with which one more device of `member` can join. Refused: `NOT_ALLOWED` where devices
    /// have no keys, as on an open server; `DEVICE_REVOKED`.
    public Outcome<Link> link(Member member, Duration goodFor) {
        if (member.device().equals(DeviceId.NONE)) {
            return Outcome.refused(RefusalCode.NOT_ALLOWED, "an open server knows no devices");
        }
        if (!isActive(member)) {
            return Outcome.refused(RefusalCode.DEVICE_REVOKED);
        }
        var code = invitations.make(Kind.DEVICE, Optional.of(member.name()), goodFor);
        return Outcome.done(new Link(code, clock.instant().plus(goodFor)));
    }

    /// Whose device a code makes; empty where it is no device's code, or is not good any more.
    public Optional<UserName> linkedTo(String code) {
        return people.findInvite(Codes.digest(code), clock.instant())
                .filter(invite -> !invite.kind().makesPerson())
                .flatMap(Invite::person);
    }

    /// Those that are let in, in the order in which they were added.
    public List<DeviceRecord> of(UserName person) {
        return devices.of(person);
    }

    /// Refused: `NOT_FOUND`.
    public Outcome<DeviceId> rename(UserName person, DeviceId device, DeviceLabel label) {
        return devices.rename(person, device, label) ? Outcome.done(device) : notFound();
    }

    /// From now on the device is not let in, its lanes end, its tokens open nothing. Refused:
    /// `NOT_FOUND`.
    public Outcome<DeviceId> revoke(UserName person, DeviceId device) {
        if (!devices.revoke(person, device, clock.instant())) {
            return notFound();
        }
        ended(person, device);
        return Outcome.done(device);
    }

    private void ended(UserName person, DeviceId device) {
        listeners.forEach(listener -> listener.revoked(person, device));
    }

    /// Ends here what was revoked elsewhere since the last call: by another server, or by a command
    /// of the operator's. Whoever wires the server calls it about twice a second, one at a time.
    ///
    /// @return what was revoked lately, some of it told before
    public List<DeviceRecord> endRevoked() {
        var now = clock.instant();
        // The clock may have been set back since, and what was revoked then is stamped by it.
        var since = now.isBefore(looked) ? now : looked;
        var lately = devices.revokedSince(since.minus(CLOCKS_DIFFER));
        lately.forEach(device -> ended(device.person(), device.id()));
        looked = now;
        return lately;
    }

    private static Outcome<DeviceId> notFound() {
        return Outcome.refused(RefusalCode.NOT_FOUND, "there is no such device");
    }

    /// Whether a device may go on: the ledger is asked.
    public boolean isActive(Member member) {
        return member.device().equals(DeviceId.NONE)
                || devices.find(member.name(), member.device())
                        .filter(DeviceRecord::isActive)
                        .isPresent();
    }

    /// A device has come.
    public void seen(Member member) {
        var now = clock.instant();
        devices.find(member.name(), member.device())
                .filter(device -> device.seen().plus(SEEN_WITHIN).isBefore(now))
                .ifPresent(device -> devices.seen(member.name(), member.device(), now));
    }
}
