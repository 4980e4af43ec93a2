package io.sampan.client.people;

import io.sampan.model.Attachment;
import io.sampan.model.ContentType;
import io.sampan.model.ConversationId;
import io.sampan.model.Group;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.MediaName;
import io.sampan.model.Message;
import io.sampan.model.MessageId;
import io.sampan.model.Place;
import io.sampan.model.Sha256;
import io.sampan.model.UserName;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The rows of `people.db` as messages, drafts and groups.
final class PeopleRows {

    static final String ARRIVED =
            "number, sender, id, recipients, text, posted, place, group_id, group_name, expires";
    static final String SENT =
            "number, id, recipients, text, written, group_id, group_name, expires_after";

    private PeopleRows() {}

    static InboxMessage inboxMessage(Handle handle, ResultSet row) throws SQLException {
        var number = row.getLong("number");
        return new InboxMessage(
                number,
                new Message(
                        messageId(row.getBytes("id")),
                        new UserName(row.getString("sender")),
                        names(row.getString("recipients")),
                        row.getString("text"),
                        attachments(handle, number),
                        Instant.ofEpochMilli(row.getLong("posted")),
                        group(row),
                        number(row, "expires").map(Instant::ofEpochMilli)),
                Optional.ofNullable(row.getBytes("place")).map(PeopleRows::place));
    }

    private static List<Attachment> attachments(Handle handle, long number) {
        return handle.createQuery("SELECT * FROM arrived_file WHERE message = ? ORDER BY position")
                .bind(0, number)
                .map((row, _) -> new Attachment(media(row), row.getString("about")))
                .list();
    }

    private static Media media(ResultSet row) throws SQLException {
        return new Media(
                mediaId(row.getBytes("id")),
                new UserName(row.getString("owner")),
                new MediaName(row.getString("name")),
                row.getLong("size"),
                new ContentType(row.getString("type")),
                Sha256.of(row.getBytes("digest")),
                row.getBoolean("shared"),
                Instant.ofEpochMilli(row.getLong("completed")));
    }

    static void attach(Handle handle, long number, int position, Attachment attachment) {
        var media = attachment.media();
        handle.execute(
                """
                INSERT INTO arrived_file (message, position, about,
                  id, owner, name, size, type, digest, shared, completed)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
                """,
                number,
                position,
                attachment.about(),
                bytes(media.id()),
                media.owner().value(),
                media.name().value(),
                media.size(),
                media.type().value(),
                media.digest().bytes(),
                media.shared(),
                media.completed().toEpochMilli());
    }

    static Draft draft(Handle handle, ResultSet row) throws SQLException {
        return new Draft(
                messageId(row.getBytes("id")),
                names(row.getString("recipients")),
                row.getString("text"),
                handle.createQuery("SELECT * FROM sent_file WHERE message = ? ORDER BY position")
                        .bind(0, row.getLong("number"))
                        .map((file, _) ->
                                new Draft.Enclosure(
                                        mediaId(file.getBytes("id")),
                                        file.getString("name"),
                                        file.getString("about")))
                        .list(),
                Instant.ofEpochMilli(row.getLong("written")),
                group(row),
                number(row, "expires_after").map(Duration::ofMillis));
    }

    static void enclose(Handle handle, long number, List<Draft.Enclosure> enclosures) {
        for (int i = 0; i < enclosures.size(); i++) {
            var enclosure = enclosures.get(i);
            handle.execute(
                    "INSERT INTO sent_file (message, position, id, name, about) VALUES (?, ?, ?, ?, ?)",
                    number,
                    i,
                    bytes(enclosure.media()),
                    enclosure.name(),
                    enclosure.about());
        }
    }

    static Group knownGroup(ResultSet row) throws SQLException {
        return new Group(
                conversation(row.getBytes("id")),
                row.getString("name"),
                names(row.getString("members")));
    }

    private static Optional<Message.GroupName> group(ResultSet row) throws SQLException {
        var id = row.getBytes("group_id");
        return id == null
                ? Optional.empty()
                : Optional.of(new Message.GroupName(conversation(id), row.getString("group_name")));
    }

    private static Optional<Long> number(ResultSet row, String column) throws SQLException {
        var value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    // ---- columns -----------------------------------------------------------------------------

    static String lines(List<UserName> names) {
        return names.stream().map(UserName::value).collect(Collectors.joining("\n"));
    }

    static List<UserName> names(String lines) {
        return lines.lines().map(UserName::new).toList();
    }

    static byte @Nullable [] groupId(Optional<Message.GroupName> group) {
        return group.map(one -> bytes(one.id())).orElse(null);
    }

    static @Nullable String groupName(Optional<Message.GroupName> group) {
        return group.map(Message.GroupName::name).orElse(null);
    }

    static byte[] bytes(Place place) {
        return bytes(place.high(), place.low());
    }

    static byte[] bytes(ConversationId id) {
        return bytes(id.high(), id.low());
    }

    static byte[] bytes(MessageId id) {
        return bytes(id.high(), id.low());
    }

    static byte[] bytes(MediaId id) {
        return bytes(id.high(), id.low());
    }

    private static byte[] bytes(long high, long low) {
        return ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
    }

    static MessageId messageId(byte[] bytes) {
        var id = ByteBuffer.wrap(bytes);
        return new MessageId(id.getLong(), id.getLong());
    }

    private static MediaId mediaId(byte[] bytes) {
        var id = ByteBuffer.wrap(bytes);
        return new MediaId(id.getLong(), id.getLong());
    }

    private static ConversationId conversation(byte[] bytes) {
        var id = ByteBuffer.wrap(bytes);
        return new ConversationId(id.getLong(), id.getLong());
    }

    private static Place place(byte[] bytes) {
        var id = ByteBuffer.wrap(bytes);
        return new Place(id.getLong(), id.getLong());
    }
}
