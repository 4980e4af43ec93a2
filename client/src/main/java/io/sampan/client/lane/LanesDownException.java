package io.sampan.client.lane;

/// No lane could be made for as long as the settings are patient; or the pool was closed. The
/// message says what was tried last, and is safe to show.
public final class LanesDownException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// Says how long no lane was up, and why.
    public LanesDownException(String message) {
        super(message);
    }
}
