package io.sampan.client.people;

import io.sampan.disk.DiskException;
import io.sampan.disk.SqliteFile;
import io.sampan.model.Attachment;
import io.sampan.model.ContentType;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.MediaName;
import io.sampan.model.Message;
import io.sampan.model.MessageId;
import io.sampan.model.Receipt;
import io.sampan.model.Sha256;
import io.sampan.model.UserName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// The home's `people.db`: what arrived, what is to be sent, and whom it has reached. Every change
/// is synced when its call returns. Any thread, and several processes.
public final class PeopleStore implements AutoCloseable {

    private static final String ARRIVED = "number, sender, id, recipients, text, posted";
    private static final String IS_RECIPIENT =
            "instr(char(10) || recipients || char(10), char(10) || :with || char(10)) > 0";
    private static final String SENT = "number, id, recipients, text, written";

    private final SqliteFile file;

    private PeopleStore(SqliteFile file) {
        this.file = file;
    }

    /// Opens or makes it.
    public static PeopleStore open(Path home) {
        return new PeopleStore(SqliteFile.open(home.resolve("people.db"), List.of(script())));
    }

    private static String script() {
        try (var script = PeopleStore.class.getResourceAsStream("people-1.sql")) {
            if (script == null) {
                throw new DiskException("people-1.sql is missing from the program");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new DiskException("people-1.sql cannot be read from the program", e);
        }
    }

    // ---- what arrived ------------------------------------------------------------------------

    /// Writes a message down, unless it came before.
    ///
    /// @return whether it is new
    boolean arrived(Message message) {
        return file.write(handle -> arrived(handle, message));
    }

    private static boolean arrived(Handle handle, Message message) {
        var number =
                handle.createQuery(
                                """
                                INSERT OR IGNORE INTO arrived (sender, id, recipients, text, posted)
                                VALUES (?, ?, ?, ?, ?) RETURNING number\
                                """)
                        .bind(0, message.sender().value())
                        .bind(1, bytes(message.id()))
                        .bind(2, lines(message.to()))
                        .bind(3, message.text())
                        .bind(4, message.posted().toEpochMilli())
                        .mapTo(Long.class)
                        .findOne();
        for (int i = 0; i < message.attachments().size() && number.isPresent(); i++) {
            attach(handle, number.get(), i, message.attachments().get(i));
        }
        return number.isPresent();
    }

    private static void attach(Handle handle, long number, int position, Attachment attachment) {
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

    /// The first message with a number over `after` that the user does not have yet.
    Optional<InboxMessage> waiting(long after) {
        return file.read(handle ->
                handle.createQuery(
                                "SELECT "
                                        + ARRIVED
                                        + " FROM arrived WHERE NOT done AND number > ?"
                                        + " ORDER BY number LIMIT 1")
                        .bind(0, after)
                        .map((row, _) -> inboxMessage(handle, row))
                        .findOne());
    }

    /// The last messages that arrived, oldest first.
    public List<InboxMessage> latest(int limit) {
        return file.read(handle ->
                handle.createQuery(
                                "SELECT * FROM (SELECT "
                                        + ARRIVED
                                        + " FROM arrived ORDER BY number DESC LIMIT ?) ORDER BY number")
                        .bind(0, limit)
                        .map((row, _) -> inboxMessage(handle, row))
                        .list());
    }

    /// The user has it.
    void done(long number) {
        file.change(
                handle -> handle.execute("UPDATE arrived SET done = 1 WHERE number = ?", number));
    }

    private static InboxMessage inboxMessage(Handle handle, ResultSet row) throws SQLException {
        var number = row.getLong("number");
        return new InboxMessage(
                number,
                new Message(
                        messageId(row.getBytes("id")),
                        new UserName(row.getString("sender")),
                        names(row.getString("recipients")),
                        row.getString("text"),
                        attachments(handle, number),
                        Instant.ofEpochMilli(row.getLong("posted"))));
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

    // ---- what is sent ------------------------------------------------------------------------

    /// Writes down what is to be sent. The same id again changes nothing.
    void draft(Draft draft) {
        file.change(handle -> {
            var inserted =
                    handle.createQuery(
                                    """
                                    INSERT OR IGNORE INTO sent (id, recipients, text, written)
                                    VALUES (?, ?, ?, ?) RETURNING number\
                                    """)
                            .bind(0, bytes(draft.id()))
                            .bind(1, lines(draft.to()))
                            .bind(2, draft.text())
                            .bind(3, draft.written().toEpochMilli())
                            .mapTo(Long.class)
                            .findOne();
            inserted.ifPresent(number -> enclose(handle, number, draft.enclosures()));
        });
    }

    private static void enclose(Handle handle, long number, List<Draft.Enclosure> enclosures) {
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

    /// What waits to be posted, in order.
    public List<Draft> drafts() {
        return file.read(handle ->
                handle.createQuery(
                                "SELECT "
                                        + SENT
                                        + " FROM sent WHERE posted IS NULL AND refused IS NULL"
                                        + " ORDER BY number")
                        .map((row, _) -> draft(handle, row))
                        .list());
    }

    /// The last messages that were sent, oldest first.
    public List<Draft> latestSent(int limit) {
        return file.read(handle ->
                handle.createQuery(
                                "SELECT * FROM (SELECT "
                                        + SENT
                                        + " FROM sent ORDER BY number DESC LIMIT ?) ORDER BY number")
                        .bind(0, limit)
                        .map((row, _) -> draft(handle, row))
                        .list());
    }

    /// A message that was sent.
    public Optional<Draft> sent(MessageId id) {
        return file.read(handle ->
                handle.createQuery("SELECT " + SENT + " FROM sent WHERE id = ?")
                        .bind(0, bytes(id))
                        .map((row, _) -> draft(handle, row))
                        .findOne());
    }

    private static Draft draft(Handle handle, ResultSet row) throws SQLException {
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
                Instant.ofEpochMilli(row.getLong("written")));
    }

    /// The server has accepted it.
    void posted(MessageId id, Instant when) {
        file.change(handle ->
                handle.execute(
                        "UPDATE sent SET posted = ? WHERE id = ?", when.toEpochMilli(), bytes(id)));
    }

    /// The server will not accept it.
    void refused(MessageId id, String why) {
        file.change(handle ->
                handle.execute("UPDATE sent SET refused = ? WHERE id = ?", why, bytes(id)));
    }

    /// A message has reached somebody.
    ///
    /// @return whether that is news
    boolean reached(Receipt receipt) {
        return file.write(handle ->
                handle.execute(
                                "INSERT OR IGNORE INTO reached (id, recipient, delivered) VALUES (?, ?, ?)",
                                bytes(receipt.message()),
                                receipt.recipient().value(),
                                receipt.delivered().toEpochMilli())
                        > 0);
    }

    /// When a message reached one of its recipients.
    public Optional<Instant> reached(MessageId id, UserName recipient) {
        return file.read(handle ->
                handle.createQuery("SELECT delivered FROM reached WHERE id = ? AND recipient = ?")
                        .bind(0, bytes(id))
                        .bind(1, recipient.value())
                        .mapTo(Long.class)
                        .findOne()
                        .map(Instant::ofEpochMilli));
    }

    /// What was said, oldest first; the latest where there is more.
    ///
    /// @param with only what was said with this person
    /// @param before only what was said before
    public List<Said> said(Optional<UserName> with, Optional<Instant> before, int limit) {
        var until = before.map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
        var name = with.map(UserName::value).orElse("");
        var said =
                file.read(handle -> {
                    var all = new ArrayList<Said>();
                    handle.createQuery(
                                    "SELECT "
                                            + ARRIVED
                                            + " FROM arrived WHERE posted < :until AND (:with = ''"
                                            + " OR sender = :with OR "
                                            + IS_RECIPIENT
                                            + ") ORDER BY posted DESC, number DESC LIMIT :limit")
                            .bind("until", until)
                            .bind("with", name)
                            .bind("limit", limit)
                            .map((row, _) -> new Said.Received(inboxMessage(handle, row).message()))
                            .forEach(all::add);
                    handle.createQuery(
                                    "SELECT "
                                            + SENT
                                            + ", posted FROM sent WHERE written < :until AND (:with = ''"
                                            + " OR "
                                            + IS_RECIPIENT
                                            + ") ORDER BY written DESC, number DESC LIMIT :limit")
                            .bind("until", until)
                            .bind("with", name)
                            .bind("limit", limit)
                            .map((row, _) -> sent(handle, row))
                            .forEach(all::add);
                    return all;
                });
        said.sort(Comparator.comparing(Said::when));
        return said.subList(Math.max(0, said.size() - limit), said.size());
    }

    private static Said sent(Handle handle, ResultSet row) throws SQLException {
        var posted = row.getLong("posted");
        var isPosted = !row.wasNull();
        var draft = draft(handle, row);
        return new Said.Sent(
                draft, isPosted, isPosted ? Instant.ofEpochMilli(posted) : draft.written());
    }

    /// Everybody with whom this home has exchanged messages.
    public Set<UserName> correspondents() {
        return file.read(handle -> {
            var names = new TreeSet<UserName>();
            handle.createQuery(
                            "SELECT DISTINCT sender FROM arrived"
                                    + " UNION SELECT DISTINCT recipients FROM arrived"
                                    + " UNION SELECT DISTINCT recipients FROM sent"
                                    + " WHERE posted IS NOT NULL")
                    .mapTo(String.class)
                    .forEach(lines -> names.addAll(names(lines)));
            return names;
        });
    }

    @Override
    public void close() {
        file.close();
    }

    // ---- columns -----------------------------------------------------------------------------

    private static String lines(List<UserName> names) {
        return names.stream().map(UserName::value).collect(Collectors.joining("\n"));
    }

    private static List<UserName> names(String lines) {
        return lines.lines().map(UserName::new).toList();
    }

    private static byte[] bytes(long high, long low) {
        return ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
    }

    private static byte[] bytes(MessageId id) {
        return bytes(id.high(), id.low());
    }

    private static byte[] bytes(MediaId id) {
        return bytes(id.high(), id.low());
    }

    private static MessageId messageId(byte[] bytes) {
        var id = ByteBuffer.wrap(bytes);
        return new MessageId(id.getLong(), id.getLong());
    }

    private static MediaId mediaId(byte[] bytes) {
        var id = ByteBuffer.wrap(bytes);
        return new MediaId(id.getLong(), id.getLong());
    }
}
