package io.sampan.store;

import io.sampan.core.storage.InboxEntry;
import io.sampan.core.storage.MessageRepository;
import io.sampan.disk.BareStatement;
import io.sampan.disk.SqliteFile;
import io.sampan.model.Attachment;
import io.sampan.model.Availability;
import io.sampan.model.MediaId;
import io.sampan.model.Message;
import io.sampan.model.MessageId;
import io.sampan.model.Receipt;
import io.sampan.model.Standing;
import io.sampan.model.UserName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Messages and inboxes, in the tables `message`, `delivery`, `attachment` and `inbox`.
record SqliteMessages(SqliteFile file) implements MessageRepository {

    private static final String MESSAGE =
            "m.number AS message, m.sender, m.id, m.recipients, m.text, m.attachments, m.posted";

    private static final BareStatement INSERT =
            new BareStatement(
                    """
                    INSERT INTO message (sender, id, recipients, text, attachments, posted)
                    VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (sender, id) DO NOTHING
                    RETURNING number\
                    """);

    private static final BareStatement PUT_IN =
            new BareStatement("INSERT INTO inbox (owner, message) VALUES (?, ?)");

    private static final BareStatement WAITING =
            new BareStatement(
                    "SELECT i.number AS entry, i.recipient, i.delivered, "
                            + MESSAGE
                            + """
                             FROM inbox i JOIN message m ON m.number = i.message
                            WHERE i.owner = ? AND i.number > ?
                            ORDER BY i.number LIMIT ?\
                            """);

    private static final BareStatement TAKE_OUT =
            new BareStatement(
                    """
                    DELETE FROM inbox WHERE number = ? AND owner = ?
                    RETURNING message, recipient IS NOT NULL,
                      (SELECT sender FROM message m WHERE m.number = message)\
                    """);

    private static final BareStatement DELIVERED =
            new BareStatement(
                    "INSERT OR IGNORE INTO delivery (message, recipient, delivered) VALUES (?, ?, ?)");

    private static final BareStatement PUT_RECEIPT_IN =
            new BareStatement(
                    "INSERT INTO inbox (owner, message, recipient, delivered) VALUES (?, ?, ?, ?)");

    @Override
    public Posted post(Message message) {
        return Faults.translate(() -> file.write(handle -> post(handle, message)));
    }

    private static Posted post(Handle handle, Message message) {
        var inserted = insert(handle, message);
        if (inserted.isEmpty()) {
            return find(handle, message.sender(), message.id()).orElseThrow();
        }
        var number = inserted.get();
        for (int i = 0; i < message.attachments().size(); i++) {
            attach(handle, number, i, message.attachments().get(i));
        }
        for (var recipient : message.to()) {
            PUT_IN.change(handle, recipient.value(), number);
            for (var attachment : message.attachments()) {
                letRead(handle, recipient, attachment.media().id());
            }
        }
        return new Posted(message, message.to().stream().map(SqliteMessages::waits).toList());
    }

    private static Standing waits(UserName recipient) {
        return new Standing(recipient, Optional.empty());
    }

    /// Its number; empty if it was posted before.
    private static Optional<Long> insert(Handle handle, Message message) {
        return INSERT.first(
                handle,
                row -> row.getLong(1),
                message.sender().value(),
                bytes(message.id()),
                lines(message.to()),
                message.text(),
                message.attachments().size(),
                Instants.nanos(message.posted()));
    }

    private static void attach(Handle handle, long message, int position, Attachment attachment) {
        var media = attachment.media();
        handle.execute(
                """
                INSERT INTO attachment (message, position, about,
                  id, owner, name, size, type, digest, shared, completed, gone)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                  NOT EXISTS (SELECT 1 FROM media WHERE id = ?))\
                """,
                message,
                position,
                attachment.about(),
                Ids.bytes(media.id()),
                media.owner().value(),
                media.name().value(),
                media.size(),
                media.type().value(),
                media.digest().bytes(),
                media.shared(),
                Instants.nanos(media.completed()),
                Ids.bytes(media.id()));
    }

    private static void letRead(Handle handle, UserName reader, MediaId media) {
        handle.execute(
                """
                INSERT OR IGNORE INTO media_reader (reader, media)
                SELECT ?, number FROM media WHERE id = ?\
                """,
                reader.value(),
                Ids.bytes(media));
    }

    @Override
    public Optional<Posted> find(UserName sender, MessageId id) {
        return Faults.translate(() -> file.read(handle -> find(handle, sender, id)));
    }

    private static Optional<Posted> find(Handle handle, UserName sender, MessageId id) {
        return handle.createQuery(
                        "SELECT " + MESSAGE + " FROM message m WHERE sender = :sender AND id = :id")
                .bind("sender", sender.value())
                .bind("id", bytes(id))
                .map((row, _) -> posted(handle, row))
                .findOne();
    }

    private static Posted posted(Handle handle, ResultSet row) throws SQLException {
        var message = message(handle, row);
        var delivered = new HashMap<UserName, Instant>();
        handle.createQuery("SELECT recipient, delivered FROM delivery WHERE message = :message")
                .bind("message", row.getLong("message"))
                .map((r, _) ->
                        delivered.put(
                                new UserName(r.getString("recipient")),
                                Instants.of(r.getLong("delivered"))))
                .list();
        return new Posted(
                message,
                message.to().stream()
                        .map(name -> new Standing(name, Optional.ofNullable(delivered.get(name))))
                        .toList());
    }

    @Override
    public List<InboxEntry> inbox(UserName who, long after, int limit) {
        return Faults.translate(() ->
                file.read(handle ->
                        WAITING.all(handle, row -> entry(handle, row), who.value(), after, limit)));
    }

    private static InboxEntry entry(Handle handle, ResultSet row) throws SQLException {
        var number = row.getLong("entry");
        var recipient = row.getString("recipient");
        return recipient == null
                ? new InboxEntry.Mail(number, message(handle, row))
                : new InboxEntry.Notice(
                        number,
                        new Receipt(
                                messageId(row.getBytes("id")),
                                new UserName(recipient),
                                Instants.of(row.getLong("delivered"))));
    }

    private static Message message(Handle handle, ResultSet row) throws SQLException {
        return new Message(
                messageId(row.getBytes("id")),
                new UserName(row.getString("sender")),
                row.getString("recipients").lines().map(UserName::new).toList(),
                row.getString("text"),
                row.getInt("attachments") == 0
                        ? List.of()
                        : attachments(handle, row.getLong("message")),
                Instants.of(row.getLong("posted")));
    }

    private static List<Attachment> attachments(Handle handle, long message) {
        return handle.createQuery(
                        "SELECT * FROM attachment WHERE message = :message ORDER BY position")
                .bind("message", message)
                .map((row, _) ->
                        new Attachment(
                                SqliteMedia.media(row),
                                row.getString("about"),
                                Availability.ofNumber(row.getInt("gone"))))
                .list();
    }

    @Override
    public Optional<UserName> received(UserName who, long number, Instant when) {
        return Faults.translate(
                () -> file.writeFromReserve(handle -> received(handle, who, number, when)));
    }

    /// What an inbox entry was, once it is taken out.
    private record TakenOut(long message, boolean receipt, String sender) {}

    private static Optional<UserName> received(
            Handle handle, UserName who, long number, Instant when) {
        var entry =
                TAKE_OUT.first(
                        handle,
                        row -> new TakenOut(row.getLong(1), row.getBoolean(2), row.getString(3)),
                        number,
                        who.value());
        return entry.filter(taken -> !taken.receipt())
                .map(taken -> reportDelivery(handle, taken, who, when));
    }

    private static UserName reportDelivery(
            Handle handle, TakenOut mail, UserName recipient, Instant when) {
        DELIVERED.change(handle, mail.message(), recipient.value(), Instants.nanos(when));
        PUT_RECEIPT_IN.change(
                handle, mail.sender(), mail.message(), recipient.value(), Instants.nanos(when));
        return new UserName(mail.sender());
    }

    @Override
    public int forget(Instant postedBefore) {
        return Faults.translate(() ->
                file.writeFromReserve(handle ->
                        handle.execute(
                                """
                                DELETE FROM message WHERE posted < ?
                                  AND NOT EXISTS (SELECT 1 FROM inbox i WHERE i.message = message.number)\
                                """,
                                Instants.nanos(postedBefore))));
    }

    @Override
    public long waiting() {
        return Faults.translate(() ->
                file.read(handle ->
                        handle.createQuery("SELECT count(*) FROM inbox").mapTo(Long.class).one()));
    }

    private static String lines(List<UserName> names) {
        return names.stream().map(UserName::value).collect(Collectors.joining("\n"));
    }

    private static byte[] bytes(MessageId id) {
        return Ids.bytes(new MediaId(id.high(), id.low()));
    }

    private static MessageId messageId(byte[] bytes) {
        var id = Ids.mediaId(bytes);
        return new MessageId(id.high(), id.low());
    }
}
