package io.sampan.core.storage;

/// The disk or the database failed. What was promised before still holds; the call that threw
/// promised nothing. The message names the file or table, for the log, not for a peer.
public final class StorageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean full;

    public StorageException(String message, Throwable cause) {
        this(message, cause, false);
    }

    private StorageException(String message, Throwable cause, boolean full) {
        super(message, cause);
        this.full = full;
    }

    /// The disk, or a share of it, is full.
    public static StorageException full(String message, Throwable cause) {
        return new StorageException(message, cause, true);
    }

    /// Whether the disk is full: the same call succeeds once something was removed.
    public boolean isFull() {
        return full;
    }
}
