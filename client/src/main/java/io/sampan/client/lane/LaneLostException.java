package io.sampan.client.lane;

/// The lane ended before the answer came: nobody knows whether the request was done. It is
/// idempotent, so it is made again on another lane. The message says how the lane ended.
public final class LaneLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LaneLostException(String message) {
        super(message);
    }
}
