package io.sampan.cli;

/// What a command's process ends with; scripts rely on these numbers.
public final class ExitCode {

    /// It was done.
    public static final int DONE = 0;

    /// Something on this machine failed, or what was asked for cannot be done.
    public static final int FAILED = 1;

    /// The command was not understood.
    public static final int WRONG_USAGE = 2;

    /// The server understood, and will not.
    public static final int REFUSED = 3;

    /// No relay and no server answered.
    public static final int NOBODY_ANSWERED = 4;

    /// The person pressed Ctrl-C: 128 and the number of the signal, as shells have it.
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
