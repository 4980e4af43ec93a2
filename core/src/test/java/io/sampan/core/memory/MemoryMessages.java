package io.sampan.core.memory;

import static java.util.Objects.requireNonNull;

import io.sampan.core.storage.ConversationRepository;
import io.sampan.core.storage.LogEntry;
import io.sampan.core.storage.LogEntry.About;
import io.sampan.core.storage.LogEntry.EventKind;
import io.sampan.core.storage.MessageRepository;
import io.sampan.core.storage.Posting;
import io.sampan.model.Attachment;
import io.sampan.model.ConversationId;
import io.sampan.model.DeviceId;
import io.sampan.model.Group;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.Message;
import io.sampan.model.MessageId;
import io.sampan.model.Place;
import io.sampan.model.Receipt;
import io.sampan.model.Standing;
import io.sampan.model.UserName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Messages, logs and conversations in memory. One lock for everything. Entries of one owner can be
/// [held back][#hold], so that they become visible after later ones, as two servers may have it.
public final class MemoryMessages implements MessageRepository, ConversationRepository {

    private static final int ENTRY_BYTES = 512;

    private record Key(UserName sender, MessageId id) {}

    private record Reader(UserName person, DeviceId device) {}

    /// What is kept of a message.
    private static final class Kept {
        Message message;
        boolean recalled;
        final Map<UserName, Instant> delivered = new HashMap<>();

        Kept(Message message) {
            this.message = message;
        }
    }

    /// What stands in a log. Of a message only its key: it may change.
    private static final class Line {
        final Place place;
        final UserName owner;
        final Function<Place, Optional<LogEntry>> entry;
        final Optional<Key> of;
        final boolean said;
        final boolean mail;
        final Optional<DeviceId> origin;
        final long bytes;
        final Instant put;
        boolean waits;
        boolean visible = true;

        Line(
                Place place,
                UserName owner,
                Function<Place, Optional<LogEntry>> entry,
                Optional<Key> of,
                boolean said,
                boolean mail,
                Optional<DeviceId> origin,
                long bytes,
                Instant put,
                boolean waits) {
            this.place = place;
            this.owner = owner;
            this.entry = entry;
            this.of = of;
            this.said = said;
            this.mail = mail;
            this.origin = origin;
            this.bytes = bytes;
            this.put = put;
            this.waits = waits;
        }
    }

    private final MemoryLedger ledger;
    private final Map<Key, Kept> messages = new LinkedHashMap<>();
    private final List<Line> log = new ArrayList<>();
    private final Map<Reader, Set<Place>> acknowledged = new HashMap<>();
    private final Map<UserName, Map<ConversationId, Place>> marks = new HashMap<>();
    private final Map<ConversationId, Group> groups = new LinkedHashMap<>();
    private final Map<UserName, Set<UserName>> blocks = new HashMap<>();
    private final Set<UserName> held = new HashSet<>();
    private long places;

    MemoryMessages(MemoryLedger ledger) {
        this.ledger = ledger;
    }

    /// What is put into somebody's log from now on is not visible until [#release].
    public synchronized void hold(UserName owner) {
        held.add(owner);
    }

    /// What is put in from now on is visible; what was held stays so until [#release].
    public synchronized void holdNoMore(UserName owner) {
        held.remove(owner);
    }

    /// What was held becomes visible.
    public synchronized void release(UserName owner) {
        held.remove(owner);
        log.stream().filter(line -> line.owner.equals(owner)).forEach(line -> line.visible = true);
    }

    private void put(
            UserName owner,
            Function<Place, Optional<LogEntry>> entry,
            Optional<Key> of,
            boolean said,
            boolean mail,
            Optional<DeviceId> origin,
            long bytes,
            Instant when,
            boolean waits) {
        var line =
                new Line(
                        new Place(0, ++places),
                        owner,
                        entry,
                        of,
                        said,
                        mail,
                        origin,
                        bytes,
                        when,
                        waits);
        line.visible = !held.contains(owner);
        log.add(line);
    }

    private void event(
            UserName owner,
            EventKind kind,
            Optional<Key> of,
            UserName person,
            Optional<DeviceId> origin,
            Instant when) {
        var about =
                of.map(key -> new About(key.sender(), key.id(), kept(key).message.conversation()));
        put(
                owner,
                place -> Optional.of(new LogEntry.Event(place, kind, about, person, when)),
                of,
                false,
                false,
                origin,
                ENTRY_BYTES,
                when,
                false);
    }

    private Optional<Message> message(Key key) {
        return Optional.ofNullable(messages.get(key)).map(kept -> told(kept.message));
    }

    /// With what has become of its attachments.
    private Message told(Message message) {
        return new Message(
                message.id(),
                message.sender(),
                message.to(),
                message.text(),
                message.attachments().stream()
                        .map(a ->
                                new Attachment(
                                        a.media(), a.about(), ledger.availability(a.media())))
                        .toList(),
                message.posted(),
                message.group(),
                message.expires());
    }

    @Override
    public synchronized PostResult post(Posting posting) {
        var message = posting.message();
        var key = new Key(message.sender(), message.id());
        if (messages.containsKey(key)) {
            return new PostResult.Done(posted(key));
        }
        var bytes = ENTRY_BYTES + message.text().getBytes(StandardCharsets.UTF_8).length;
        var full =
                message.to().stream()
                        .filter(name -> !posting.withheld().contains(name))
                        .filter(name ->
                                !posting.limit()
                                        .hasRoom(
                                                waiting(name),
                                                () -> waitingOf(message.sender(), name),
                                                bytes))
                        .toList();
        if (!full.isEmpty()) {
            return new PostResult.Full(full);
        }
        messages.put(key, new Kept(message));
        for (var recipient : message.to()) {
            if (!posting.withheld().contains(recipient)) {
                put(
                        recipient,
                        place -> message(key).map(m -> new LogEntry.Mail(place, m)),
                        Optional.of(key),
                        true,
                        true,
                        Optional.empty(),
                        bytes,
                        message.posted(),
                        true);
                message.attachments().forEach(a -> ledger.letRead(recipient, a.media().id()));
            }
        }
        if (!message.to().contains(message.sender())) {
            put(
                    message.sender(),
                    place -> message(key).map(m -> new LogEntry.Sent(place, m)),
                    Optional.of(key),
                    true,
                    false,
                    Optional.of(posting.origin()),
                    bytes,
                    message.posted(),
                    false);
        }
        return new PostResult.Done(posted(key));
    }

    private Kept kept(Key key) {
        return requireNonNull(messages.get(key));
    }

    private Posted posted(Key key) {
        var kept = kept(key);
        return new Posted(told(kept.message), standings(kept));
    }

    private static List<Standing> standings(Kept kept) {
        return kept.message.to().stream()
                .map(name -> new Standing(name, Optional.ofNullable(kept.delivered.get(name))))
                .toList();
    }

    @Override
    public synchronized Optional<Posted> find(UserName sender, MessageId id) {
        var key = new Key(sender, id);
        return messages.containsKey(key) ? Optional.of(posted(key)) : Optional.empty();
    }

    @Override
    public synchronized LogPage unread(
            UserName who, DeviceId device, Place after, int limit, Wanted wanted) {
        var acks = acknowledged.getOrDefault(new Reader(who, device), Set.of());
        var entries =
                log.stream()
                        .filter(line -> line.owner.equals(who) && line.visible)
                        .filter(line -> line.place.isAfter(after) && !acks.contains(line.place))
                        .filter(line -> !line.origin.equals(Optional.of(device)))
                        .map(line -> line.entry.apply(line.place))
                        .flatMap(Optional::stream)
                        .filter(entry ->
                                wanted == Wanted.EVERYTHING
                                        || entry instanceof LogEntry.Mail
                                        || entry instanceof LogEntry.Notice)
                        .limit(limit)
                        .toList();
        // Anything may yet become visible.
        return new LogPage(entries, Place.START);
    }

    @Override
    public synchronized Optional<LogEntry> entry(UserName who, Place place) {
        return line(who, place).flatMap(line -> line.entry.apply(place));
    }

    private Optional<Line> line(UserName who, Place place) {
        return log.stream()
                .filter(line -> line.owner.equals(who) && line.place.equals(place))
                .findFirst();
    }

    @Override
    public synchronized Optional<UserName> received(
            UserName who, DeviceId device, Place place, Instant when) {
        var line = line(who, place);
        line.ifPresent(_ ->
                acknowledged
                        .computeIfAbsent(new Reader(who, device), _ -> new HashSet<>())
                        .add(place));
        if (line.filter(one -> one.waits).isEmpty()) {
            return Optional.empty();
        }
        line.get().waits = false;
        return line.filter(one -> one.mail)
                .flatMap(one -> one.of)
                .map(key -> {
                    kept(key).delivered.put(who, when);
                    var receipt = new Receipt(key.id(), who, when);
                    put(
                            key.sender(),
                            at -> Optional.of(new LogEntry.Notice(at, receipt)),
                            Optional.of(key),
                            false,
                            false,
                            Optional.empty(),
                            ENTRY_BYTES,
                            when,
                            true);
                    return key.sender();
                });
    }

    @Override
    public synchronized Optional<Recalled> recall(
            UserName sender, MessageId id, DeviceId origin, Instant when) {
        var key = new Key(sender, id);
        var kept = messages.get(key);
        if (kept == null) {
            return Optional.empty();
        }
        if (kept.recalled) {
            return Optional.of(new Recalled(List.of(), List.of()));
        }
        kept.recalled = true;
        var told = new LinkedHashSet<UserName>();
        told.add(sender);
        log.stream()
                .filter(line -> line.mail && line.of.equals(Optional.of(key)) && !line.waits)
                .forEach(line -> told.add(line.owner));
        log.removeIf(line -> line.said && line.of.equals(Optional.of(key)));
        var media = kept.message.attachments().stream().map(Attachment::media).distinct().toList();
        kept.message =
                new Message(
                        id,
                        sender,
                        kept.message.to(),
                        "-",
                        List.of(),
                        kept.message.posted(),
                        kept.message.group(),
                        kept.message.expires());
        told.forEach(name ->
                event(
                        name,
                        EventKind.RECALLED,
                        Optional.of(key),
                        sender,
                        name.equals(sender) ? Optional.of(origin) : Optional.empty(),
                        when));
        return Optional.of(new Recalled(List.copyOf(told), unused(sender, media)));
    }

    private List<Media> unused(UserName sender, List<Media> media) {
        return media.stream()
                .filter(one -> one.owner().equals(sender) && !one.shared())
                .filter(one ->
                        messages.values().stream()
                                .flatMap(kept -> kept.message.attachments().stream())
                                .noneMatch(a -> a.media().id().equals(one.id())))
                .toList();
    }

    @Override
    public synchronized List<UserName> devicesChanged(UserName who, Instant when) {
        var others = new LinkedHashSet<UserName>();
        others.add(who);
        for (var kept : messages.values()) {
            if (kept.message.sender().equals(who)) {
                others.addAll(kept.message.to());
            } else if (kept.message.to().contains(who)) {
                others.add(kept.message.sender());
            }
        }
        others.forEach(name ->
                event(
                        name,
                        EventKind.DEVICES_CHANGED,
                        Optional.empty(),
                        who,
                        Optional.empty(),
                        when));
        return List.copyOf(others);
    }

    @Override
    public synchronized List<UserName> trim(
            Instant keptSince, Instant undeliveredSince, Instant now) {
        var told = new LinkedHashSet<UserName>();
        var undelivered =
                log.stream()
                        .filter(line -> line.waits && line.put.isBefore(undeliveredSince))
                        .toList();
        log.removeAll(undelivered);
        undelivered.stream()
                .filter(line -> line.mail)
                .forEach(line -> {
                    var key = line.of.orElseThrow();
                    told.add(key.sender());
                    event(
                            key.sender(),
                            EventKind.EXPIRED,
                            line.of,
                            line.owner,
                            Optional.empty(),
                            now);
                });
        var expired =
                messages.entrySet().stream()
                        .filter(e ->
                                e.getValue()
                                        .message
                                        .expires()
                                        .filter(when -> !when.isAfter(now))
                                        .isPresent())
                        .map(Map.Entry::getKey)
                        .toList();
        log.removeIf(line -> line.of.filter(expired::contains).isPresent());
        expired.forEach(messages::remove);
        log.removeIf(line ->
                !line.waits && line.put.isBefore(keptSince) && everyDeviceHas(line, keptSince));
        messages.entrySet()
                .removeIf(e ->
                        e.getValue().message.posted().isBefore(keptSince)
                                && log.stream()
                                        .noneMatch(
                                                line -> line.of.equals(Optional.of(e.getKey()))));
        return List.copyOf(told);
    }

    private boolean everyDeviceHas(Line line, Instant seenSince) {
        return ledger.devices().of(line.owner).stream()
                .filter(device -> !device.seen().isBefore(seenSince))
                .allMatch(device ->
                        line.origin.equals(Optional.of(device.id()))
                                || acknowledged
                                        .getOrDefault(new Reader(line.owner, device.id()), Set.of())
                                        .contains(line.place));
    }

    @Override
    public synchronized void removeLog(UserName who) {
        log.removeIf(line -> line.owner.equals(who));
        marks.remove(who);
        blocks.remove(who);
        acknowledged.keySet().removeIf(reader -> reader.person().equals(who));
        groups.replaceAll((_, group) -> without(group, who));
    }

    private static Group without(Group group, UserName who) {
        var left = group.members().stream().filter(name -> !name.equals(who)).toList();
        return left.isEmpty() ? group : new Group(group.id(), group.name(), left);
    }

    @Override
    public synchronized long waiting() {
        return log.stream().filter(line -> line.waits).count();
    }

    private Waiting waitingOf(UserName sender, UserName owner) {
        var lines =
                log.stream()
                        .filter(line -> line.waits && line.owner.equals(owner))
                        .filter(line ->
                                line.mail
                                        && line.of
                                                .filter(k -> k.sender().equals(sender))
                                                .isPresent())
                        .toList();
        return new Waiting(lines.size(), lines.stream().mapToLong(line -> line.bytes).sum());
    }

    @Override
    public synchronized Waiting waiting(UserName who) {
        var lines = log.stream().filter(line -> line.waits && line.owner.equals(who)).toList();
        return new Waiting(lines.size(), lines.stream().mapToLong(line -> line.bytes).sum());
    }

    /// Whether a message that carries it was posted at or after `when`, or waits for somebody.
    synchronized boolean isNeeded(MediaId media, Instant when) {
        return messages.entrySet().stream()
                .filter(e ->
                        e.getValue().message.attachments().stream()
                                .anyMatch(a -> a.media().id().equals(media)))
                .anyMatch(e ->
                        !e.getValue().message.posted().isBefore(when)
                                || log.stream()
                                        .anyMatch(line ->
                                                line.mail
                                                        && line.waits
                                                        && line.of.equals(
                                                                Optional.of(e.getKey()))));
    }

    private List<Line> said(UserName who) {
        return log.stream()
                .filter(line -> line.said && line.owner.equals(who) && line.visible)
                .sorted(Comparator.<Line, Place>comparing(line -> line.place).reversed())
                .toList();
    }

    private Said said(Line line) {
        var kept = kept(line.of.orElseThrow());
        return new Said(line.place, told(kept.message), line.mail ? List.of() : standings(kept));
    }

    @Override
    public synchronized List<Said> history(
            UserName who,
            Optional<ConversationId> conversation,
            Optional<Place> before,
            int limit) {
        return said(who).stream()
                .filter(line -> before.isEmpty() || before.get().isAfter(line.place))
                .map(this::said)
                .filter(said ->
                        conversation.isEmpty()
                                || conversation.get().equals(said.message().conversation()))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<Summary> conversations(UserName who) {
        var newest = new LinkedHashMap<ConversationId, Said>();
        said(who).stream()
                .map(this::said)
                .forEach(said -> newest.putIfAbsent(said.message().conversation(), said));
        return newest.entrySet().stream()
                .map(e -> new Summary(e.getKey(), e.getValue(), unreadIn(who, e.getKey())))
                .toList();
    }

    private int unreadIn(UserName who, ConversationId conversation) {
        var mark = marks.getOrDefault(who, Map.of()).getOrDefault(conversation, Place.START);
        return (int)
                said(who).stream()
                        .filter(line -> line.mail && line.place.isAfter(mark))
                        .filter(line -> said(line).message().conversation().equals(conversation))
                        .count();
    }

    @Override
    public synchronized Set<UserName> markRead(
            UserName who,
            ConversationId conversation,
            Place through,
            boolean tell,
            DeviceId origin,
            Instant when) {
        var mark = marks.getOrDefault(who, Map.of()).getOrDefault(conversation, Place.START);
        var read =
                said(who).stream()
                        .filter(line ->
                                line.mail
                                        && line.place.isAfter(mark)
                                        && !line.place.isAfter(through))
                        .filter(line -> said(line).message().conversation().equals(conversation))
                        .toList();
        if (read.isEmpty()) {
            return Set.of();
        }
        marks.computeIfAbsent(who, _ -> new HashMap<>()).put(conversation, through);
        var told = new LinkedHashSet<UserName>();
        told.add(who);
        event(who, EventKind.READ, read.getFirst().of, who, Optional.of(origin), when);
        for (var line : read) {
            var sender = line.of.orElseThrow().sender();
            if (tell && told.add(sender)) {
                event(sender, EventKind.READ, line.of, who, Optional.empty(), when);
            }
        }
        return told;
    }

    @Override
    public synchronized Optional<Group> group(ConversationId id) {
        return Optional.ofNullable(groups.get(id));
    }

    @Override
    public synchronized List<Group> groups(UserName member) {
        return groups.values().stream()
                .filter(group -> group.members().contains(member))
                .sorted(Comparator.comparing(Group::name))
                .toList();
    }

    @Override
    public synchronized void save(Group group) {
        groups.put(
                group.id(),
                new Group(group.id(), group.name(), group.members().stream().sorted().toList()));
    }

    @Override
    public synchronized void block(UserName who, UserName other, boolean blocked) {
        var all = blocks.computeIfAbsent(who, _ -> new HashSet<>());
        var _ = blocked ? all.add(other) : all.remove(other);
    }

    @Override
    public synchronized Set<UserName> blockedBy(UserName who) {
        return Set.copyOf(blocks.getOrDefault(who, Set.of()));
    }

    @Override
    public synchronized Set<UserName> blocking(UserName sender, List<UserName> recipients) {
        var all = new HashSet<UserName>();
        for (var name : recipients) {
            if (blocks.getOrDefault(name, Set.of()).contains(sender)) {
                all.add(name);
            }
        }
        return all;
    }
}
