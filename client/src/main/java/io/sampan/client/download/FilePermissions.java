package io.sampan.client.download;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The permissions of a file that was fetched. While it arrives only its owner may read it; whole,
/// it has what any program of this person would give a new file (the umask says what), or what the
/// file has that it replaces. Thread-safe.
final class FilePermissions {

    private static final Logger LOG = LoggerFactory.getLogger(FilePermissions.class);

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private FilePermissions() {}

    /// Where the file system has no such permissions nothing happens.
    ///
    /// @param part whole, not yet in its place
    /// @param target its place; may be taken by the file that it replaces
    static void apply(Path part, Path target) {
        if (!POSIX) {
            return;
        }
        try {
            Files.setPosixFilePermissions(
                    part,
                    Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
                            ? Files.getPosixFilePermissions(target, LinkOption.NOFOLLOW_LINKS)
                            : Umask.OF_NEW_FILE);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.atWarn().addKeyValue("path", target).setCause(e).log("permissions were not set");
        }
    }

    /// Java does not tell the umask: a file that is made without permissions shows it. It is asked
    /// once, when the first file is whole.
    private static final class Umask {

        static final Set<PosixFilePermission> OF_NEW_FILE = permissions();

        private static Set<PosixFilePermission> permissions() {
            try {
                var folder = Files.createTempDirectory("sampan-umask");
                var probe = folder.resolve("probe");
                try {
                    Files.createFile(probe);
                    return EnumSet.copyOf(Files.getPosixFilePermissions(probe));
                } finally {
                    Files.deleteIfExists(probe);
                    Files.deleteIfExists(folder);
                }
            } catch (IOException | UnsupportedOperationException e) {
                LOG.atWarn().setCause(e).log("the umask was not found out");
                return PosixFilePermissions.fromString("rw-------");
            }
        }
    }
}
