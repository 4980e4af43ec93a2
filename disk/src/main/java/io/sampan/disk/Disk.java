package io.sampan.disk;

import java.nio.file.Path;
import java.util.List;

/// The file system, as little of it as is needed, so that what is synced and in which order can be
/// seen and tested in one place. All methods may be called from any thread; they block, and an
/// interrupt does not disturb them (it stays set for the caller to see afterwards).
///
/// Nothing here follows a symbolic link in the last part of a path. What is made is readable by its
/// owner only, where the file system knows owners.
///
/// Every method throws [DiskException] when the file system fails.
public interface Disk {

    /// How a file is opened.
    enum Access {
        /// For reading; it must be there.
        READ,
        /// For reading and writing; it must be there.
        WRITE,
        /// For reading and writing; made if it is not there.
        CREATE,
        /// For reading and writing; it must not be there.
        CREATE_NEW
    }

    /// The real file system.
    static Disk real() {
        return new RealDisk();
    }

    /// Opens a file; where the access makes one, it is made.
    DiskFile open(Path path, Access access);

    /// Whether a regular file is there. A link or a folder is not one.
    boolean isFile(Path path);

    /// Gives the file or folder `from` the name `to`, in one step; a file of that name is replaced,
    /// a folder only if it is empty. Synced once both folders that hold the names are.
    void rename(Path from, Path to);

    /// Gives a file a second name, so that both are the same file, where the file system can.
    ///
    /// @return whether it can; otherwise nothing was done
    default boolean link(Path from, Path to) {
        return false;
    }

    /// Removes a file or an empty folder, and says whether it was there. Synced once the folder is.
    boolean delete(Path path);

    /// Gives a file that cannot be trusted another name, `.damaged` added (and a number, so that
    /// nothing is replaced), and returns it. Nothing happens if there is no such file.
    default Path moveAside(Path path) {
        var aside = freeNameAside(path);
        if (isFile(path)) {
            rename(path, aside);
        }
        return aside;
    }

    /// The name that [#moveAside] would give it.
    default Path freeNameAside(Path path) {
        var aside = path.resolveSibling(path.getFileName() + ".damaged");
        for (var n = 2; isFile(aside); n++) {
            aside = path.resolveSibling(path.getFileName() + ".damaged-" + n);
        }
        return aside;
    }

    /// What is in the folder, in no order; empty if there is no such folder.
    List<Path> list(Path folder);

    /// Whether a folder is there. A link to one is not one.
    boolean isFolder(Path path);

    /// Makes the folder and those above it, where they are not there yet.
    void makeFolder(Path folder);

    /// Makes the folder and those above it, where they are not there yet. *Synced.*
    default void makeSyncedFolder(Path folder) {
        var absolute = folder.toAbsolutePath();
        var above = absolute.getParent();
        if (above == null || isFolder(absolute)) {
            return;
        }
        makeSyncedFolder(above);
        makeFolder(absolute);
        syncFolder(above);
    }

    /// Syncs the names in a folder: which files are in it. Does nothing on file systems that cannot
    /// (Windows).
    void syncFolder(Path folder);

    /// Bytes that this process may still write to the file system that holds `folder`.
    long usableBytes(Path folder);
}
