package io.sampan.client.upload;

import io.sampan.model.FileTraits;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.Optional;

/// What a source is like on this disk. Thread-safe.
public final class SourceTraits {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private SourceTraits() {}

    /// @param modified nanoseconds since 1970, as the source's stamp has it
    public static FileTraits of(Path source, long modified) {
        return new FileTraits(
                modified == 0 ? Optional.empty() : Optional.of(Instant.EPOCH.plusNanos(modified)),
                isExecutable(source));
    }

    /// Where there are no such permissions, every file would be one.
    private static boolean isExecutable(Path source) {
        try {
            return POSIX
                    && Files.getPosixFilePermissions(source)
                            .contains(PosixFilePermission.OWNER_EXECUTE);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
