package io.sampan.client.upload;

import io.sampan.model.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/// What tells whether a file is still the same without reading it.
///
/// @param size in bytes
/// @param modified in nanoseconds since 1970, as exact as the file system is
/// @param key of the file system for this very file (an inode), where it has one; otherwise empty
public record FileStamp(long size, long modified, String key) {

    /// @throws UncheckedIOException if the file is not there, or is no regular file
    public static FileStamp of(Path path) {
        try {
            var facts = Files.readAttributes(path, BasicFileAttributes.class);
            if (!facts.isRegularFile()) {
                throw new IOException("it is not a regular file");
            }
            var key = facts.fileKey();
            return new FileStamp(
                    facts.size(),
                    facts.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                    key == null ? "" : key.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read: " + Reason.of(e), e);
        }
    }
}
