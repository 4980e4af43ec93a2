package io.sampan.store;

import io.sampan.core.storage.MediaRepository;
import io.sampan.disk.SqliteFile;
import io.sampan.model.Availability;
import io.sampan.model.ContentType;
import io.sampan.model.FileTraits;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.MediaName;
import io.sampan.model.Sha256;
import io.sampan.model.UserName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// The media that are complete, in the table `media`. Its `number` counts up as media are recorded,
/// and is never used again: newest first is the order of the numbers, whatever the clock did.
record SqliteMedia(SqliteFile file) implements MediaRepository {

    private static final String COLUMNS =
            "number, id, owner, name, size, type, digest, shared, completed, modified, executable";

    @Override
    public void record(Media media) {
        StorageFaults.translate(() -> file.change(handle -> record(handle, media)));
    }

    private static void record(Handle handle, Media media) {
        handle.execute(
                "INSERT OR IGNORE INTO media (id, owner, name, size, type, digest, shared, completed,"
                        + " modified, executable) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                Ids.bytes(media.id()),
                media.owner().value(),
                media.name().value(),
                media.size(),
                media.type().value(),
                media.digest().bytes(),
                media.shared(),
                Instants.nanos(media.completed()),
                Traits.modified(media.traits()),
                media.traits().executable());
        SqliteUploads.remove(handle, media.id().toUploadId());
    }

    @Override
    public Optional<Media> find(MediaId id) {
        return one(
                "SELECT " + COLUMNS + " FROM media WHERE id = :id",
                query -> query.bind("id", Ids.bytes(id)));
    }

    @Override
    public Optional<Media> newest(MediaName name, UserName reader) {
        // Index look-ups; an OR would walk through everybody's media of that name.
        return one(
                """
                SELECT * FROM (
                  SELECT * FROM (SELECT %1$s FROM media WHERE name = :name AND owner = :reader
                    ORDER BY number DESC LIMIT 1)
                  UNION ALL
                  SELECT * FROM (SELECT %1$s FROM media WHERE name = :name AND shared
                    ORDER BY number DESC LIMIT 1)
                  UNION ALL
                  SELECT * FROM (SELECT %1$s FROM media JOIN media_reader ON media = number
                    WHERE name = :name AND reader = :reader ORDER BY number DESC LIMIT 1)
                ) ORDER BY number DESC LIMIT 1\
                """
                        .formatted(COLUMNS),
                query -> query.bind("name", name.value()).bind("reader", reader.value()));
    }

    @Override
    public List<Media> list(UserName reader, Optional<MediaId> after, int limit) {
        return all(
                """
                SELECT * FROM (
                  SELECT * FROM (SELECT %1$s FROM media
                    WHERE owner = :reader AND number < :before ORDER BY number DESC LIMIT :limit)
                  UNION ALL
                  SELECT * FROM (SELECT %1$s FROM media
                    WHERE shared AND owner <> :reader AND number < :before
                    ORDER BY number DESC LIMIT :limit)
                  UNION ALL
                  SELECT * FROM (SELECT %1$s FROM media_reader JOIN media ON media = number
                    WHERE reader = :reader AND NOT shared AND owner <> :reader AND media < :before
                    ORDER BY media DESC LIMIT :limit)
                ) ORDER BY number DESC LIMIT :limit\
                """
                        .formatted(COLUMNS),
                query ->
                        query.bind("reader", reader.value())
                                .bind("before", after.flatMap(this::number).orElse(Long.MAX_VALUE))
                                .bind("limit", limit));
    }

    @Override
    public List<Media> all(int firstByte) {
        return all(
                "SELECT " + COLUMNS + " FROM media WHERE id BETWEEN :first AND :last",
                query ->
                        query.bind("first", Ids.firstWith(firstByte))
                                .bind("last", Ids.lastWith(firstByte)));
    }

    private Optional<Long> number(MediaId id) {
        return StorageFaults.translate(() ->
                file.read(handle ->
                        handle.createQuery("SELECT number FROM media WHERE id = ?")
                                .bind(0, Ids.bytes(id))
                                .mapTo(Long.class)
                                .findOne()));
    }

    @Override
    public boolean mayRead(MediaId id, UserName reader) {
        return find(id).filter(media ->
                        media.shared()
                                || media.owner().equals(reader)
                                || wasSentTo(media.id(), reader))
                .isPresent();
    }

    private boolean wasSentTo(MediaId id, UserName reader) {
        return StorageFaults.translate(() ->
                file.read(handle ->
                        handle.createQuery(
                                        """
                                        SELECT 1 FROM media JOIN media_reader ON media = number
                                        WHERE id = :id AND reader = :reader\
                                        """)
                                .bind("id", Ids.bytes(id))
                                .bind("reader", reader.value())
                                .mapTo(Integer.class)
                                .findOne()
                                .isPresent()));
    }

    @Override
    public long totalBytes() {
        return StorageFaults.translate(() ->
                file.read(handle ->
                        handle.createQuery("SELECT bytes FROM media_total")
                                .mapTo(Long.class)
                                .one()));
    }

    @Override
    public long bytesOf(UserName owner) {
        return StorageFaults.translate(() ->
                file.read(handle ->
                        handle.createQuery(
                                        "SELECT coalesce(sum(size), 0) FROM media WHERE owner = ?")
                                .bind(0, owner.value())
                                .mapTo(Long.class)
                                .one()));
    }

    @Override
    public void handOver(UserName owner, UserName to) {
        StorageFaults.translate(() ->
                file.change(handle ->
                        handle.execute(
                                "UPDATE media SET owner = ? WHERE owner = ?",
                                to.value(),
                                owner.value())));
    }

    @Override
    public void retireAllOf(UserName owner) {
        StorageFaults.translate(() ->
                file.changeFromReserve(handle -> {
                    var ids =
                            handle.createQuery("SELECT id FROM media WHERE owner = ?")
                                    .bind(0, owner.value())
                                    .map((row, _) -> Ids.mediaId(row.getBytes("id")))
                                    .list();
                    for (var id : ids) {
                        tellGone(handle, id, Availability.REMOVED);
                        retire(handle, id);
                    }
                }));
    }

    @Override
    public List<Media> retire(Instant sentBefore, int limit) {
        // Reading first: as a rule there is nothing, and changes wait for one another.
        return served(sentBefore, 1).isEmpty()
                ? List.of()
                : StorageFaults.translate(() ->
                        file.writeFromReserve(handle -> {
                            var media = served(handle, sentBefore, limit);
                            media.forEach(one -> retire(handle, one.id()));
                            return media;
                        }));
    }

    private List<Media> served(Instant sentBefore, int limit) {
        return StorageFaults.translate(
                () -> file.read(handle -> served(handle, sentBefore, limit)));
    }

    private static List<Media> served(Handle handle, Instant sentBefore, int limit) {
        return handle.createQuery(
                        """
                        SELECT %s FROM media
                        WHERE number IN (SELECT media FROM media_reader)
                          AND NOT shared AND completed < :before
                          AND NOT EXISTS (
                            SELECT 1 FROM attachment a JOIN message m ON m.number = a.message
                            WHERE a.id = media.id AND (m.posted >= :before OR EXISTS (
                              SELECT 1 FROM log l
                              WHERE l.message = m.number AND l.kind = 0 AND l.waits)))
                        LIMIT :limit\
                        """
                                .formatted(COLUMNS))
                .bind("before", Instants.nanos(sentBefore))
                .bind("limit", limit)
                .map((row, _) -> media(row, Traits.of(row)))
                .list();
    }

    private static void retire(Handle handle, MediaId id) {
        tellGone(handle, id, Availability.EXPIRED);
        handle.execute("DELETE FROM media WHERE id = ?", Ids.bytes(id));
        handle.execute("INSERT OR IGNORE INTO retired (id) VALUES (?)", Ids.bytes(id));
    }

    @Override
    public List<MediaId> retired() {
        return StorageFaults.translate(() ->
                file.read(handle ->
                        handle.createQuery("SELECT id FROM retired")
                                .map((row, _) -> Ids.mediaId(row.getBytes("id")))
                                .list()));
    }

    @Override
    public void bury(MediaId id) {
        StorageFaults.translate(() ->
                file.changeFromReserve(handle ->
                        handle.execute("DELETE FROM retired WHERE id = ?", Ids.bytes(id))));
    }

    @Override
    public void remove(MediaId id) {
        StorageFaults.translate(() ->
                file.changeFromReserve(handle -> {
                    tellGone(handle, id, Availability.REMOVED);
                    handle.execute("DELETE FROM media WHERE id = ?", Ids.bytes(id));
                }));
    }

    /// From now on the messages that carry it say so.
    private static void tellGone(Handle handle, MediaId id, Availability why) {
        handle.execute(
                "UPDATE attachment SET gone = ? WHERE id = ? AND gone = 0",
                why.number(),
                Ids.bytes(id));
    }

    private Optional<Media> one(String sql, UnaryOperator<Query> bind) {
        return all(sql, bind).stream().findFirst();
    }

    private List<Media> all(String sql, UnaryOperator<Query> bind) {
        return StorageFaults.translate(() ->
                file.read(handle ->
                        bind.apply(handle.createQuery(sql))
                                .map((row, _) -> media(row, Traits.of(row)))
                                .list()));
    }

    /// As a message has it, which does not keep what the file was like on its disk.
    static Media media(ResultSet row) throws SQLException {
        return media(row, FileTraits.NONE);
    }

    private static Media media(ResultSet row, FileTraits traits) throws SQLException {
        return new Media(
                Ids.mediaId(row.getBytes("id")),
                new UserName(row.getString("owner")),
                new MediaName(row.getString("name")),
                row.getLong("size"),
                new ContentType(row.getString("type")),
                Sha256.of(row.getBytes("digest")),
                row.getBoolean("shared"),
                Instants.of(row.getLong("completed")),
                traits);
    }
}
