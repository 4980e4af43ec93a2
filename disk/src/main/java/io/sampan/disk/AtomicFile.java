package io.sampan.disk;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/// A small file that is replaced as a whole: a reader, and whoever comes after a power cut, sees
/// the old content or the new, never a mixture. One thread (of one process) replaces at a time.
///
/// @param path where it lies; its folder is there. While it is replaced, a file with `.new` added
///   to its name lies beside it
public record AtomicFile(Disk disk, Path path) {

    /// All of it; empty if there is no such file.
    ///
    /// @throws DiskException if it is larger than `limit` bytes
    public Optional<byte[]> read(int limit) {
        if (!disk.isFile(path)) {
            return Optional.empty();
        }
        try (var file = disk.open(path, Disk.Access.READ)) {
            if (file.size() > limit) {
                throw new DiskException(path + " is larger than " + limit + " bytes");
            }
            var bytes = new byte[(int) file.size()];
            file.readFully(0, ByteBuffer.wrap(bytes));
            return Optional.of(bytes);
        }
    }

    /// Replaces it, or makes it. *Synced.*
    public void replace(byte[] content) {
        var folder = requireNonNull(path.toAbsolutePath().getParent(), "a file has a folder");
        var fresh = path.resolveSibling(path.getFileName() + ".new");
        disk.delete(fresh);
        try (var file = disk.open(fresh, Disk.Access.CREATE_NEW)) {
            file.write(0, ByteBuffer.wrap(content));
            file.sync();
        }
        disk.rename(fresh, path);
        disk.syncFolder(folder);
    }
}
