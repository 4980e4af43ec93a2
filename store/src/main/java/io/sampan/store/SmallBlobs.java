package io.sampan.store;

import io.sampan.core.storage.StoredBlob;
import io.sampan.disk.SqliteFile;
import io.sampan.disk.SqliteOptions;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.Sha256;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Stored blobs that are so small that a file for each would cost more than their bytes: they lie
/// in a database, where one synced commit holds hundreds of them.
final class SmallBlobs implements AutoCloseable {

    /// The largest blob that is kept here; above it, a file of its own is faster.
    static final int MAX_BYTES = 64 << 10;

    // Not checked when it is opened: it may be large, and every blob has its digest.
    private static final SqliteOptions OPTIONS = new SqliteOptions(4, 256, 4_000, false, 2 << 20);

    private final SqliteFile file;

    private SmallBlobs(SqliteFile file) {
        this.file = file;
    }

    static SmallBlobs open(Path path) {
        return new SmallBlobs(
                SqliteFile.open(
                        path,
                        List.of(
                                Scripts.read("small-1.sql"),
                                Scripts.read("small-2.sql"),
                                Scripts.read("small-3.sql")),
                        OPTIONS));
    }

    /// Keeps the blob. *Synced.* An id that is there already stays as it is, unless it was set
    /// aside.
    void put(Media media, ByteBuffer bytes) {
        var key = Ids.bytes(media.id());
        var hash = media.digest().bytes();
        var facts = FactsFile.encode(media);
        var content = new byte[bytes.remaining()];
        bytes.get(content);
        file.change(handle ->
                handle.execute(
                        """
                        INSERT INTO blob (id, digest, bytes, facts) VALUES (?, ?, ?, ?)
                        ON CONFLICT (id) DO UPDATE
                          SET digest = excluded.digest, bytes = excluded.bytes, aside = NULL,
                            facts = excluded.facts
                          WHERE aside IS NOT NULL\
                        """,
                        key,
                        hash,
                        content,
                        facts));
    }

    Optional<Media> facts(MediaId id) {
        return file.read(handle ->
                handle.createQuery(
                                "SELECT facts FROM blob WHERE id = ? AND aside IS NULL"
                                        + " AND facts IS NOT NULL")
                        .bind(0, Ids.bytes(id))
                        .map((row, _) -> FactsFile.decode(id, row.getBytes(1)))
                        .findOne()
                        .flatMap(facts -> facts));
    }

    /// Keeps the facts beside the blob, if it is there. *Synced.*
    void describe(Media media) {
        file.change(handle ->
                handle.execute(
                        "UPDATE blob SET facts = ? WHERE id = ? AND aside IS NULL",
                        FactsFile.encode(media),
                        Ids.bytes(media.id())));
    }

    /// The facts of what was set aside.
    List<Media> aside() {
        return file
                .read(handle ->
                        handle.createQuery(
                                        "SELECT id, facts FROM blob WHERE aside IS NOT NULL"
                                                + " AND facts IS NOT NULL")
                                .map((row, _) ->
                                        FactsFile.decode(
                                                Ids.mediaId(row.getBytes(1)), row.getBytes(2)))
                                .list())
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /// Puts a blob that was set aside back, and says whether it is there now. *Synced.*
    boolean bringBack(MediaId id) {
        file.change(handle ->
                handle.execute("UPDATE blob SET aside = NULL WHERE id = ?", Ids.bytes(id)));
        return file.read(handle ->
                handle.createQuery("SELECT EXISTS (SELECT 1 FROM blob WHERE id = ?)")
                        .bind(0, Ids.bytes(id))
                        .mapTo(Boolean.class)
                        .one());
    }

    /// Keeps many blobs in one step. *Synced.*
    void putAll(Map<Media, byte[]> all) {
        file.change(handle ->
                all.forEach((media, bytes) ->
                        handle.execute(
                                "INSERT OR REPLACE INTO blob (id, digest, bytes, facts)"
                                        + " VALUES (?, ?, ?, ?)",
                                Ids.bytes(media.id()),
                                media.digest().bytes(),
                                bytes,
                                FactsFile.encode(media))));
    }

    Optional<StoredBlob> find(MediaId id) {
        return file.read(handle ->
                handle.createQuery("SELECT digest, bytes FROM blob WHERE id = ? AND aside IS NULL")
                        .bind(0, Ids.bytes(id))
                        .<StoredBlob>map((row, _) ->
                                new SmallStoredBlob(
                                        Sha256.of(row.getBytes(1)),
                                        ByteBuffer.wrap(row.getBytes(2))))
                        .findOne());
    }

    /// The ids with this first byte.
    List<MediaId> all(int firstByte) {
        return file.read(handle ->
                handle.createQuery("SELECT id FROM blob WHERE id BETWEEN ? AND ? AND aside IS NULL")
                        .bind(0, Ids.firstWith(firstByte))
                        .bind(1, Ids.lastWith(firstByte))
                        .map((row, _) -> Ids.mediaId(row.getBytes(1)))
                        .list());
    }

    /// Puts the blob out of the way, if it is there. *Synced.*
    void setAside(MediaId id, Instant when) {
        file.change(handle ->
                handle.execute(
                        "UPDATE blob SET aside = ? WHERE id = ? AND aside IS NULL",
                        Instants.nanos(when),
                        Ids.bytes(id)));
    }

    /// Removes what was set aside before then, and says how many blobs that were.
    int removeAside(Instant before) {
        // Reading first: as a rule there is nothing, and changes wait for one another.
        var any =
                file.read(handle ->
                        handle.createQuery("SELECT EXISTS (SELECT 1 FROM blob WHERE aside < ?)")
                                .bind(0, Instants.nanos(before))
                                .mapTo(Boolean.class)
                                .one());
        return !any
                ? 0
                : file.writeFromReserve(handle ->
                        handle.execute("DELETE FROM blob WHERE aside < ?", Instants.nanos(before)));
    }

    /// Removes the blob, if it is there. *Synced.*
    void remove(MediaId id) {
        file.changeFromReserve(
                handle -> handle.execute("DELETE FROM blob WHERE id = ?", Ids.bytes(id)));
    }

    @Override
    public void close() {
        file.close();
    }
}
