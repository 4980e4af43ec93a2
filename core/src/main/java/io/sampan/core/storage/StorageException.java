package io.sampan.core.storage;

/// The disk or the database failed. What was promised before still holds; the call that threw
/// promised nothing. The message names the file or table, for the log, not for a peer.
public final class StorageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
