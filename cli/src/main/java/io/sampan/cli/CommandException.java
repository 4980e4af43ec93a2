package io.sampan.cli;

import io.sampan.model.Refusal;

/// A command cannot go on. Carries what a person is told, in the order in which a person asks: what
/// happened, and then (in `advice`) what is safe and what to do.
public final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final String advice;

    private CommandException(int exitCode, String message, String advice) {
        super(message);
        this.exitCode = exitCode;
        this.advice = advice;
    }

    /// Something on this machine is not as it should be.
    public static CommandException failed(String message, String advice) {
        return new CommandException(ExitCode.FAILED, message, advice);
    }

    /// What was asked for makes no sense.
    public static CommandException wrongUsage(String message, String advice) {
        return new CommandException(ExitCode.WRONG_USAGE, message, advice);
    }

    /// The server refused; `what` was asked for.
    public static CommandException refused(String what, Refusal refusal) {
        return new CommandException(
                ExitCode.REFUSED, what + ": " + refusal.reason(), Advice.on(refusal));
    }

    /// The same with more that can be done.
    ///
    /// @param hint a sentence; may be empty
    public static CommandException refused(String what, Refusal refusal, String hint) {
        var advice = Advice.on(refusal);
        return new CommandException(
                ExitCode.REFUSED,
                what + ": " + refusal.reason(),
                hint.isEmpty() || advice.isEmpty() ? hint + advice : hint + " " + advice);
    }

    /// The server said no, in words.
    public static CommandException refused(String message, String advice) {
        return new CommandException(ExitCode.REFUSED, message, advice);
    }

    /// Nobody answered.
    public static CommandException unanswered(String message, String advice) {
        return new CommandException(ExitCode.NOBODY_ANSWERED, message, advice);
    }

    /// One of [ExitCode].
    public int exitCode() {
        return exitCode;
    }

    /// What is safe, and what to do; may be empty.
    public String advice() {
        return advice;
    }
}
