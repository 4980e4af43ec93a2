package io.sampan.disk;

import io.sampan.model.Reason;
import java.io.IOException;
import java.nio.file.Path;

/// The file system or the database failed. The message names the file; it is for the log, not for a
/// peer. What was promised before still holds; the call that threw promised nothing.
public class DiskException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// Says what failed.
    public DiskException(String message) {
        super(message);
    }

    /// The reason is added to the message: whoever shows one shows both.
    public DiskException(String message, Throwable cause) {
        super(Reason.after(message, cause), cause);
    }

    /// The disk that holds `file` has so little space left that it is kept for removing things.
    static DiskException full(Path file) {
        return new DiskException(
                "cannot change " + file + ": what is left of the disk is kept for removing things",
                new IOException("No space left on device"));
    }

    /// Whether the disk (or the owner's share of it) is full: freeing space helps, trying again
    /// alone does not.
    public boolean isFull() {
        return SqliteFaults.isFull(this);
    }
}
