package io.sampan.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/// The file system of this machine, through `java.nio`.
final class RealDisk implements Disk {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    /// Attributes of new files: `rw-------`, where there are such.
    static final FileAttribute<?>[] OWNER_FILE = ownerOnly("rw-------");

    /// Attributes of new folders: `rwx------`, where there are such.
    static final FileAttribute<?>[] OWNER_FOLDER = ownerOnly("rwx------");

    private static FileAttribute<?>[] ownerOnly(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    @Override
    public DiskFile open(Path path, Access access) {
        try {
            return new RealFile(path, access, openChannel(path, access));
        } catch (IOException e) {
            throw new DiskException("cannot open " + path, e);
        }
    }

    static FileChannel openChannel(Path path, Access access) throws IOException {
        Set<OpenOption> options =
                switch (access) {
                    case READ -> Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
                    case WRITE ->
                            Set.of(
                                    StandardOpenOption.READ,
                                    StandardOpenOption.WRITE,
                                    LinkOption.NOFOLLOW_LINKS);
                    case CREATE ->
                            Set.of(
                                    StandardOpenOption.READ,
                                    StandardOpenOption.WRITE,
                                    StandardOpenOption.CREATE,
                                    LinkOption.NOFOLLOW_LINKS);
                    case CREATE_NEW ->
                            Set.of(
                                    StandardOpenOption.READ,
                                    StandardOpenOption.WRITE,
                                    StandardOpenOption.CREATE_NEW,
                                    LinkOption.NOFOLLOW_LINKS);
                };
        return FileChannel.open(path, options, OWNER_FILE);
    }

    @Override
    public boolean isFile(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void rename(Path from, Path to) {
        try {
            Files.move(
                    from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new DiskException("cannot rename " + from + " to " + to, e);
        }
    }

    @Override
    public boolean link(Path from, Path to) {
        try {
            Files.createLink(to, from);
            return true;
        } catch (UnsupportedOperationException e) {
            return false;
        } catch (NoSuchFileException | FileAlreadyExistsException e) {
            throw new DiskException("cannot link " + from + " to " + to, e);
        } catch (IOException e) {
            return false; // another file system, or too many names
        }
    }

    @Override
    public boolean delete(Path path) {
        try {
            return Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new DiskException("cannot delete " + path, e);
        }
    }

    @Override
    public List<Path> list(Path folder) {
        try (var entries = Files.list(folder)) {
            return entries.toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw new DiskException("cannot list " + folder, e);
        }
    }

    @Override
    public void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder, OWNER_FOLDER);
        } catch (IOException e) {
            throw new DiskException("cannot make folder " + folder, e);
        }
    }

    @Override
    public void syncFolder(Path folder) {
        if (!POSIX) {
            return;
        }
        try (var names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException e) {
            throw new DiskException("cannot sync folder " + folder, e);
        }
    }

    @Override
    public long usableBytes(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            // In a chroot whose root is no mount point the JDK finds no file store; statvfs works.
            var usable = folder.toFile().getUsableSpace();
            if (usable > 0) {
                return usable;
            }
            throw new DiskException("cannot tell the free space of " + folder, e);
        }
    }
}
