package io.sampan.wire.http;

/// A request that cannot be answered in any other way than with an error and the end of the
/// connection, because it is not known where the next request begins.
public final class HttpException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    /// @param status of the answer, 4xx or 5xx
    /// @param message safe to show to the peer
    public HttpException(int status, String message) {
        super(message);
        this.status = status;
    }

    /// The status to answer with.
    public int status() {
        return status;
    }
}
