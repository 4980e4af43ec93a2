package io.sampan.wire.frame;

/// What came over a lane breaks a rule of the protocol. The message says which, repeats nothing
/// that the peer sent, and may be sent back. The lane is of no use afterwards.
public final class MalformedFrameException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// Says what is wrong with the frame.
    public MalformedFrameException(String message) {
        super(message);
    }

    /// Says what is wrong with the frame, and because of what.
    public MalformedFrameException(String message, Throwable cause) {
        super(message, cause);
    }
}
