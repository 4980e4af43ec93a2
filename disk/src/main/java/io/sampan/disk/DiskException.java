package io.sampan.disk;

import java.io.IOException;

/// The file system or the database failed. The message names the file; it is for the log, not for a
/// peer. What was promised before still holds; the call that threw promised nothing.
public class DiskException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DiskException(String message) {
        super(message);
    }

    public DiskException(String message, Throwable cause) {
        super(message, cause);
    }

    /// Whether the disk (or the owner's share of it) is full: freeing space helps, trying again
    /// alone does not.
    public boolean isFull() {
        return getCause() instanceof IOException cause
                && cause.getMessage() != null
                && (cause.getMessage().contains("No space left on device")
                        || cause.getMessage().contains("Disk quota exceeded")
                        || cause.getMessage().contains("not enough space on the disk"));
    }
}
