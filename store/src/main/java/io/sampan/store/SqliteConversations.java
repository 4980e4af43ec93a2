package io.sampan.store;

import static io.sampan.store.MessageRows.MESSAGE;

import io.sampan.core.storage.ConversationRepository;
import io.sampan.core.storage.LogEntry.EventKind;
import io.sampan.disk.SqliteFile;
import io.sampan.model.ConversationId;
import io.sampan.model.DeviceId;
import io.sampan.model.Group;
import io.sampan.model.Place;
import io.sampan.model.UserName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// History, read marks, groups and blocks: views of the table `log`, and the tables `read_mark`,
/// `conversation_group`, `group_member` and `block`.
record SqliteConversations(SqliteFile file) implements ConversationRepository {

    @Override
    public List<Said> history(
            UserName who,
            Optional<ConversationId> conversation,
            Optional<Place> before,
            int limit) {
        return StorageFaults.translate(
                () -> file.read(handle -> history(handle, who, conversation, before, limit)));
    }

    private static List<Said> history(
            Handle handle,
            UserName who,
            Optional<ConversationId> conversation,
            Optional<Place> before,
            int limit) {
        var query =
                handle.createQuery(
                                "SELECT l.place, l.kind, "
                                        + MESSAGE
                                        + " FROM log l JOIN message m ON m.number = l.message"
                                        + " WHERE l.owner = :who AND l.kind IN (0, 2) AND l.place < :before"
                                        + (conversation.isPresent()
                                                ? " AND l.conversation = :conversation"
                                                : "")
                                        + " ORDER BY l.place DESC LIMIT :limit")
                        .bind("who", who.value())
                        .bind("before", before.map(MessageRows::number).orElse(Long.MAX_VALUE))
                        .bind("limit", limit);
        conversation.ifPresent(id -> query.bind("conversation", MessageRows.bytes(id)));
        return query.map((row, _) -> said(handle, row)).list();
    }

    private static Said said(Handle handle, ResultSet row) throws SQLException {
        var message = MessageRows.message(handle, row);
        return new Said(
                MessageRows.place(row.getLong("place")),
                message,
                row.getInt("kind") == MessageRows.SENT
                        ? MessageRows.standings(handle, row.getLong("message"), message)
                        : List.of());
    }

    private record Last(ConversationId id, long unread) {}

    @Override
    public List<Summary> conversations(UserName who) {
        return StorageFaults.translate(() ->
                file.read(handle ->
                        lasts(handle, who).stream()
                                .map(last -> summary(handle, who, last))
                                .toList()));
    }

    private static List<Last> lasts(Handle handle, UserName who) {
        return handle.createQuery(
                        """
                        SELECT l.conversation, max(l.place) AS last,
                          sum(l.kind = 0 AND l.place > coalesce((SELECT r.place FROM read_mark r
                            WHERE r.person = l.owner AND r.conversation = l.conversation), 0)) AS unread
                        FROM log l WHERE l.owner = :who AND l.kind IN (0, 2)
                        GROUP BY l.conversation ORDER BY last DESC\
                        """)
                .bind("who", who.value())
                .map((row, _) ->
                        new Last(
                                MessageRows.conversation(row.getBytes("conversation")),
                                row.getLong("unread")))
                .list();
    }

    private static Summary summary(Handle handle, UserName who, Last last) {
        var newest = history(handle, who, Optional.of(last.id()), Optional.empty(), 1).getFirst();
        return new Summary(last.id(), newest, Math.toIntExact(last.unread()));
    }

    @Override
    public Set<UserName> markRead(
            UserName who,
            ConversationId conversation,
            Place through,
            boolean tell,
            DeviceId origin,
            Instant when) {
        return StorageFaults.translate(() ->
                file.write(handle ->
                        markRead(handle, who, conversation, through, tell, origin, when)));
    }

    /// The newest message of one sender that was read now.
    private record Read(long message, UserName sender) {}

    private static Set<UserName> markRead(
            Handle handle,
            UserName who,
            ConversationId conversation,
            Place through,
            boolean tell,
            DeviceId origin,
            Instant when) {
        var id = MessageRows.bytes(conversation);
        var before =
                handle.createQuery(
                                "SELECT place FROM read_mark WHERE person = ? AND conversation = ?")
                        .bind(0, who.value())
                        .bind(1, id)
                        .mapTo(Long.class)
                        .findOne()
                        .orElse(0L);
        var read = read(handle, who, id, before, MessageRows.number(through));
        if (read.isEmpty()) {
            return Set.of();
        }
        handle.execute(
                """
                INSERT INTO read_mark (person, conversation, place) VALUES (?, ?, ?)
                ON CONFLICT (person, conversation) DO UPDATE SET place = excluded.place\
                """,
                who.value(),
                id,
                MessageRows.number(through));
        var told = new LinkedHashSet<UserName>();
        told.add(who);
        SqliteMessages.putEvent(
                handle, who, EventKind.READ, read.getFirst().message(), id, who, origin, when);
        for (var one : read) {
            if (tell && told.add(one.sender())) {
                SqliteMessages.putEvent(
                        handle, one.sender(), EventKind.READ, one.message(), id, who, null, when);
            }
        }
        return told;
    }

    /// Newest first, one for each sender.
    private static List<Read> read(
            Handle handle, UserName who, byte[] conversation, long after, long through) {
        return handle.createQuery(
                        """
                        SELECT l.message, m.sender, max(l.place) AS last
                        FROM log l JOIN message m ON m.number = l.message
                        WHERE l.owner = :who AND l.conversation = :id AND l.kind = 0
                          AND l.place > :after AND l.place <= :through
                        GROUP BY m.sender ORDER BY last DESC\
                        """)
                .bind("who", who.value())
                .bind("id", conversation)
                .bind("after", after)
                .bind("through", through)
                .map((row, _) ->
                        new Read(row.getLong("message"), new UserName(row.getString("sender"))))
                .list();
    }

    @Override
    public Optional<Group> group(ConversationId id) {
        return StorageFaults.translate(
                () -> file.read(handle -> group(handle, MessageRows.bytes(id))));
    }

    private static Optional<Group> group(Handle handle, byte[] id) {
        var members =
                handle.createQuery("SELECT member FROM group_member WHERE id = ? ORDER BY member")
                        .bind(0, id)
                        .mapTo(String.class)
                        .map(UserName::new)
                        .list();
        return members.isEmpty()
                ? Optional.empty()
                : handle.createQuery("SELECT name FROM conversation_group WHERE id = ?")
                        .bind(0, id)
                        .mapTo(String.class)
                        .findOne()
                        .map(name -> new Group(MessageRows.conversation(id), name, members));
    }

    @Override
    public List<Group> groups(UserName member) {
        return StorageFaults.translate(() ->
                file.read(handle ->
                        handle.createQuery(
                                        """
                                        SELECT g.id FROM group_member m
                                        JOIN conversation_group g USING (id)
                                        WHERE m.member = ? ORDER BY g.name, g.id\
                                        """)
                                .bind(0, member.value())
                                .mapTo(byte[].class)
                                .map(id -> group(handle, id).orElseThrow())
                                .list()));
    }

    @Override
    public void save(Group group) {
        var id = MessageRows.bytes(group.id());
        StorageFaults.translate(() ->
                file.change(handle -> {
                    handle.execute(
                            """
                            INSERT INTO conversation_group (id, name) VALUES (?, ?)
                            ON CONFLICT (id) DO UPDATE SET name = excluded.name\
                            """,
                            id,
                            group.name());
                    handle.execute("DELETE FROM group_member WHERE id = ?", id);
                    for (var member : group.members()) {
                        handle.execute(
                                "INSERT INTO group_member (id, member) VALUES (?, ?)",
                                id,
                                member.value());
                    }
                }));
    }

    @Override
    public void block(UserName who, UserName other, boolean blocked) {
        StorageFaults.translate(() ->
                file.change(handle ->
                        handle.execute(
                                blocked
                                        ? "INSERT OR IGNORE INTO block (person, other) VALUES (?, ?)"
                                        : "DELETE FROM block WHERE person = ? AND other = ?",
                                who.value(),
                                other.value())));
    }

    @Override
    public Set<UserName> blockedBy(UserName who) {
        return StorageFaults.translate(() ->
                file.read(handle ->
                        Set.copyOf(
                                handle.createQuery("SELECT other FROM block WHERE person = ?")
                                        .bind(0, who.value())
                                        .mapTo(String.class)
                                        .map(UserName::new)
                                        .list())));
    }

    @Override
    public Set<UserName> blocking(UserName sender, List<UserName> recipients) {
        var all = new HashSet<UserName>();
        return StorageFaults.translate(() ->
                file.read(handle -> {
                    for (var name : recipients) {
                        if (handle.createQuery("SELECT 1 FROM block WHERE person = ? AND other = ?")
                                .bind(0, name.value())
                                .bind(1, sender.value())
                                .mapTo(Integer.class)
                                .findOne()
                                .isPresent()) {
                            all.add(name);
                        }
                    }
                    return all;
                }));
    }
}
