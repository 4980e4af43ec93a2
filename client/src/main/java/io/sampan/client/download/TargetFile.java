package io.sampan.client.download;

import static java.util.Objects.requireNonNull;

import io.sampan.client.task.GetRequest.Target;
import io.sampan.disk.BootId;
import io.sampan.disk.DamagedFileException;
import io.sampan.disk.Disk;
import io.sampan.disk.PartFile;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.Predicate;

/// Where a media goes: chosen once, so that a later run goes on with the same part file. While it
/// arrives it lies beside its target, `.part` added to the name.
///
/// Nothing that is there is overwritten (unless that was asked for), nothing is written through a
/// link that lies in the way, and nothing outside of the folder that was chosen.
record TargetFile(Disk disk, Path path, boolean overwrite) {

    private static final int MAX_NUMBER = 10_000;

    /// Chooses the target of a media.
    ///
    /// @param unclaimed whether no other download uses the path
    /// @throws TargetTakenException if there is none
    static TargetFile choose(Disk disk, Target target, Media media, Predicate<Path> unclaimed) {
        return switch (target) {
            case Target.To(var file, var overwrite) -> {
                var path = file.toAbsolutePath();
                if (!overwrite && exists(path)) {
                    throw new TargetTakenException(path + " is there already");
                }
                if (Files.isDirectory(path)) {
                    throw new TargetTakenException(path + " is a folder");
                }
                if (!unclaimed.test(path) || !partIsOurs(disk, partOf(path), media.id())) {
                    throw new TargetTakenException(partOf(path) + " is in use for something else");
                }
                yield new TargetFile(disk, path, overwrite);
            }
            case Target.Into(var folder) -> {
                var base = SafeName.below(folder.toAbsolutePath(), media.name());
                makeFolders(disk, folder.toAbsolutePath(), parent(base));
                yield new TargetFile(disk, free(disk, base, media.id(), unclaimed), false);
            }
        };
    }

    private static void makeFolders(Disk disk, Path root, Path folder) {
        disk.makeFolder(root);
        var at = root;
        for (var segment : root.relativize(folder)) {
            at = at.resolve(segment);
            if (exists(at) && !Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
                throw new TargetTakenException(at + " is in the way: it is not a folder");
            }
        }
        disk.makeFolder(folder);
    }

    /// `name.ext`, or `name (2).ext` and so on: the first that nobody uses.
    private static Path free(Disk disk, Path base, MediaId id, Predicate<Path> unclaimed) {
        var name = String.valueOf(base.getFileName());
        var extension = SafeName.extension(name);
        var stem = name.substring(0, name.length() - extension.length());
        for (var n = 1; n <= MAX_NUMBER; n++) {
            var candidate = n == 1 ? base : base.resolveSibling(stem + " (" + n + ")" + extension);
            if (unclaimed.test(candidate)
                    && !exists(candidate)
                    && partIsOurs(disk, partOf(candidate), id)) {
                return candidate;
            }
        }
        throw new TargetTakenException(base + " is there already, " + MAX_NUMBER + " times");
    }

    private static boolean partIsOurs(Disk disk, Path part, MediaId id) {
        if (!exists(part)) {
            return true;
        }
        try {
            var found = PartFile.find(disk, part, id, BootId.current());
            found.ifPresent(PartFile::close);
            return found.isPresent();
        } catch (DamagedFileException e) {
            return false;
        }
    }

    private static Path partOf(Path target) {
        return target.resolveSibling(target.getFileName() + ".part");
    }

    private static Path parent(Path path) {
        return requireNonNull(path.getParent(), "a file lies in a folder");
    }

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /// Where it lies while it arrives.
    Path part() {
        return partOf(path);
    }

    Path folder() {
        return parent(path);
    }

    /// Whether the whole file is in its place already, and only the journal does not know.
    boolean isThereWithoutPart() {
        return !exists(part()) && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    /// Opens the part file as far as it came. One that cannot be trusted is moved aside.
    PartFile open(Media media) {
        disk.makeFolder(folder());
        try {
            return PartFile.open(disk, part(), media.id(), media.size(), BootId.current());
        } catch (DamagedFileException e) {
            PartFile.moveAside(disk, part());
            return PartFile.open(disk, part(), media.id(), media.size(), BootId.current());
        }
    }

    /// Gives the part file, which is whole, closed and synced, its name.
    ///
    /// @throws TargetTakenException if something came to be there meanwhile; the part file stays
    void settle() {
        if (overwrite) {
            disk.rename(part(), path);
        } else {
            link();
            disk.delete(part());
        }
        disk.delete(PartFile.tableOf(part()));
        disk.syncFolder(folder());
    }

    /// A second name for the file, which fails if the name is taken: a rename would replace.
    private void link() {
        try {
            Files.createLink(path, part());
        } catch (FileAlreadyExistsException e) {
            if (!isPart()) {
                throw new TargetTakenException(path + " came to be there meanwhile");
            }
        } catch (UnsupportedOperationException | IOException e) {
            // No links on this file system.
            if (exists(path)) {
                throw new TargetTakenException(path + " came to be there meanwhile");
            }
            disk.rename(part(), path);
        }
    }

    private boolean isPart() {
        try {
            return Files.isSameFile(path, part());
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be looked at", e);
        }
    }

    /// Moves what has arrived to another target.
    void moveTo(TargetFile other) {
        disk.rename(part(), other.part());
        disk.rename(PartFile.tableOf(part()), PartFile.tableOf(other.part()));
    }

    /// Removes what has arrived.
    void discard() {
        PartFile.delete(disk, part());
    }
}
