package io.sampan.store;

import io.sampan.disk.AtomicFile;
import io.sampan.disk.Disk;
import io.sampan.disk.DiskException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a home says of itself that was made from a backup:
///
/// ```
///   (empty) ──begin──▶ file `restoring` ──finish──▶ file `restored` ──first start──▶ (neither)
///                      no server starts             what came later is not there
/// ```
final class RestoredHome {

    private static final Logger LOG = LoggerFactory.getLogger(RestoredHome.class);

    private static final int MAX_BYTES = 1_000;

    private RestoredHome() {}

    /// The snapshot that is being restored here; empty if none is.
    static Optional<String> restoring(Disk disk, Path home) {
        return restoring(home, disk).read(MAX_BYTES).map(RestoredHome::text);
    }

    /// From now on no server starts here. *Synced.*
    static void begin(Disk disk, Path home, String snapshot) {
        restoring(home, disk).replace(snapshot.getBytes(StandardCharsets.UTF_8));
    }

    /// All of it is there. *Synced.*
    static void finish(Disk disk, Path home, String snapshot) {
        restored(home, disk).replace(snapshot.getBytes(StandardCharsets.UTF_8));
        disk.delete(restoring(home, disk).path());
        disk.syncFolder(home);
    }

    /// @throws DiskException if a restore was begun here and not finished
    static void requireFinished(Disk disk, Path home) {
        var snapshot = restoring(disk, home);
        if (snapshot.isPresent()) {
            throw new DiskException(
                    """
                    %s is being restored from the snapshot %s, and that is not finished.
                    The backup is safe. Run `sampan restore` with the same TARGET again: it goes on \
                    where it was.\
                    """
                            .formatted(home, snapshot.get()));
        }
    }

    /// Tells at the first start after a restore that something is older than people may think.
    static void tellOnce(Disk disk, Path home) {
        var file = restored(home, disk);
        var snapshot = file.read(MAX_BYTES).map(RestoredHome::text);
        if (snapshot.isPresent()) {
            LOG.atWarn()
                    .addKeyValue("snapshot", snapshot.get())
                    .log(
                            "this home was restored from a backup: what came after it is not here, and"
                                    + " the invitations of then are void");
            disk.delete(file.path());
        }
    }

    private static AtomicFile restoring(Path home, Disk disk) {
        return new AtomicFile(disk, home.resolve("restoring"));
    }

    private static AtomicFile restored(Path home, Disk disk) {
        return new AtomicFile(disk, home.resolve("restored"));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).strip();
    }
}
