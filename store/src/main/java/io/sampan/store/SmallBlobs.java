package io.sampan.store;

import io.sampan.core.storage.StoredBlob;
import io.sampan.disk.SqliteFile;
import io.sampan.disk.SqliteOptions;
import io.sampan.model.MediaId;
import io.sampan.model.Sha256;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
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
        return new SmallBlobs(SqliteFile.open(path, List.of(Scripts.read("small-1.sql")), OPTIONS));
    }

    /// Keeps the blob. *Synced.* An id that is there already stays as it is.
    void put(MediaId id, Sha256 digest, ByteBuffer bytes) {
        var key = Ids.bytes(id);
        var hash = digest.bytes();
        var content = new byte[bytes.remaining()];
        bytes.get(content);
        file.change(handle ->
                handle.execute(
                        "INSERT OR IGNORE INTO blob (id, digest, bytes) VALUES (?, ?, ?)",
                        key,
                        hash,
                        content));
    }

    Optional<StoredBlob> find(MediaId id) {
        return file.read(handle ->
                handle.createQuery("SELECT digest, bytes FROM blob WHERE id = ?")
                        .bind(0, Ids.bytes(id))
                        .<StoredBlob>map((row, _) ->
                                new SmallStoredBlob(
                                        Sha256.of(row.getBytes(1)),
                                        ByteBuffer.wrap(row.getBytes(2))))
                        .findOne());
    }

    /// The ids with this first byte.
    List<MediaId> all(int firstByte) {
        var first = (long) firstByte << (Long.SIZE - Byte.SIZE);
        var last = first | (-1L >>> Byte.SIZE);
        return file.read(handle ->
                handle.createQuery("SELECT id FROM blob WHERE id BETWEEN ? AND ?")
                        .bind(0, Ids.bytes(new MediaId(first, 0)))
                        .bind(1, Ids.bytes(new MediaId(last, -1)))
                        .map((row, _) -> Ids.mediaId(row.getBytes(1)))
                        .list());
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
