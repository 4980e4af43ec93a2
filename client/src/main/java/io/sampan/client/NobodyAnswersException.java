package io.sampan.client;

/// No relay and no server answered a request within the settings' patience. The message says what
/// was tried last, and is safe to show.
public final class NobodyAnswersException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// Says who was asked, and for how long.
    public NobodyAnswersException(String message) {
        super(message);
    }
}
