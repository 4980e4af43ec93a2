package io.sampan.relay;

/// The relay cannot start: the address is taken, or may not be listened on.
public final class RelayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// Says what failed, and because of what.
    public RelayException(String message, Throwable cause) {
        super(message, cause);
    }
}
