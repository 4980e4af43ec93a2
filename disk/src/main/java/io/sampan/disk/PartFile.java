package io.sampan.disk;

import static java.util.Objects.requireNonNull;

import io.sampan.model.MediaId;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/// A file that is still arriving: its bytes, written in place, and beside them the leaf table that
/// says which of them count. Killed at any moment, it is opened again as far as it came.
///
/// ```java
/// try (var part = PartFile.open(disk, path, id, size, BootId.current())) {
///     part.write(Leaf.start(leaf), bytes);   // any number of pieces
///     part.leaves().verified(leaf, digest);  // from now on the leaf is held, also after a kill
///     if (part.leaves().isWhole() && part.leaves().treeDigest().equals(expected)) {
///         part.sync();
///     }
/// }
/// ```
///
/// Threads may work on different leaves at once; on one leaf, one thread at a time.
public final class PartFile implements AutoCloseable {

    private final Disk disk;
    private final Path folder;
    private final DiskFile bytes;
    private final LeafTableFile table;
    private volatile boolean namesSynced;

    private PartFile(Disk disk, DiskFile bytes, LeafTableFile table) {
        this.disk = disk;
        this.folder =
                requireNonNull(bytes.path().toAbsolutePath().getParent(), "a file has a folder");
        this.bytes = bytes;
        this.table = table;
    }

    /// Where the leaf table of the part file `path` lies: beside it, `.leaves` added to its name.
    public static Path tableOf(Path path) {
        return path.resolveSibling(path.getFileName() + ".leaves");
    }

    /// Opens the part file as far as it came, or makes an empty one.
    ///
    /// @param path where the bytes lie
    /// @param id of the media that the file will be
    /// @param size of the whole file in bytes
    /// @throws DamagedFileException if the table is damaged, or is another file's; see [#moveAside]
    public static PartFile open(Disk disk, Path path, MediaId id, long size, BootId boot) {
        var found = find(disk, path, id, boot);
        if (found.isEmpty()) {
            return create(disk, path, id, size, boot);
        }
        if (found.get().size() != size) {
            found.get().close();
            throw new DamagedFileException(
                    tableOf(path), "is the table of a file of " + found.get().size() + " bytes");
        }
        return found.get();
    }

    /// Opens the part file as far as it came; empty if it has no leaf table.
    ///
    /// @throws DamagedFileException if the table is damaged, or is another media's
    public static Optional<PartFile> find(Disk disk, Path path, MediaId id, BootId boot) {
        if (!disk.isFile(tableOf(path))) {
            return Optional.empty();
        }
        var bytes = disk.open(path, Disk.Access.CREATE);
        try {
            var table = LeafTableFile.open(disk, tableOf(path), id, boot, bytes);
            return Optional.of(new PartFile(disk, bytes, table));
        } catch (DiskException e) {
            bytes.close();
            throw e;
        }
    }

    private static PartFile create(Disk disk, Path path, MediaId id, long size, BootId boot) {
        var bytes = disk.open(path, Disk.Access.CREATE);
        try {
            bytes.truncate(0);
            return new PartFile(
                    disk, bytes, LeafTableFile.create(disk, tableOf(path), id, size, boot));
        } catch (DiskException e) {
            bytes.close();
            throw e;
        }
    }

    /// Moves a part file that cannot be trusted aside, bytes and table, so that it can start over.
    public static void moveAside(Disk disk, Path path) {
        disk.moveAside(tableOf(path));
        disk.moveAside(path);
    }

    /// Removes a part file that is not open: the table first, so that nothing vouches for bytes
    /// that are gone.
    public static void delete(Disk disk, Path path) {
        disk.delete(tableOf(path));
        disk.delete(path);
    }

    /// Bytes of the whole file.
    public long size() {
        return table.size();
    }

    /// What of it is there.
    public LeafTableFile leaves() {
        return table;
    }

    /// Writes all of `piece` at `offset`, in place. The table is not changed. *Written.*
    public void write(long offset, ByteBuffer piece) {
        bytes.write(offset, piece);
    }

    /// Fills `into` from `offset`.
    ///
    /// @throws DiskException if so many bytes were never written
    public void read(long offset, ByteBuffer into) {
        bytes.readFully(offset, into);
    }

    /// Syncs the bytes, then the table ([LeafTableFile#sync]), and that there are such files.
    public void sync() {
        table.sync(bytes);
        if (!namesSynced) {
            disk.syncFolder(folder);
            namesSynced = true;
        }
    }

    /// Lets go of both files; nothing is synced or removed.
    @Override
    public void close() {
        try (bytes) {
            table.close();
        }
    }
}
