package io.sampan.client.download;

import static java.util.Objects.requireNonNull;

import io.sampan.client.task.GetRequest.Target;
import io.sampan.disk.BootId;
import io.sampan.disk.DamagedFileException;
import io.sampan.disk.Disk;
import io.sampan.disk.DiskException;
import io.sampan.disk.PartFile;
import io.sampan.model.FileTraits;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
    private static final String PART = ".part";
    // As PartFile names the table beside it.
    private static final String LEAVES = ".leaves";

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
                checkReplaceable(path);
                if (!unclaimed.test(path) || !partIsOurs(disk, partOf(path), media.id())) {
                    throw new TargetTakenException(partOf(path) + " is in use for something else");
                }
                yield new TargetFile(disk, path, overwrite);
            }
            case Target.Into(var folder) -> {
                var base = SafeName.below(folder.toAbsolutePath(), media.name());
                makeFolders(folder.toAbsolutePath(), parent(base));
                yield new TargetFile(disk, free(disk, base, media.id(), unclaimed), false);
            }
        };
    }

    /// What is replaced is a regular file. A device, a pipe or a link that goes is not got back by
    /// anybody who meant to write to it.
    private static void checkReplaceable(Path path) {
        if (!exists(path) || Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (Files.isSymbolicLink(path)) {
            throw new TargetTakenException(
                    path
                            + " is a link, and links are not replaced: name the file that it leads to");
        }
        throw new TargetTakenException(
                Files.isDirectory(path)
                        ? path + " is a folder"
                        : path
                                + " is a device, a pipe or a socket, and those are not replaced: to"
                                + " write to it use `-o -` and redirect standard output");
    }

    private static void makeFolders(Path root, Path folder) {
        makeFolder(root);
        var at = root;
        for (var segment : root.relativize(folder)) {
            at = at.resolve(segment);
            if (exists(at) && !Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
                throw new TargetTakenException(at + " is in the way: it is not a folder");
            }
        }
        makeFolder(folder);
    }

    /// With the permissions that folders of this person have, as the umask says.
    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new DiskException("cannot make folder " + folder, e);
        }
    }

    /// `name.ext`, or `name (2).ext` and so on: the first that nobody uses.
    private static Path free(Disk disk, Path base, MediaId id, Predicate<Path> unclaimed) {
        var name = String.valueOf(base.getFileName());
        var extension = SafeName.extension(name);
        var stem = name.substring(0, name.length() - extension.length());
        for (var n = 1; n <= MAX_NUMBER; n++) {
            var candidate =
                    n == 1 ? base : base.resolveSibling(SafeName.numbered(stem, n, extension));
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

    /// `.part` added to the name; a name that has no room for that is replaced by its digest.
    private static Path partOf(Path target) {
        var name = String.valueOf(target.getFileName());
        return target.resolveSibling(
                SafeName.fits(name + PART + LEAVES)
                        ? name + PART
                        : ".sampan-" + digest(name) + PART);
    }

    private static String digest(String name) {
        return Sha256.digest(name.getBytes(StandardCharsets.UTF_8)).toString().substring(0, 16);
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
        makeFolder(folder());
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
    void settle(FileTraits traits) {
        TargetTraits.apply(part(), path, traits);
        if (overwrite) {
            checkReplaceable(path);
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
