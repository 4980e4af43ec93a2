package io.sampan.core.storage;

/// The disk or the database failed. What was promised before still holds; the call that threw
/// promised nothing. The message names the file or table, for the log, not for a peer.
public final class StorageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private enum Kind {
        FAULT,
        FULL,
        DAMAGED
    }

    private final Kind kind;

    /// Says what failed, and because of what.
    public StorageException(String message, Throwable cause) {
        this(message, cause, Kind.FAULT);
    }

    private StorageException(String message, Throwable cause, Kind kind) {
        super(message, cause);
        this.kind = kind;
    }

    /// The disk, or a share of it, is full.
    public static StorageException full(String message, Throwable cause) {
        return new StorageException(message, cause, Kind.FULL);
    }

    /// What lies on the disk is not what was written there.
    public static StorageException damaged(String message, Throwable cause) {
        return new StorageException(message, cause, Kind.DAMAGED);
    }

    /// Whether the disk is full: the same call succeeds once something was removed.
    public boolean isFull() {
        return kind == Kind.FULL;
    }

    /// Whether what lies on the disk is damaged: the same call fails again.
    public boolean isDamaged() {
        return kind == Kind.DAMAGED;
    }
}
