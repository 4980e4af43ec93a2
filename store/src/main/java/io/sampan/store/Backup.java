package io.sampan.store;

import io.sampan.core.storage.StorageException;
import io.sampan.disk.AtomicFile;
import io.sampan.disk.BootId;
import io.sampan.disk.Disk;
import io.sampan.disk.DiskException;
import io.sampan.disk.FolderLock;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/// A backup of a server's home: snapshots of its ledger, and one pool with every blob that any of
/// them lists.
///
/// ```
///   target/
///     sampan-backup                          what this folder is, and its format
///     lock                                   one backup at a time
///     blobs/                                 as in a home (package-info): each blob once
///     snapshots/20261125T194000.123Z/        one moment of the home
///        ledger.db  server.crt  server.key  …
///     snapshots/….partial/                   one that was not finished; removed by the next backup
/// ```
///
/// The server may run. The steps, so that a kill anywhere leaves what was complete before:
///
/// ```
///   copy blobs ─▶ copy the ledger (one state) ─▶ copy the blobs that came meanwhile
///     ─▶ take out what was removed meanwhile ─▶ rename the snapshot: it counts from here
///     ─▶ remove old snapshots, and blobs that none lists
/// ```
///
/// A blob never changes, so only new ones are copied: as another name of the same file where the
/// file system can and the caller wants it. Each is read once and compared with its digests.
public final class Backup {

    private static final String FORMAT = "sampan-backup 1\n";
    private static final int MAX_BYTES = 64 << 20;
    private static final int PARTS = 256;
    private static final String PARTIAL = ".partial";
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);
    static final Pattern NAME_FORM = Pattern.compile("\\d{8}T\\d{6}\\.\\d{3}Z");

    /// Files of a home that a snapshot does not have: locks, what is only of use to one process,
    /// and secrets that are meant to be read once.
    private static final Set<String> LEFT_OUT =
            Set.of("lock", "first-invitation", "ready.probe", "restored", "restoring");

    private final Path home;
    private final Path target;
    private final Disk disk = Disk.real();

    /// How to back up.
    ///
    /// @param mayLink whether a blob may be another name of the same file
    /// @param keep how many snapshots stay, this one included
    /// @param problem is told which file cannot be backed up, and why
    public record Options(boolean mayLink, int keep, BiConsumer<Media, String> problem) {}

    /// What was done.
    ///
    /// @param snapshot its name
    /// @param files listed in it
    /// @param fresh of them were not in the pool before
    /// @param bytes of those
    /// @param linked of those are another name of the same file
    /// @param problems files that could not be backed up
    /// @param removed old snapshots
    public record Result(
            String snapshot,
            long files,
            long fresh,
            long bytes,
            long linked,
            long problems,
            long removed) {}

    private long fresh;
    private long freshBytes;
    private long linked;

    private Backup(Path home, Path target) {
        this.home = home;
        this.target = target;
    }

    /// Backs a home up.
    ///
    /// @throws StorageException if the home cannot be read, or the target not written; the message
    ///   is for the person who asked
    public static Result run(Path home, Path target, Options options, Instant now) {
        return StorageFaults.translate(() -> new Backup(home, target).run(options, now));
    }

    private Result run(Options options, Instant now) {
        claim();
        try (var _ = FolderLock.take(target);
                var stores = Stores.forBackup(home);
                var pool = FolderBlobStore.open(target.resolve("blobs"), disk, BootId.current())) {
            removePartial();
            var copier = new BlobCopier(stores.folder(), pool, options.mayLink());
            for (var part = 0; part < PARTS; part++) {
                for (var media : stores.ledger().media().all(part)) {
                    // What fails now is tried again below, and told there.
                    copy(copier, media);
                }
            }
            copier.flush();
            var name = NAME.format(now);
            var partial = snapshots().resolve(name + PARTIAL);
            disk.makeSyncedFolder(partial);
            stores.copyLedgerTo(partial.resolve("ledger.db"));
            copyOthers(partial);
            var problems = 0L;
            var files = 0L;
            try (var ledger = SqliteLedger.open(partial.resolve("ledger.db"))) {
                ledger.media().retired().forEach(ledger.media()::bury);
                for (var part = 0; part < PARTS; part++) {
                    for (var media : ledger.media().all(part)) {
                        var fault = copy(copier, media);
                        if (fault.isEmpty()) {
                            files++;
                        } else if (stores.ledger().media().find(media.id()).isEmpty()) {
                            ledger.media().remove(media.id()); // removed meanwhile
                        } else {
                            problems++;
                            options.problem().accept(media, fault.get());
                        }
                    }
                }
            }
            copier.flush();
            publish(partial, name);
            var removed = prune(pool, options.keep());
            return new Result(name, files, fresh, freshBytes, linked, problems, removed);
        }
    }

    /// Copies a blob, and says why it cannot be.
    private Optional<String> copy(BlobCopier copier, Media media) {
        try {
            switch (copier.copy(media)) {
                case PRESENT -> {}
                case GONE -> {
                    return Optional.of("its bytes are not there");
                }
                case LINKED -> {
                    linked++;
                    count(media);
                }
                case COPIED -> count(media);
            }
            return Optional.empty();
        } catch (BlobCopier.DamagedBlobException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private void count(Media media) {
        fresh++;
        freshBytes += media.size();
    }

    private Path snapshots() {
        return target.resolve("snapshots");
    }

    /// Makes the target one of ours, if it is empty.
    private void claim() {
        disk.makeSyncedFolder(target);
        var format = new AtomicFile(disk, target.resolve("sampan-backup"));
        var found = format.read(FORMAT.length());
        // One that was killed in its first step left no more than these.
        var own = Set.of("lock", "sampan-backup.new", "lost+found");
        var isEmpty =
                disk.list(target).stream()
                        .allMatch(file -> own.contains(String.valueOf(file.getFileName())));
        if (found.isEmpty() && !isEmpty) {
            throw new DiskException(
                    target + " is neither empty nor a backup of Sampan; nothing was changed there");
        }
        if (found.isEmpty()) {
            format.replace(FORMAT.getBytes(StandardCharsets.US_ASCII));
        }
        requireFormat(disk, target);
    }

    static void requireFormat(Disk disk, Path target) {
        var found =
                new AtomicFile(disk, target.resolve("sampan-backup"))
                        .read(MAX_BYTES)
                        .map(bytes -> new String(bytes, StandardCharsets.US_ASCII));
        if (!found.equals(Optional.of(FORMAT))) {
            throw new DiskException(
                    target + " is no backup of Sampan, or one of a newer version of it");
        }
    }

    private void removePartial() {
        for (var folder : disk.list(snapshots())) {
            if (folder.toString().endsWith(PARTIAL)) {
                remove(folder);
            }
        }
    }

    private void remove(Path snapshot) {
        disk.list(snapshot).forEach(disk::delete);
        disk.delete(snapshot);
    }

    private void copyOthers(Path partial) {
        for (var file : disk.list(home)) {
            var name = String.valueOf(file.getFileName());
            if (disk.isFile(file)
                    && !name.startsWith("ledger.db")
                    && !name.endsWith(".new")
                    && !LEFT_OUT.contains(name)) {
                copyFile(disk, file, partial.resolve(name));
            }
        }
    }

    static void copyFile(Disk disk, Path from, Path to) {
        disk.delete(to);
        try (var in = disk.open(from, Disk.Access.READ);
                var out = disk.open(to, Disk.Access.CREATE_NEW)) {
            var piece = ByteBuffer.allocate(1 << 20);
            for (var at = 0L; in.read(at, piece) > 0; at += piece.limit(), piece.clear()) {
                out.write(at, piece.flip());
            }
            out.sync();
        }
    }

    private void publish(Path partial, String name) {
        for (var file : disk.list(partial)) {
            if (String.valueOf(file.getFileName()).startsWith("ledger.db-")) {
                disk.delete(file);
            }
        }
        disk.syncFolder(partial);
        disk.rename(partial, snapshots().resolve(name));
        disk.syncFolder(snapshots());
    }

    /// The complete snapshots, oldest first.
    static List<Path> snapshots(Disk disk, Path target) {
        return disk.list(target.resolve("snapshots")).stream()
                .filter(folder -> NAME_FORM.matcher(String.valueOf(folder.getFileName())).matches())
                .sorted(Comparator.comparing(folder -> String.valueOf(folder.getFileName())))
                .toList();
    }

    /// Removes old snapshots first, then the blobs that none of the others lists.
    private long prune(FolderBlobStore pool, int keep) {
        var all = snapshots(disk, target);
        var old = all.subList(0, Math.max(0, all.size() - keep));
        old.forEach(this::remove);
        if (old.isEmpty()) {
            return 0;
        }
        disk.syncFolder(snapshots());
        var ledgers = new ArrayList<SqliteLedger>();
        try {
            snapshots(disk, target)
                    .forEach(kept -> ledgers.add(SqliteLedger.open(kept.resolve("ledger.db"))));
            for (var part = 0; part < PARTS; part++) {
                removeUnlisted(pool, ledgers, part);
            }
        } finally {
            ledgers.forEach(SqliteLedger::close);
            snapshots(disk, target).forEach(this::removeReserve);
        }
        return old.size();
    }

    private void removeReserve(Path snapshot) {
        disk.delete(snapshot.resolve("ledger.db-reserve"));
    }

    private static void removeUnlisted(FolderBlobStore pool, List<SqliteLedger> ledgers, int part) {
        var listed = new HashSet<MediaId>();
        for (var ledger : ledgers) {
            ledger.media().all(part).forEach(media -> listed.add(media.id()));
        }
        pool.stored(part).stream().filter(id -> !listed.contains(id)).forEach(pool::remove);
    }
}
