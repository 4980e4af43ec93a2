package io.sampan.disk;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Space on a disk that is kept for giving space back: a file that is full of bytes nobody needs.
/// Deleting a row of a database *takes* space before it frees any, because the change is written to
/// a log first. On a full disk the reserve is therefore cut shorter, a slice at a time, until the
/// deletion succeeds.
///
/// ```
///            fill()                         giveSlice()                 giveSlice(), last one
///   absent ─────────▶ whole, SLICES slices ────────────▶ cut shorter ─────────────────────▶ absent
///                       ▲                                    │ fill(), once there is space
///                       └────────────────────────────────────┘
/// ```
///
/// While it is not whole, nothing else may write to the database ([CommitQueue] sees to that), so
/// that what is left of it is not used up by what fills the disk. Not thread-safe: used by the one
/// thread that writes to the database.
final class DiskReserve {

    private static final Logger LOG = LoggerFactory.getLogger(DiskReserve.class);

    private static final int SLICES = 8;
    private static final int PIECE = 64 << 10;

    private final Disk disk;
    private final Path path;
    private final long bytes;
    private long held;

    /// @param path of its file, which nothing else uses
    /// @param bytes how large it is when it is whole; 0 for no reserve
    DiskReserve(Disk disk, Path path, long bytes) {
        this.disk = disk;
        this.path = path;
        this.bytes = bytes;
        this.held = disk.isFile(path) ? sizeOf(path) : 0;
    }

    /// The reserve of a database, beside it.
    static DiskReserve beside(Path database, long bytes) {
        return new DiskReserve(
                Disk.real(), database.resolveSibling(database.getFileName() + "-reserve"), bytes);
    }

    private long sizeOf(Path file) {
        try (var reserve = disk.open(file, Disk.Access.READ)) {
            return reserve.size();
        }
    }

    /// Whether all of it is there, as it always is on a disk with enough space.
    boolean isWhole() {
        return held >= bytes;
    }

    /// Makes it whole, unless that would fill the disk. The bytes are random, as some file systems
    /// store zeros without taking space.
    ///
    /// @return whether it is whole now
    boolean fill() {
        if (isWhole()) {
            return true;
        }
        try {
            var folder = path.toAbsolutePath().getParent();
            if (folder == null || disk.usableBytes(folder) < 2 * (bytes - held)) {
                return false;
            }
            write();
            return true;
        } catch (DiskException e) {
            LOG.atDebug().addKeyValue("file", path).setCause(e).log("no space for the reserve");
            return false;
        }
    }

    private void write() {
        var random = new SplittableRandom();
        var piece = new byte[PIECE];
        try (var reserve = disk.open(path, Disk.Access.CREATE)) {
            while (held < bytes) {
                random.nextBytes(piece);
                var length = (int) Math.min(PIECE, bytes - held);
                reserve.write(held, ByteBuffer.wrap(piece, 0, length));
                held += length;
            }
        }
    }

    /// Gives one slice of it back to the disk.
    ///
    /// @return false if there was none left
    boolean giveSlice() {
        if (held == 0) {
            return false;
        }
        var left = Math.max(0, held - Math.max(1, bytes / SLICES));
        try (var reserve = disk.open(path, Disk.Access.WRITE)) {
            reserve.truncate(left);
            held = left;
        } catch (DiskException e) {
            LOG.atWarn()
                    .addKeyValue("file", path)
                    .setCause(e)
                    .log("the reserve cannot be given up");
            held = 0;
            return false;
        }
        LOG.atWarn()
                .addKeyValue("file", path)
                .addKeyValue("left", left)
                .log("the disk is full; a part of the reserve is used to give space back");
        return true;
    }
}
