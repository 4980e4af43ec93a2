package io.sampan.client;

/// No relay and no server answered a request within the settings' patience. The message says what
/// was tried last, and is safe to show.
public final class NobodyAnswersException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NobodyAnswersException(String message) {
        super(message);
    }
}
