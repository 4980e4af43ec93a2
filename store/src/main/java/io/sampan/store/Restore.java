package io.sampan.store;

import io.sampan.core.storage.Invite;
import io.sampan.disk.BootId;
import io.sampan.disk.Disk;
import io.sampan.disk.DiskException;
import io.sampan.disk.FolderLock;
import io.sampan.model.Media;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/// Makes a home from a snapshot of a [Backup]. Killed anywhere, it goes on where it was when it is
/// run again; until it is finished, no server starts there ([RestoredHome]).
///
/// ```
///   mark the home ─▶ copy the ledger ─▶ copy the other files ─▶ copy the blobs, comparing them
///     ─▶ void open invitations, begin a new generation ─▶ take the mark away
/// ```
///
/// The new generation makes a ledger or blobs of the old home, put beside the restored ones, be
/// noticed. The home shares no file with the backup.
public final class Restore {

    private static final int PARTS = 256;

    /// What a home that was never used may have.
    private static final Set<String> NOTHING = Set.of("lock", "lost+found");

    /// What was done.
    ///
    /// @param snapshot which was restored
    /// @param files listed
    /// @param bytes of them
    /// @param problems files whose bytes are missing or damaged in the backup
    public record Result(String snapshot, long files, long bytes, long problems) {}

    private final Path target;
    private final Path home;
    private final Disk disk = Disk.real();

    private Restore(Path target, Path home) {
        this.target = target;
        this.home = home;
    }

    /// @param asked which snapshot; the newest if empty
    /// @param problem is told which file is missing or damaged in the backup, and why
    /// @throws io.sampan.core.storage.StorageException if the home is not empty, or the target no
    ///   backup; the message is for the person who asked
    public static Result run(
            Path target, Path home, Optional<String> asked, BiConsumer<Media, String> problem) {
        return StorageFaults.translate(() -> new Restore(target, home).run(asked, problem));
    }

    private Result run(Optional<String> asked, BiConsumer<Media, String> problem) {
        Backup.requireFormat(disk, target);
        var snapshot = choose(asked);
        var name = String.valueOf(snapshot.getFileName());
        requireEmptyOrBegun(name);
        disk.makeSyncedFolder(home);
        try (var _ = FolderLock.take(home);
                var _ = FolderLock.take(target)) {
            RestoredHome.begin(disk, home, name);
            disk.list(snapshot).stream()
                    .filter(disk::isFile)
                    .filter(file -> !isLogOfLedger(file))
                    .forEach(this::copyUnlessThere);
            disk.syncFolder(home);
            return copyBlobs(name, problem);
        }
    }

    private static boolean isLogOfLedger(Path file) {
        return String.valueOf(file.getFileName()).startsWith("ledger.db-");
    }

    /// Complete under its name: what was killed on the way has another one.
    private void copyUnlessThere(Path file) {
        var to = home.resolve(String.valueOf(file.getFileName()));
        if (!disk.isFile(to)) {
            var fresh = to.resolveSibling(to.getFileName() + ".new");
            Backup.copyFile(disk, file, fresh);
            disk.rename(fresh, to);
        }
    }

    private Result copyBlobs(String name, BiConsumer<Media, String> problem) {
        var files = 0L;
        var bytes = 0L;
        var problems = 0L;
        try (var ledger = SqliteLedger.open(home.resolve("ledger.db"));
                var pool = FolderBlobStore.open(target.resolve("blobs"), disk, BootId.current());
                var blobs = FolderBlobStore.open(home.resolve("blobs"), disk, BootId.current())) {
            var copier = new BlobCopier(pool, blobs, false);
            for (var part = 0; part < PARTS; part++) {
                for (var media : ledger.media().all(part)) {
                    var fault = copy(copier, media);
                    if (fault.isPresent()) {
                        problems++;
                        problem.accept(media, fault.get());
                    } else {
                        files++;
                        bytes += media.size();
                    }
                }
            }
            copier.flush();
            var _ = ledger.people().voidInvites(EnumSet.allOf(Invite.Kind.class));
            var first = Generation.first();
            ledger.record(first);
            blobs.record(first);
        }
        RestoredHome.finish(disk, home, name);
        return new Result(name, files, bytes, problems);
    }

    private static Optional<String> copy(BlobCopier copier, Media media) {
        try {
            return copier.copy(media) == BlobCopier.Copied.GONE
                    ? Optional.of("its bytes are not in the backup")
                    : Optional.empty();
        } catch (BlobCopier.DamagedBlobException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Path choose(Optional<String> asked) {
        var all = Backup.snapshots(disk, target);
        if (all.isEmpty()) {
            throw new DiskException(target + " has no complete snapshot");
        }
        return asked.map(name ->
                        all.stream()
                                .filter(one -> name.equals(String.valueOf(one.getFileName())))
                                .findFirst()
                                .orElseThrow(() ->
                                        new DiskException(
                                                "there is no snapshot %s; there are %s"
                                                        .formatted(name, names(all)))))
                .orElse(all.getLast());
    }

    private static String names(List<Path> snapshots) {
        return String.join(
                ", ", snapshots.stream().map(one -> String.valueOf(one.getFileName())).toList());
    }

    private void requireEmptyOrBegun(String name) {
        var begun = RestoredHome.restoring(disk, home);
        if (begun.isPresent() && !begun.get().equals(name)) {
            throw new DiskException(
                    "a restore of the snapshot %s was begun in %s; go on with --at %s, or empty the folder"
                            .formatted(begun.get(), home, begun.get()));
        }
        var found =
                disk.list(home).stream()
                        .map(file -> String.valueOf(file.getFileName()))
                        .filter(file -> !NOTHING.contains(file))
                        .findFirst();
        if (begun.isEmpty() && found.isPresent()) {
            throw new DiskException(
                    home + " is not empty (" + found.get() + "); nothing was changed there");
        }
    }
}
