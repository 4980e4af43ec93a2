package io.sampan.cli.terminal;

import java.io.IOException;

/// Standard output cannot be written. It ends the command before anything is acknowledged that
/// nobody could read.
public final class OutputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// The text of EPIPE; the launcher sees to it that the system speaks English.
    private static final String BROKEN_PIPE = "Broken pipe";

    OutputException(IOException cause) {
        super("standard output cannot be written: " + cause.getMessage(), cause);
    }

    /// Whether the reader at the other end of a pipe has gone, as in `sampan get film -o - | head`:
    /// other programs end without a word then (SIGPIPE), and so do commands.
    public boolean isBrokenPipe() {
        return getCause() instanceof IOException cause
                && String.valueOf(cause.getMessage()).contains(BROKEN_PIPE);
    }
}
