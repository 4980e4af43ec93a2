package io.sampan.store;

import io.sampan.core.storage.LogEntry.EventKind;
import io.sampan.core.storage.MessageRepository.Recalled;
import io.sampan.disk.SqliteFile;
import io.sampan.model.DeviceId;
import io.sampan.model.Media;
import io.sampan.model.MessageId;
import io.sampan.model.UserName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// How messages end: taken back by their sender, expired, or kept as long as they are kept.
final class MessageEnds {

    /// Owners, or entries, that one transaction goes through.
    private static final int AT_ONCE = 1_000;

    private MessageEnds() {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Row(long number, byte[] conversation, boolean recalled) {}

    static Optional<Recalled> recall(
            Handle handle, UserName sender, MessageId id, DeviceId origin, Instant when) {
        var row =
                handle.createQuery(
                                "SELECT number, conversation, recalled FROM message WHERE sender = ? AND id = ?")
                        .bind(0, sender.value())
                        .bind(1, MessageRows.bytes(id))
                        .map((r, _) ->
                                new Row(
                                        r.getLong("number"),
                                        r.getBytes("conversation"),
                                        r.getLong("recalled") != 0))
                        .findOne();
        return row.map(message ->
                message.recalled()
                        ? new Recalled(List.of(), List.of())
                        : recall(handle, sender, message, origin, when));
    }

    private static Recalled recall(
            Handle handle, UserName sender, Row message, DeviceId origin, Instant when) {
        var told = new LinkedHashSet<UserName>();
        told.add(sender);
        handle.createQuery("SELECT owner FROM log WHERE message = ? AND kind = 0 AND waits = 0")
                .bind(0, message.number())
                .mapTo(String.class)
                .map(UserName::new)
                .forEach(told::add);
        takeOut(handle, message.number());
        var unused = dropAttachments(handle, sender, message.number());
        handle.execute(
                "UPDATE message SET text = '-', attachments = 0, recalled = ? WHERE number = ?",
                Instants.nanos(when),
                message.number());
        for (var name : told) {
            SqliteMessages.putEvent(
                    handle,
                    name,
                    EventKind.RECALLED,
                    message.number(),
                    message.conversation(),
                    sender,
                    name.equals(sender) ? origin : null,
                    when);
        }
        return new Recalled(List.copyOf(told), unused);
    }

    /// The message is in no log any more.
    private static void takeOut(Handle handle, long message) {
        handle.execute(
                """
                UPDATE log_waiting SET
                  entries = entries - (SELECT count(*) FROM log l
                    WHERE l.message = :message AND l.kind = 0 AND l.waits AND l.owner = log_waiting.owner),
                  bytes = bytes - (SELECT coalesce(sum(l.bytes), 0) FROM log l
                    WHERE l.message = :message AND l.kind = 0 AND l.waits AND l.owner = log_waiting.owner)
                WHERE owner IN (SELECT owner FROM log WHERE message = :message AND kind = 0 AND waits)\
                """
                        .replace(":message", Long.toString(message)));
        handle.execute("DELETE FROM log WHERE message = ? AND kind IN (0, 2)", message);
    }

    /// @return media of the sender's that no other message carries
    private static List<Media> dropAttachments(Handle handle, UserName sender, long message) {
        var carried =
                handle.createQuery("SELECT * FROM attachment WHERE message = ?")
                        .bind(0, message)
                        .map((row, _) -> SqliteMedia.media(row))
                        .list();
        handle.execute("DELETE FROM attachment WHERE message = ?", message);
        return carried.stream()
                .distinct()
                .filter(media -> media.owner().equals(sender) && !media.shared())
                .filter(media ->
                        handle.createQuery("SELECT 1 FROM attachment WHERE id = ? LIMIT 1")
                                .bind(0, Ids.bytes(media.id()))
                                .mapTo(Integer.class)
                                .findOne()
                                .isEmpty())
                .toList();
    }

    static List<UserName> trim(
            SqliteFile file, Instant keptSince, Instant undeliveredSince, Instant now) {
        var told = new ArrayList<UserName>();
        told.addAll(
                file.writeFromReserve(handle -> expireUndelivered(handle, undeliveredSince, now)));
        file.changeFromReserve(handle -> expireMessages(handle, now));
        for (var owner : withOld(file, keptSince)) {
            file.changeFromReserve(handle -> trim(handle, owner, keptSince));
        }
        file.changeFromReserve(handle ->
                handle.execute(
                        """
                        DELETE FROM message WHERE number IN (
                          SELECT number FROM message WHERE posted < ?
                            AND NOT EXISTS (SELECT 1 FROM log l WHERE l.message = number)
                          LIMIT 10000)\
                        """,
                        Instants.nanos(keptSince)));
        return told;
    }

    private static List<UserName> withOld(SqliteFile file, Instant keptSince) {
        return file.read(handle ->
                handle.createQuery(
                                "SELECT DISTINCT owner FROM log WHERE put < ? AND NOT waits LIMIT ?")
                        .bind(0, Instants.nanos(keptSince))
                        .bind(1, AT_ONCE)
                        .mapTo(String.class)
                        .map(UserName::new)
                        .list());
    }

    /// Entries that are old, and that every device has which was here since.
    private static void trim(Handle handle, UserName owner, Instant keptSince) {
        var floors = new ArrayList<Long>();
        for (var device : SqliteDevices.active(handle, owner)) {
            if (!device.seen().isBefore(keptSince)) {
                floors.add(
                        handle.createQuery(
                                        "SELECT floor FROM cursor WHERE person = ? AND device = ?")
                                .bind(0, owner.value())
                                .bind(1, device.id().value())
                                .mapTo(Long.class)
                                .findOne()
                                .orElse(0L));
            }
        }
        var upTo = floors.stream().min(Long::compare).orElse(Long.MAX_VALUE);
        handle.execute(
                "DELETE FROM log WHERE owner = ? AND put < ? AND NOT waits AND place <= ?",
                owner.value(),
                Instants.nanos(keptSince),
                upTo);
    }

    private record Undelivered(long place, String owner, int kind, long message, int bytes) {}

    private static List<UserName> expireUndelivered(
            Handle handle, Instant undeliveredSince, Instant now) {
        var old =
                handle.createQuery(
                                """
                                SELECT place, owner, kind, message, bytes FROM log
                                WHERE put < ? AND waits LIMIT ?\
                                """)
                        .bind(0, Instants.nanos(undeliveredSince))
                        .bind(1, AT_ONCE)
                        .map((row, _) ->
                                new Undelivered(
                                        row.getLong("place"),
                                        row.getString("owner"),
                                        row.getInt("kind"),
                                        row.getLong("message"),
                                        row.getInt("bytes")))
                        .list();
        Set<UserName> told = new LinkedHashSet<>();
        for (var entry : old) {
            takeOut(handle, entry);
            if (entry.kind() == MessageRows.MAIL) {
                told.add(tellSender(handle, entry, now));
            }
        }
        return List.copyOf(told);
    }

    private static void takeOut(Handle handle, Undelivered entry) {
        handle.execute("DELETE FROM log WHERE place = ?", entry.place());
        handle.execute(
                "UPDATE log_waiting SET entries = entries - 1, bytes = bytes - ? WHERE owner = ?",
                entry.bytes(),
                entry.owner());
    }

    private static UserName tellSender(Handle handle, Undelivered entry, Instant now) {
        var sender =
                handle.createQuery("SELECT sender FROM message WHERE number = ?")
                        .bind(0, entry.message())
                        .mapTo(String.class)
                        .map(UserName::new)
                        .one();
        var conversation =
                handle.createQuery("SELECT conversation FROM message WHERE number = ?")
                        .bind(0, entry.message())
                        .mapTo(byte[].class)
                        .one();
        SqliteMessages.putEvent(
                handle,
                sender,
                EventKind.EXPIRED,
                entry.message(),
                conversation,
                new UserName(entry.owner()),
                null,
                now);
        return sender;
    }

    /// Messages whose sender wanted them to be gone by now.
    private static void expireMessages(Handle handle, Instant now) {
        var expired =
                handle.createQuery(
                                "SELECT number FROM message WHERE expires IS NOT NULL AND expires <= ? LIMIT ?")
                        .bind(0, Instants.nanos(now))
                        .bind(1, AT_ONCE)
                        .mapTo(Long.class)
                        .list();
        for (var message : expired) {
            takeOut(handle, message);
            handle.execute("DELETE FROM log WHERE message = ?", message);
            handle.execute("DELETE FROM message WHERE number = ?", message);
        }
    }
}
