package io.sampan.client.lane;

/// The lane ended before the answer came: nobody knows whether the request was done. It is
/// idempotent, so it is made again on another lane. The message says how the lane ended.
public final class LaneLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean nonsense;

    /// Says which relay was lost, and how.
    public LaneLostException(String message) {
        this(message, false);
    }

    LaneLostException(String message, boolean nonsense) {
        super(message);
        this.nonsense = nonsense;
    }

    /// Whether the lane was ended from here, as what came over it breaks the protocol.
    boolean isNonsense() {
        return nonsense;
    }
}
