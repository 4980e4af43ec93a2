package io.sampan.client.download;

import io.sampan.model.FileTraits;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a file that was fetched is like on this disk: changed last when its owner changed it, and a
/// program if it was one. While it arrives only its owner may read it; whole, it has the
/// permissions that any program of this person would give a new file (the umask says which), or
/// those of the file that it replaces. Thread-safe.
final class TargetTraits {

    private static final Logger LOG = LoggerFactory.getLogger(TargetTraits.class);

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private static final Map<PosixFilePermission, PosixFilePermission> READ_AND_RUN =
            Map.of(
                    PosixFilePermission.OWNER_READ,
                    PosixFilePermission.OWNER_EXECUTE,
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_EXECUTE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_EXECUTE);

    private TargetTraits() {}

    /// What the file system does not have is left out.
    ///
    /// @param part whole, not yet in its place
    /// @param target its place; may be taken by the file that it replaces
    static void apply(Path part, Path target, FileTraits traits) {
        try {
            if (POSIX) {
                Files.setPosixFilePermissions(part, permissions(target, traits.executable()));
            }
            if (traits.modified().isPresent()) {
                Files.setLastModifiedTime(part, FileTime.from(traits.modified().get()));
            }
        } catch (IOException | UnsupportedOperationException e) {
            LOG.atWarn().addKeyValue("path", target).setCause(e).log("permissions were not set");
        }
    }

    private static Set<PosixFilePermission> permissions(Path target, boolean executable)
            throws IOException {
        if (Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
            return Files.getPosixFilePermissions(target, LinkOption.NOFOLLOW_LINKS);
        }
        var permissions = EnumSet.copyOf(Umask.OF_NEW_FILE);
        if (executable) {
            // Who may read it may run it.
            READ_AND_RUN.forEach((read, run) -> {
                if (permissions.contains(read)) {
                    permissions.add(run);
                }
            });
        }
        return permissions;
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
