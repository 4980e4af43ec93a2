package io.sampan.disk;

import io.sampan.model.Sha256;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.util.LibraryLoaderUtil;

/// SQLite's native code, unpacked once for each user and version. Left alone, the driver unpacks it
/// at each start into the folder for temporary files, where a process that is killed leaves it: a
/// megabyte for each kill.
///
/// ```
///   ~/.cache/sampan/sqlite-<digest of the content>/libsqlitejdbc.so
/// ```
///
/// Where there is no home, it is a folder of the user's own among the temporary files. The name
/// says the content, so versions live side by side; a file appears under its name in one step, so
/// any number of processes may start at once. A folder that others could write to is not used. A
/// launcher that sets `org.sqlite.lib.path` is left to its choice.
final class SqliteLibrary {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteLibrary.class);
    private static final String CHOSEN = "org.sqlite.lib.path";
    private static final int NAME_LETTERS = 16;

    private SqliteLibrary() {}

    /// Done once, when the first database is opened.
    private static final class Once {
        static final Optional<Path> FOLDER = unpack();
    }

    /// Lets the driver find its library.
    static void prepare() {
        if (System.getProperty(CHOSEN) == null) {
            Once.FOLDER.ifPresent(folder -> System.setProperty(CHOSEN, folder.toString()));
        }
    }

    private static Optional<Path> unpack() {
        var name = LibraryLoaderUtil.getNativeLibName();
        var resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
        try {
            var content = read(resource);
            var folderName =
                    "sqlite-" + Sha256.digest(content).toString().substring(0, NAME_LETTERS);
            for (var root : roots()) {
                var folder = root.resolve(folderName);
                if (isThere(folder, name, content)) {
                    return Optional.of(folder);
                }
            }
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("SQLite's library is left to its driver");
        }
        return Optional.empty();
    }

    private static byte[] read(String resource) throws IOException {
        try (var stream = LibraryLoaderUtil.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new FileNotFoundException(resource);
            }
            return stream.readAllBytes();
        }
    }

    private static List<Path> roots() {
        var cache = System.getenv("XDG_CACHE_HOME");
        var home =
                cache == null || cache.isEmpty()
                        ? Path.of(System.getProperty("user.home", "?"), ".cache")
                        : Path.of(cache);
        var own = "sampan-of-" + System.getProperty("user.name", "somebody").replaceAll("\\W", "_");
        return List.of(home.resolve("sampan"), Path.of(System.getProperty("java.io.tmpdir"), own));
    }

    /// Unpacks it there unless it is there already, and says whether it is now.
    private static boolean isThere(Path folder, String name, byte[] content) {
        var library = folder.resolve(name);
        try {
            Files.createDirectories(folder, RealDisk.OWNER_FOLDER);
            if (!isOurs(folder)) {
                return false;
            }
            if (!Files.isRegularFile(library, LinkOption.NOFOLLOW_LINKS)
                    || Files.size(library) != content.length) {
                var fresh = Files.createTempFile(folder, name, ".new");
                try {
                    Files.write(fresh, content);
                    Files.move(fresh, library, StandardCopyOption.ATOMIC_MOVE);
                } finally {
                    Files.deleteIfExists(fresh);
                }
            }
            return true;
        } catch (IOException e) {
            // Two processes on Windows, or a folder that cannot be written.
            LOG.atDebug().addKeyValue("folder", folder).setCause(e).log("no place for a library");
            return Files.isRegularFile(library, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /// Whether the folder is this user's, and nobody else may change what is in it.
    private static boolean isOurs(Path folder) throws IOException {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return true;
        }
        var found =
                Files.getFileAttributeView(
                                folder, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .readAttributes();
        var probe = Files.createTempFile(folder, "own", ".probe");
        try {
            var others = Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
            return found.isDirectory()
                    && found.owner().equals(Files.getOwner(probe))
                    && found.permissions().stream().noneMatch(others::contains);
        } finally {
            Files.delete(probe);
        }
    }
}
