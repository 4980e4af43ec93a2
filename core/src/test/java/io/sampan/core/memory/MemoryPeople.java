package io.sampan.core.memory;

import io.sampan.core.storage.DeviceRecord;
import io.sampan.core.storage.DeviceRepository;
import io.sampan.core.storage.Invite;
import io.sampan.core.storage.Invite.Kind;
import io.sampan.core.storage.Joining;
import io.sampan.core.storage.PeopleRepository;
import io.sampan.core.storage.PersonRecord;
import io.sampan.model.DeviceId;
import io.sampan.model.DeviceLabel;
import io.sampan.model.IdentityKey;
import io.sampan.model.Sha256;
import io.sampan.model.UserName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// People and devices in memory. One lock for everything.
final class MemoryPeople implements PeopleRepository, DeviceRepository {

    private final Map<UserName, PersonRecord> people = new TreeMap<>();
    private final Map<String, UserName> looks = new HashMap<>();
    private final List<DeviceRecord> devices = new ArrayList<>();
    private final Map<Sha256, Invite> invites = new LinkedHashMap<>();
    private final Map<String, Instant> ended = new HashMap<>();
    private final Map<UserName, Long> byteLimits = new HashMap<>();

    @Override
    public synchronized void invite(Invite invite) {
        invites.putIfAbsent(invite.code(), invite);
    }

    @Override
    public synchronized List<Invite> invites(Instant now) {
        return invites.values().stream()
                .filter(invite -> isOpen(invite) && invite.expires().isAfter(now))
                .sorted(Comparator.comparing(Invite::made))
                .toList();
    }

    private static boolean isOpen(Invite invite) {
        return invite.usedBy().isEmpty();
    }

    @Override
    public synchronized Optional<Invite> findInvite(Sha256 code, Instant now) {
        return Optional.ofNullable(invites.get(code))
                .filter(invite -> invite.expires().isAfter(now));
    }

    @Override
    public synchronized boolean revokeInvite(Sha256 code) {
        return invites.containsKey(code)
                && isOpen(invites.get(code))
                && invites.remove(code) != null;
    }

    @Override
    public synchronized int voidInvites(Set<Kind> kinds) {
        var before = invites.size();
        invites.values().removeIf(invite -> isOpen(invite) && kinds.contains(invite.kind()));
        return before - invites.size();
    }

    @Override
    public synchronized int forgetInvites(Instant when) {
        var before = invites.size();
        invites.values().removeIf(invite -> invite.expires().isBefore(when));
        return before - invites.size();
    }

    @Override
    public synchronized Joined join(Joining joining) {
        var known = find(joining.name(), joining.key());
        if (known.isPresent()) {
            return known.get().isActive() ? Joined.KNOWN : Joined.REVOKED;
        }
        var invite =
                findInvite(joining.code(), joining.now())
                        .filter(MemoryPeople::isOpen)
                        .filter(one ->
                                one.person().isEmpty()
                                        || one.person().get().equals(joining.name()));
        if (invite.isEmpty()) {
            return Joined.BAD_INVITE;
        }
        var joined =
                invite.get().kind().makesPerson()
                        ? newPerson(joining)
                        : newDevice(joining, invite.get().kind());
        if (joined.isIn()) {
            devices.add(
                    new DeviceRecord(
                            joining.name(),
                            joining.key(),
                            joining.label(),
                            joining.now(),
                            joining.now(),
                            Optional.empty()));
            var used = invite.get();
            invites.put(
                    used.code(),
                    new Invite(
                            used.code(),
                            used.kind(),
                            used.person(),
                            used.made(),
                            used.expires(),
                            Optional.of(joining.name())));
        }
        return joined;
    }

    private Joined newPerson(Joining joining) {
        if (find(joining.name()).filter(PersonRecord::claimed).isPresent()) {
            return Joined.NAME_TAKEN;
        }
        if (joining.forbidden()
                || joining.looks().stream()
                        .anyMatch(look ->
                                looks.containsKey(look)
                                        && !looks.get(look).equals(joining.name()))) {
            return Joined.CONFUSABLE;
        }
        people.put(joining.name(), new PersonRecord(joining.name(), joining.now(), true));
        joining.looks().forEach(look -> looks.put(look, joining.name()));
        return Joined.NEW_PERSON;
    }

    private Joined newDevice(Joining joining, Kind kind) {
        if (find(joining.name()).isEmpty()) {
            return Joined.BAD_INVITE;
        }
        if (kind == Kind.REKEY) {
            devices.replaceAll(device ->
                    device.person().equals(joining.name())
                            ? revoked(device, joining.now())
                            : device);
            return Joined.REKEYED;
        }
        return Joined.NEW_DEVICE;
    }

    @Override
    public synchronized void welcome(UserName name, Instant now) {
        people.putIfAbsent(name, new PersonRecord(name, now, false));
    }

    @Override
    public synchronized Optional<PersonRecord> find(UserName name) {
        return Optional.ofNullable(people.get(name));
    }

    @Override
    public synchronized List<PersonRecord> all() {
        return List.copyOf(people.values());
    }

    @Override
    public synchronized void remove(UserName name) {
        people.remove(name);
        byteLimits.remove(name);
        looks.values().removeIf(name::equals);
        devices.replaceAll(
                device -> device.person().equals(name) ? revoked(device, device.seen()) : device);
        invites.values().removeIf(invite -> invite.person().filter(name::equals).isPresent());
    }

    @Override
    public synchronized OptionalLong byteLimit(UserName name) {
        var limit = byteLimits.get(name);
        return limit == null ? OptionalLong.empty() : OptionalLong.of(limit);
    }

    @Override
    public synchronized void limitBytes(UserName name, OptionalLong bytes) {
        byteLimits.remove(name);
        bytes.ifPresent(limit -> byteLimits.put(name, limit));
    }

    @Override
    public synchronized void fillLooks(Function<UserName, Set<String>> wanted) {
        people.values().stream()
                .filter(person -> person.claimed() && !looks.containsValue(person.name()))
                .forEach(person ->
                        wanted.apply(person.name())
                                .forEach(look -> looks.putIfAbsent(look, person.name())));
    }

    @Override
    public synchronized boolean hasKeys() {
        return people.values().stream().anyMatch(PersonRecord::claimed);
    }

    @Override
    public synchronized int count() {
        return people.size();
    }

    @Override
    public synchronized Optional<DeviceRecord> find(UserName person, IdentityKey key) {
        return devices.stream()
                .filter(device -> device.person().equals(person) && device.key().equals(key))
                .findFirst();
    }

    @Override
    public synchronized Optional<DeviceRecord> find(UserName person, DeviceId id) {
        return devices.stream()
                .filter(device -> device.person().equals(person) && device.id().equals(id))
                .findFirst();
    }

    @Override
    public synchronized List<DeviceRecord> of(UserName person) {
        return devices.stream()
                .filter(device -> device.person().equals(person) && device.isActive())
                .toList();
    }

    @Override
    public synchronized List<DeviceRecord> revokedSince(Instant when) {
        return devices.stream()
                .filter(device -> device.revoked().filter(at -> !at.isBefore(when)).isPresent())
                .toList();
    }

    @Override
    public synchronized boolean rename(UserName person, DeviceId id, DeviceLabel label) {
        return change(
                person,
                id,
                device ->
                        new DeviceRecord(
                                person,
                                device.key(),
                                label,
                                device.added(),
                                device.seen(),
                                device.revoked()));
    }

    private boolean change(UserName person, DeviceId id, UnaryOperator<DeviceRecord> change) {
        var found = find(person, id);
        found.ifPresent(device -> devices.set(devices.indexOf(device), change.apply(device)));
        return found.isPresent();
    }

    @Override
    public synchronized boolean revoke(UserName person, DeviceId id, Instant when) {
        return change(person, id, device -> revoked(device, when));
    }

    private static DeviceRecord revoked(DeviceRecord device, Instant when) {
        return new DeviceRecord(
                device.person(),
                device.key(),
                device.label(),
                device.added(),
                device.seen(),
                Optional.of(device.revoked().orElse(when)));
    }

    @Override
    public synchronized void seen(UserName person, DeviceId id, Instant when) {
        var _ =
                change(
                        person,
                        id,
                        device ->
                                new DeviceRecord(
                                        person,
                                        device.key(),
                                        device.label(),
                                        device.added(),
                                        when.isAfter(device.seen()) ? when : device.seen(),
                                        device.revoked()));
    }

    @Override
    public synchronized void endSession(String session, Instant until) {
        ended.putIfAbsent(session, until);
    }

    @Override
    public synchronized boolean isEnded(String session) {
        return ended.containsKey(session);
    }

    @Override
    public synchronized void forgetSessions(Instant expiredBefore) {
        ended.values().removeIf(expires -> expires.isBefore(expiredBefore));
    }
}
