package io.sampan.store;

import io.sampan.core.storage.LogEntry;
import io.sampan.core.storage.LogEntry.EventKind;
import io.sampan.core.storage.MessageRepository.Posted;
import io.sampan.model.Attachment;
import io.sampan.model.Availability;
import io.sampan.model.ConversationId;
import io.sampan.model.MediaId;
import io.sampan.model.Message;
import io.sampan.model.MessageId;
import io.sampan.model.Place;
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

/// Rows of messages and logs as values of the core, and back.
final class MessageRows {

    // The kinds of entries in the table `log`.
    static final int MAIL = 0;
    static final int RECEIPT = 1;
    static final int SENT = 2;
    private static final int FIRST_EVENT = 3;

    /// What a message is, as `m`.
    static final String MESSAGE =
            "m.number AS message, m.sender, m.id, m.recipients, m.text, m.attachments, m.posted,"
                    + " m.conversation, m.group_name, m.expires, m.recalled";

    /// What an entry is, as `l`, with its message.
    static final String ENTRY = "l.place, l.kind, l.person, l.at, " + MESSAGE;

    /// The events in the order of their numbers in the table; new ones go to the end.
    private static final List<EventKind> EVENTS =
            List.of(
                    EventKind.RECALLED,
                    EventKind.EXPIRED,
                    EventKind.READ,
                    EventKind.DEVICES_CHANGED);

    private MessageRows() {}

    static int kind(EventKind event) {
        return FIRST_EVENT + EVENTS.indexOf(event);
    }

    static Place place(long number) {
        return new Place(0, number);
    }

    /// A place that another ledger has given is after all of these.
    static long number(Place place) {
        return place.high() == 0 && place.low() >= 0 ? place.low() : Long.MAX_VALUE;
    }

    static LogEntry entry(Handle handle, ResultSet row) throws SQLException {
        var place = place(row.getLong("place"));
        return switch (row.getInt("kind")) {
            case MAIL -> new LogEntry.Mail(place, message(handle, row));
            case SENT -> new LogEntry.Sent(place, message(handle, row));
            case RECEIPT ->
                    new LogEntry.Notice(
                            place,
                            new Receipt(
                                    messageId(row.getBytes("id")),
                                    new UserName(row.getString("person")),
                                    Instants.of(row.getLong("at"))));
            default -> event(place, row);
        };
    }

    private static LogEntry.Event event(Place place, ResultSet row) throws SQLException {
        var id = row.getBytes("id");
        var conversation = row.getBytes("conversation");
        return new LogEntry.Event(
                place,
                EVENTS.get(row.getInt("kind") - FIRST_EVENT),
                id == null || conversation == null
                        ? Optional.empty()
                        : Optional.of(
                                new LogEntry.About(
                                        new UserName(row.getString("sender")),
                                        messageId(id),
                                        conversation(conversation))),
                new UserName(row.getString("person")),
                Instants.of(row.getLong("at")));
    }

    static Message message(Handle handle, ResultSet row) throws SQLException {
        var group = row.getString("group_name");
        var conversation = row.getBytes("conversation");
        var expires = row.getLong("expires");
        return new Message(
                messageId(row.getBytes("id")),
                new UserName(row.getString("sender")),
                row.getString("recipients").lines().map(UserName::new).toList(),
                row.getString("text"),
                row.getInt("attachments") == 0
                        ? List.of()
                        : attachments(handle, row.getLong("message")),
                Instants.of(row.getLong("posted")),
                group == null || conversation == null
                        ? Optional.empty()
                        : Optional.of(new Message.GroupName(conversation(conversation), group)),
                expires == 0 ? Optional.empty() : Optional.of(Instants.of(expires)));
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

    static Posted posted(Handle handle, ResultSet row) throws SQLException {
        var message = message(handle, row);
        return new Posted(message, standings(handle, row.getLong("message"), message));
    }

    static List<Standing> standings(Handle handle, long number, Message message) {
        var delivered = new HashMap<UserName, Instant>();
        handle.createQuery("SELECT recipient, delivered FROM delivery WHERE message = :message")
                .bind("message", number)
                .map((r, _) ->
                        delivered.put(
                                new UserName(r.getString("recipient")),
                                Instants.of(r.getLong("delivered"))))
                .list();
        return message.to().stream()
                .map(name -> new Standing(name, Optional.ofNullable(delivered.get(name))))
                .toList();
    }

    static String lines(List<UserName> names) {
        return names.stream().map(UserName::value).collect(Collectors.joining("\n"));
    }

    static byte[] bytes(MessageId id) {
        return Ids.bytes(new MediaId(id.high(), id.low()));
    }

    static byte[] bytes(ConversationId id) {
        return Ids.bytes(new MediaId(id.high(), id.low()));
    }

    static MessageId messageId(byte[] bytes) {
        var id = Ids.mediaId(bytes);
        return new MessageId(id.high(), id.low());
    }

    static ConversationId conversation(byte[] bytes) {
        var id = Ids.mediaId(bytes);
        return new ConversationId(id.high(), id.low());
    }
}
