package io.sampan.client.people;

import static io.sampan.client.people.PeopleRows.ARRIVED;
import static io.sampan.client.people.PeopleRows.SENT;
import static io.sampan.client.people.PeopleRows.attach;
import static io.sampan.client.people.PeopleRows.bytes;
import static io.sampan.client.people.PeopleRows.enclose;
import static io.sampan.client.people.PeopleRows.groupId;
import static io.sampan.client.people.PeopleRows.groupName;
import static io.sampan.client.people.PeopleRows.inboxMessage;
import static io.sampan.client.people.PeopleRows.knownGroup;
import static io.sampan.client.people.PeopleRows.lines;
import static io.sampan.client.people.PeopleRows.names;

import io.sampan.disk.DiskException;
import io.sampan.disk.SqliteFile;
import io.sampan.model.Group;
import io.sampan.model.Message;
import io.sampan.model.MessageId;
import io.sampan.model.Place;
import io.sampan.model.Receipt;
import io.sampan.model.UserName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// The home's `people.db`: what arrived, what is to be sent, and whom it has reached. Every change
/// is synced when its call returns. Any thread, and several processes.
public final class PeopleStore implements AutoCloseable {

    private static final String IS_RECIPIENT =
            "instr(char(10) || recipients || char(10), char(10) || :with || char(10)) > 0";

    private final SqliteFile file;

    private PeopleStore(SqliteFile file) {
        this.file = file;
    }

    /// Opens or makes it.
    public static PeopleStore open(Path home) {
        var scripts = Stream.of("people-1.sql", "people-2.sql").map(PeopleStore::script).toList();
        return new PeopleStore(SqliteFile.open(home.resolve("people.db"), scripts));
    }

    private static String script(String name) {
        try (var script = PeopleStore.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new DiskException(name + " is missing from the program");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new DiskException(name + " cannot be read from the program", e);
        }
    }

    // ---- what arrived ------------------------------------------------------------------------

    /// Writes a message down, unless it came before.
    ///
    /// @return whether it is new
    boolean arrived(Message message, Place place) {
        return file.write(handle -> arrived(handle, message, place));
    }

    private static boolean arrived(Handle handle, Message message, Place place) {
        var number =
                handle.createQuery(
                                """
                                INSERT OR IGNORE INTO arrived (sender, id, recipients, text, posted,
                                  place, group_id, group_name, expires)
                                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number\
                                """)
                        .bind(0, message.sender().value())
                        .bind(1, bytes(message.id()))
                        .bind(2, lines(message.to()))
                        .bind(3, message.text())
                        .bind(4, message.posted().toEpochMilli())
                        .bind(5, bytes(place))
                        .bind(6, groupId(message.group()))
                        .bind(7, groupName(message.group()))
                        .bind(8, message.expires().map(Instant::toEpochMilli).orElse(null))
                        .mapTo(Long.class)
                        .findOne();
        for (int i = 0; i < message.attachments().size() && number.isPresent(); i++) {
            attach(handle, number.get(), i, message.attachments().get(i));
        }
        return number.isPresent();
    }

    /// The first message with a number over `after` that the user does not have yet.
    Optional<InboxMessage> waiting(long after) {
        return file.read(handle ->
                handle.createQuery(
                                "SELECT "
                                        + ARRIVED
                                        + " FROM arrived WHERE NOT done AND NOT gone AND number > ?"
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
                                        + " FROM arrived WHERE NOT gone ORDER BY number DESC LIMIT ?)"
                                        + " ORDER BY number")
                        .bind(0, limit)
                        .map((row, _) -> inboxMessage(handle, row))
                        .list());
    }

    /// The user has it.
    void done(long number) {
        file.change(
                handle -> handle.execute("UPDATE arrived SET done = 1 WHERE number = ?", number));
    }

    // ---- what is sent ------------------------------------------------------------------------

    /// Writes down what is to be sent. The same id again changes nothing.
    void draft(Draft draft) {
        file.change(handle -> {
            var _ = insert(handle, draft, Optional.empty());
        });
    }

    /// Writes down what another device of this person has sent.
    ///
    /// @return whether it is new
    boolean sentElsewhere(Message message) {
        var draft =
                new Draft(
                        message.id(),
                        message.to(),
                        message.text(),
                        message.attachments().stream()
                                .map(file ->
                                        new Draft.Enclosure(
                                                file.media().id(),
                                                file.media().name().value(),
                                                file.about()))
                                .toList(),
                        message.posted(),
                        message.group(),
                        message.expires().map(end -> Duration.between(message.posted(), end)));
        return file.write(handle -> insert(handle, draft, Optional.of(message.posted())));
    }

    private static boolean insert(Handle handle, Draft draft, Optional<Instant> posted) {
        var inserted =
                handle.createQuery(
                                """
                                INSERT OR IGNORE INTO sent (id, recipients, text, written, posted,
                                  group_id, group_name, expires_after)
                                VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING number\
                                """)
                        .bind(0, bytes(draft.id()))
                        .bind(1, lines(draft.to()))
                        .bind(2, draft.text())
                        .bind(3, draft.written().toEpochMilli())
                        .bind(4, posted.map(Instant::toEpochMilli).orElse(null))
                        .bind(5, groupId(draft.group()))
                        .bind(6, groupName(draft.group()))
                        .bind(7, draft.expiresAfter().map(Duration::toMillis).orElse(null))
                        .mapTo(Long.class)
                        .findOne();
        inserted.ifPresent(number -> enclose(handle, number, draft.enclosures()));
        return inserted.isPresent();
    }

    /// What waits to be posted, in order.
    public List<Draft> drafts() {
        return file.read(handle ->
                handle.createQuery(
                                "SELECT "
                                        + SENT
                                        + " FROM sent WHERE posted IS NULL AND refused IS NULL"
                                        + " ORDER BY number")
                        .map((row, _) -> PeopleRows.draft(handle, row))
                        .list());
    }

    /// The last messages that were sent, oldest first.
    public List<Draft> latestSent(int limit) {
        return file.read(handle ->
                handle.createQuery(
                                "SELECT * FROM (SELECT "
                                        + SENT
                                        + " FROM sent WHERE NOT gone ORDER BY number DESC LIMIT ?)"
                                        + " ORDER BY number")
                        .bind(0, limit)
                        .map((row, _) -> PeopleRows.draft(handle, row))
                        .list());
    }

    /// A message that was sent.
    public Optional<Draft> sent(MessageId id) {
        return file.read(handle ->
                handle.createQuery("SELECT " + SENT + " FROM sent WHERE id = ?")
                        .bind(0, bytes(id))
                        .map((row, _) -> PeopleRows.draft(handle, row))
                        .findOne());
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
                                            + " FROM arrived WHERE NOT gone AND posted < :until AND (:with = ''"
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
                                            + ", posted FROM sent WHERE NOT gone AND refused IS NULL AND written < :until AND (:with = ''"
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
        var draft = PeopleRows.draft(handle, row);
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

    // ---- what is gone ------------------------------------------------------------------------

    /// Whether there is something of a message that could be taken back.
    boolean has(UserName sender, MessageId id, UserName me) {
        var sql =
                sender.equals(me)
                        ? "SELECT 1 FROM sent WHERE id = :id AND NOT gone"
                        : "SELECT 1 FROM arrived WHERE id = :id AND sender = :sender AND NOT gone";
        return file.read(handle -> {
            var query = handle.createQuery(sql).bind("id", bytes(id));
            return (sender.equals(me) ? query : query.bind("sender", sender.value()))
                    .mapTo(Integer.class)
                    .findFirst()
                    .isPresent();
        });
    }

    /// A message was taken back: its text and files go; that it was there stays.
    void recalled(UserName sender, MessageId id, UserName me) {
        file.change(handle -> GoneMessages.recalled(handle, sender, id, me));
    }

    /// Takes out what its sender wanted to be gone by now.
    public void expire(Instant now) {
        if (file.read(handle -> GoneMessages.isAnyOver(handle, now))) {
            file.change(handle -> GoneMessages.expire(handle, now));
        }
    }

    // ---- groups ------------------------------------------------------------------------------

    /// The groups that the server last told of, by name.
    List<Group> groups() {
        return file.read(handle ->
                handle.createQuery("SELECT id, name, members FROM known_group ORDER BY name, id")
                        .map((row, _) -> knownGroup(row))
                        .list());
    }

    /// These and no others. Nothing is written where nothing changes.
    void keepGroups(List<Group> groups) {
        if (!Set.copyOf(groups).equals(Set.copyOf(groups()))) {
            file.change(handle -> {
                handle.execute("DELETE FROM known_group");
                groups.forEach(group -> keep(handle, group));
            });
        }
    }

    /// One that was made or changed.
    void keepGroup(Group group) {
        file.change(handle -> keep(handle, group));
    }

    private static void keep(Handle handle, Group group) {
        handle.execute(
                "INSERT OR REPLACE INTO known_group (id, name, members) VALUES (?, ?, ?)",
                bytes(group.id()),
                group.name(),
                lines(group.members()));
    }

    /// Whether this person has ever sent something to somebody, as far as the home knows.
    public boolean hasWrittenTo(UserName person) {
        return file.read(handle ->
                handle.createQuery("SELECT EXISTS (SELECT 1 FROM sent WHERE " + IS_RECIPIENT + ")")
                        .bind("with", person.value())
                        .mapTo(Boolean.class)
                        .one());
    }

    @Override
    public void close() {
        file.close();
    }
}
