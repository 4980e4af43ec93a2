package io.sampan.wire.link;

/// The line is of no use any more. Which of the reasons it was is the subtype; each is a fact of
/// life on networks that drop, not a fault of the program.
public abstract sealed class LinkException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LinkException(String message) {
        super(message);
    }

    LinkException(String message, Throwable cause) {
        super(message, cause);
    }

    /// Nothing listens there, or it did not answer in time.
    public static final class Unreachable extends LinkException {
        private static final long serialVersionUID = 1L;

        /// Says who could not be reached, and why.
        public Unreachable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// The peer, or something in between, ended the connection.
    public static final class Closed extends LinkException {
        private static final long serialVersionUID = 1L;

        /// Says how it ended.
        public Closed(String message) {
            super(message);
        }

        /// Says how it ended, and because of what.
        public Closed(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// Nothing came, or nothing could be sent, for as long as the caller was ready to wait.
    public static final class Silent extends LinkException {
        private static final long serialVersionUID = 1L;

        /// Says who was silent, and for how long.
        public Silent(String message) {
            super(message);
        }
    }
}
