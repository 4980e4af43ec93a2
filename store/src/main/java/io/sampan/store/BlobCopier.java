package io.sampan.store;

import io.sampan.core.check.BlobVerifier;
import io.sampan.core.storage.StorageException;
import io.sampan.disk.Disk;
import io.sampan.disk.DiskException;
import io.sampan.disk.PartFile;
import io.sampan.model.Media;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Copies stored blobs from one folder of blobs to another. Each blob is read once and compared
/// with its digests; it appears in the other folder in one step, when all of it is there and
/// synced, so a copy that was killed is simply done again.
///
/// Small blobs wait until there are many, which are written together: [#flush]. Used by one thread.
final class BlobCopier {

    private static final int PIECE = 1 << 20;
    private static final int MOST_WAITING = 4 << 20;

    /// What became of a blob.
    enum Copied {
        /// It was there already.
        PRESENT,
        /// It is another name of the same file.
        LINKED,
        /// It has bytes of its own.
        COPIED,
        /// There is no such blob to copy.
        GONE
    }

    /// A blob is not what is known of it.
    static final class DamagedBlobException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DamagedBlobException(String message) {
            super(message);
        }
    }

    private final FolderBlobStore from;
    private final FolderBlobStore to;
    private final boolean mayLink;
    private final BlobVerifier verifier = new BlobVerifier();
    private final ByteBuffer piece = ByteBuffer.allocate(PIECE);
    private final Map<Media, byte[]> waiting = new LinkedHashMap<>();
    private long waitingBytes;

    /// @param mayLink whether both may be the same file where the file system can
    BlobCopier(FolderBlobStore from, FolderBlobStore to, boolean mayLink) {
        this.from = from;
        this.to = to;
        this.mayLink = mayLink;
    }

    /// @throws DamagedBlobException if the blob is not what is known of it; nothing was copied
    /// @throws StorageException if the other folder cannot be written
    Copied copy(Media media) {
        return StorageFaults.translate(() -> {
            if (isThere(media)) {
                return Copied.PRESENT;
            }
            try (var blob = readable(() -> from.read(media.id())).orElse(null)) {
                if (blob == null) {
                    return Copied.GONE;
                }
                var fault =
                        verifier.faultInTable(blob, media)
                                .or(() -> verifier.faultInBytes(blob, _ -> true));
                if (fault.isPresent()) {
                    throw new DamagedBlobException(fault.get());
                }
                return blob instanceof SmallStoredBlob small
                        ? keep(media, small)
                        : copyFolder(media);
            }
        });
    }

    private static <T> T readable(Supplier<T> read) {
        try {
            return read.get();
        } catch (StorageException e) {
            if (e.isDamaged()) {
                throw new DamagedBlobException(String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    private boolean isThere(Media media) {
        try (var blob = readable(() -> to.read(media.id())).orElse(null)) {
            if (blob == null) {
                return false;
            }
            if (verifier.faultInTable(blob, media).isEmpty()) {
                return true;
            }
        } catch (DamagedBlobException damaged) {
            // A copy that cannot be trusted is made again.
        }
        to.remove(media.id());
        return false;
    }

    private Copied keep(Media media, SmallStoredBlob blob) {
        var bytes = ByteBuffer.allocate((int) blob.size());
        blob.read(0, bytes);
        waiting.put(media, bytes.array());
        waitingBytes += bytes.capacity();
        if (waitingBytes > MOST_WAITING) {
            flush();
        }
        return Copied.COPIED;
    }

    /// Writes what waits. *Synced.*
    void flush() {
        StorageFaults.translate(() -> to.small().putAll(Map.copyOf(waiting)));
        waiting.clear();
        waitingBytes = 0;
    }

    private Copied copyFolder(Media media) {
        var id = media.id().toUploadId();
        var disk = to.disk();
        var source = from.folders().media(media.id());
        to.discard(id);
        var folder = to.folders().make(id);
        var linked = true;
        for (var name : List.of(BlobFolders.BYTES, tableName())) {
            linked &= copyFile(disk, source.resolve(name), folder.resolve(name));
        }
        requireSameDigests(media, folder);
        to.folders().describe(folder, media);
        disk.syncFolder(folder);
        to.folders().store(id);
        return linked ? Copied.LINKED : Copied.COPIED;
    }

    private static String tableName() {
        return String.valueOf(PartFile.tableOf(Path.of(BlobFolders.BYTES)));
    }

    private boolean copyFile(Disk disk, Path source, Path target) {
        if (mayLink && disk.link(source, target)) {
            return true;
        }
        try (var in = disk.open(source, Disk.Access.READ);
                var out = disk.open(target, Disk.Access.CREATE_NEW)) {
            var size = in.size();
            for (var at = 0L; at < size; at += piece.limit()) {
                piece.clear().limit((int) Math.min(PIECE, size - at));
                in.readFully(at, piece);
                out.write(at, piece.flip());
            }
            out.sync();
        }
        return false;
    }

    /// The table that was copied is the one whose digests were compared.
    private void requireSameDigests(Media media, Path folder) {
        try (var copy = FolderStoredBlob.open(to.disk(), folder.resolve(BlobFolders.BYTES))) {
            Optional<String> fault = verifier.faultInTable(copy, media);
            if (fault.isPresent()) {
                throw new DiskException("the copy of " + media.id() + ": " + fault.get());
            }
        }
    }
}
