package io.sampan.store;

import static io.sampan.store.MessageRows.ENTRY;
import static io.sampan.store.MessageRows.MESSAGE;

import io.sampan.core.storage.LogEntry;
import io.sampan.core.storage.LogEntry.EventKind;
import io.sampan.core.storage.MessageRepository;
import io.sampan.core.storage.Posting;
import io.sampan.disk.BareStatement;
import io.sampan.disk.SqliteFile;
import io.sampan.model.DeviceId;
import io.sampan.model.MessageId;
import io.sampan.model.Place;
import io.sampan.model.Standing;
import io.sampan.model.UserName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Messages and logs, in the tables `message`, `delivery`, `attachment`, `log`, `log_waiting`,
/// `cursor` and `acknowledged`. Places are numbers that count up with the commits, and one writer
/// makes them: nothing becomes visible before what is visible already.
record SqliteMessages(SqliteFile file) implements MessageRepository {

    /// What an entry is counted as, besides its text.
    private static final int ENTRY_BYTES = 512;

    private static final BareStatement PUT_RECEIPT_IN =
            new BareStatement(
                    """
                    INSERT INTO log (owner, kind, message, person, at, bytes, put, waits)
                    VALUES (?, 1, ?, ?, ?, ?, ?, 1)\
                    """);

    private static final BareStatement LESS_WAITS =
            new BareStatement(
                    "UPDATE log_waiting SET entries = entries - 1, bytes = bytes - ? WHERE owner = ?");

    private static final BareStatement WAITING =
            new BareStatement("SELECT entries, bytes FROM log_waiting WHERE owner = ?");

    private static final BareStatement FLOOR =
            new BareStatement("SELECT floor FROM cursor WHERE person = ? AND device = ?");

    private static final BareStatement UNREAD =
            new BareStatement(
                    "SELECT "
                            + ENTRY
                            + """
                             FROM log l LEFT JOIN message m ON m.number = l.message
                            WHERE l.owner = ? AND l.place > ? AND l.kind <= ?
                              AND (l.origin IS NULL OR l.origin <> ?)
                              AND NOT EXISTS (SELECT 1 FROM acknowledged a
                                WHERE a.person = l.owner AND a.device = ? AND a.place = l.place)
                            ORDER BY l.place LIMIT ?\
                            """);

    private static final BareStatement ENTRY_AT =
            new BareStatement(
                    "SELECT "
                            + ENTRY
                            + """
                             FROM log l LEFT JOIN message m ON m.number = l.message
                            WHERE l.place = ? AND l.owner = ?\
                            """);

    private static final BareStatement ACKNOWLEDGE =
            new BareStatement(
                    "INSERT OR IGNORE INTO acknowledged (person, device, place) VALUES (?, ?, ?)");

    private static final BareStatement FIRST_UNREAD =
            new BareStatement(
                    """
                    SELECT l.place FROM log l WHERE l.owner = ? AND l.place > ?
                      AND (l.origin IS NULL OR l.origin <> ?)
                      AND NOT EXISTS (SELECT 1 FROM acknowledged a
                        WHERE a.person = l.owner AND a.device = ? AND a.place = l.place)
                    ORDER BY l.place LIMIT 1\
                    """);

    private static final BareStatement LAST =
            new BareStatement("SELECT max(place) FROM log WHERE owner = ?");

    private static final BareStatement MOVE =
            new BareStatement(
                    """
                    INSERT INTO cursor (person, device, floor) VALUES (?, ?, ?)
                    ON CONFLICT (person, device) DO UPDATE SET floor = max(floor, excluded.floor)\
                    """);

    private static final BareStatement FORGET_BELOW =
            new BareStatement(
                    "DELETE FROM acknowledged WHERE person = ? AND device = ? AND place <= ?");

    private static final BareStatement NO_LONGER_WAITS =
            new BareStatement(
                    """
                    UPDATE log SET waits = 0 WHERE place = ? AND owner = ? AND waits = 1
                    RETURNING kind, message, bytes,
                      (SELECT sender FROM message m WHERE m.number = message)\
                    """);

    private static final BareStatement DELIVERED =
            new BareStatement(
                    "INSERT OR IGNORE INTO delivery (message, recipient, delivered) VALUES (?, ?, ?)");

    @Override
    public PostResult post(Posting posting) {
        return StorageFaults.translate(() -> file.write(handle -> post(handle, posting)));
    }

    private static PostResult post(Handle handle, Posting posting) {
        var message = posting.message();
        var before = find(handle, message.sender(), message.id());
        if (before.isPresent()) {
            return new PostResult.Done(before.get());
        }
        var bytes = ENTRY_BYTES + message.text().getBytes(StandardCharsets.UTF_8).length;
        var full =
                message.to().stream()
                        .filter(name -> !posting.withheld().contains(name))
                        .filter(name -> isFull(handle, name, bytes, posting))
                        .toList();
        if (!full.isEmpty()) {
            return new PostResult.Full(full);
        }
        PostedRows.putIn(handle, posting, bytes);
        return new PostResult.Done(
                new Posted(
                        message,
                        message.to().stream()
                                .map(name -> new Standing(name, Optional.empty()))
                                .toList()));
    }

    private static boolean isFull(Handle handle, UserName name, int bytes, Posting posting) {
        var limit = posting.limit();
        return !limit.hasRoom(
                waiting(handle, name),
                () ->
                        waitingOf(
                                handle,
                                posting.message().sender(),
                                name,
                                limit.shareOfEntries() + 1),
                bytes);
    }

    /// What of an inbox is one sender's.
    ///
    /// @param most entries that are looked for, so that many cost no more than that
    private static Waiting waitingOf(Handle handle, UserName sender, UserName owner, long most) {
        return handle.createQuery(
                        """
                        SELECT count(*) AS entries, coalesce(sum(bytes), 0) AS bytes FROM (
                          SELECT l.bytes FROM log l INDEXED BY log_that_waits
                          JOIN message m ON m.number = l.message
                          WHERE l.owner = ? AND l.waits AND l.kind = 0 AND m.sender = ?
                          ORDER BY l.place LIMIT ?)\
                        """)
                .bind(0, owner.value())
                .bind(1, sender.value())
                .bind(2, most)
                .map((row, _) -> new Waiting(row.getLong("entries"), row.getLong("bytes")))
                .one();
    }

    @Override
    public Optional<Posted> find(UserName sender, MessageId id) {
        return StorageFaults.translate(() -> file.read(handle -> find(handle, sender, id)));
    }

    private static Optional<Posted> find(Handle handle, UserName sender, MessageId id) {
        return FIND.first(
                handle,
                row -> MessageRows.posted(handle, row),
                sender.value(),
                MessageRows.bytes(id));
    }

    private static final BareStatement FIND =
            new BareStatement("SELECT " + MESSAGE + " FROM message m WHERE sender = ? AND id = ?");

    @Override
    public LogPage unread(UserName who, DeviceId device, Place after, int limit, Wanted wanted) {
        return StorageFaults.translate(() ->
                file.read(handle -> {
                    var from = Math.max(MessageRows.number(after), floor(handle, who, device));
                    var entries =
                            UNREAD.all(
                                    handle,
                                    row -> MessageRows.entry(handle, row),
                                    who.value(),
                                    from,
                                    wanted == Wanted.EVERYTHING ? 99 : 1,
                                    device.value(),
                                    device.value(),
                                    limit);
                    return new LogPage(
                            entries,
                            entries.isEmpty()
                                    ? MessageRows.place(from)
                                    : entries.getLast().place());
                }));
    }

    private static long floor(Handle handle, UserName who, DeviceId device) {
        return FLOOR.first(handle, row -> row.getLong(1), who.value(), device.value()).orElse(0L);
    }

    @Override
    public Optional<LogEntry> entry(UserName who, Place place) {
        return StorageFaults.translate(() ->
                file.read(handle ->
                        ENTRY_AT.first(
                                handle,
                                row -> MessageRows.entry(handle, row),
                                MessageRows.number(place),
                                who.value())));
    }

    @Override
    public Optional<UserName> received(UserName who, DeviceId device, Place place, Instant when) {
        return StorageFaults.translate(() ->
                file.writeFromReserve(
                        handle -> received(handle, who, device, MessageRows.number(place), when)));
    }

    /// What an entry was, once a device has it.
    private record Had(int kind, long message, int bytes, String sender) {}

    private static Optional<UserName> received(
            Handle handle, UserName who, DeviceId device, long place, Instant when) {
        acknowledge(handle, who, device, place);
        var had =
                NO_LONGER_WAITS.first(
                        handle,
                        row ->
                                new Had(
                                        row.getInt(1),
                                        row.getLong(2),
                                        row.getInt(3),
                                        String.valueOf(row.getString(4))),
                        place,
                        who.value());
        had.ifPresent(entry -> LESS_WAITS.change(handle, entry.bytes(), who.value()));
        return had.filter(entry -> entry.kind() == MessageRows.MAIL)
                .map(entry -> reportDelivery(handle, entry, who, when));
    }

    /// As a rule entries are acknowledged in their order, and only the floor moves.
    private static void acknowledge(Handle handle, UserName who, DeviceId device, long place) {
        var floor = floor(handle, who, device);
        if (place <= floor
                || ENTRY_AT.first(handle, row -> row.getLong(1), place, who.value()).isEmpty()) {
            return;
        }
        ACKNOWLEDGE.change(handle, who.value(), device.value(), place);
        var next =
                FIRST_UNREAD.first(
                        handle,
                        row -> row.getLong(1),
                        who.value(),
                        floor,
                        device.value(),
                        device.value());
        var fresh =
                next.map(first -> first - 1)
                        .orElseGet(() ->
                                LAST.first(handle, row -> row.getLong(1), who.value())
                                        .orElse(place));
        if (fresh > floor) {
            MOVE.change(handle, who.value(), device.value(), fresh);
            FORGET_BELOW.change(handle, who.value(), device.value(), fresh);
        }
    }

    private static UserName reportDelivery(
            Handle handle, Had mail, UserName recipient, Instant when) {
        var now = Instants.nanos(when);
        DELIVERED.change(handle, mail.message(), recipient.value(), now);
        PUT_RECEIPT_IN.change(
                handle, mail.sender(), mail.message(), recipient.value(), now, ENTRY_BYTES, now);
        PostedRows.MORE_WAITS.change(handle, mail.sender(), ENTRY_BYTES);
        return new UserName(mail.sender());
    }

    @Override
    public Optional<Recalled> recall(UserName sender, MessageId id, DeviceId origin, Instant when) {
        return StorageFaults.translate(() ->
                file.writeFromReserve(
                        handle -> MessageEnds.recall(handle, sender, id, origin, when)));
    }

    @Override
    public List<UserName> devicesChanged(UserName who, Instant when) {
        return StorageFaults.translate(
                () -> file.write(handle -> devicesChanged(handle, who, when)));
    }

    private static List<UserName> devicesChanged(Handle handle, UserName who, Instant when) {
        var others =
                handle.createQuery(
                                """
                                SELECT DISTINCT m.sender FROM log l JOIN message m ON m.number = l.message
                                WHERE l.owner = :who AND l.kind = 0
                                UNION SELECT DISTINCT l2.owner FROM log l JOIN log l2 ON l2.message = l.message
                                WHERE l.owner = :who AND l.kind = 2 AND l2.kind = 0
                                UNION SELECT :who\
                                """)
                        .bind("who", who.value())
                        .mapTo(String.class)
                        .map(UserName::new)
                        .list();
        for (var name : others) {
            putEvent(handle, name, EventKind.DEVICES_CHANGED, null, null, who, null, when);
        }
        return others;
    }

    /// @param message its number; null where no message is meant
    /// @param origin the device that is not told; null for none
    static void putEvent(
            Handle handle,
            UserName owner,
            EventKind kind,
            @org.jspecify.annotations.Nullable Long message,
            byte @org.jspecify.annotations.Nullable [] conversation,
            UserName person,
            @org.jspecify.annotations.Nullable DeviceId origin,
            Instant when) {
        handle.execute(
                """
                INSERT INTO log (owner, kind, message, conversation, person, at, origin, bytes, put, waits)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)\
                """,
                owner.value(),
                MessageRows.kind(kind),
                message,
                conversation,
                person.value(),
                Instants.nanos(when),
                origin == null ? null : origin.value(),
                ENTRY_BYTES,
                Instants.nanos(when));
    }

    @Override
    public List<UserName> trim(Instant keptSince, Instant undeliveredSince, Instant now) {
        return StorageFaults.translate(
                () -> MessageEnds.trim(file, keptSince, undeliveredSince, now));
    }

    @Override
    public void removeLog(UserName who) {
        StorageFaults.translate(() ->
                file.changeFromReserve(handle -> {
                    for (var table : Set.of("log", "log_waiting")) {
                        handle.execute("DELETE FROM " + table + " WHERE owner = ?", who.value());
                    }
                    for (var table : Set.of("cursor", "acknowledged", "read_mark", "block")) {
                        handle.execute("DELETE FROM " + table + " WHERE person = ?", who.value());
                    }
                    handle.execute("DELETE FROM group_member WHERE member = ?", who.value());
                    handle.execute("DELETE FROM media_reader WHERE reader = ?", who.value());
                }));
    }

    @Override
    public long waiting() {
        return StorageFaults.translate(() ->
                file.read(handle ->
                        handle.createQuery("SELECT coalesce(sum(entries), 0) FROM log_waiting")
                                .mapTo(Long.class)
                                .one()));
    }

    @Override
    public Waiting waiting(UserName who) {
        return StorageFaults.translate(() -> file.read(handle -> waiting(handle, who)));
    }

    private static Waiting waiting(Handle handle, UserName who) {
        return WAITING.first(
                        handle, row -> new Waiting(row.getLong(1), row.getLong(2)), who.value())
                .orElse(new Waiting(0, 0));
    }
}
