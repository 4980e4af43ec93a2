package io.sampan.cli;

import static java.util.Objects.requireNonNull;

import io.sampan.cli.terminal.OutputException;
import io.sampan.client.NobodyAnswersException;
import io.sampan.disk.DamagedFileException;
import io.sampan.disk.DiskException;
import io.sampan.model.InvalidValueException;
import io.sampan.model.Reason;
import io.sampan.relay.RelayException;
import io.sampan.wire.link.LinkException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/// Turns what a command threw into words and an [ExitCode]. What nobody expected says so, and shows
/// where it happened if the environment has `SAMPAN_DEBUG`.
final class ExceptionMapper implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception fault, CommandLine command, ParseResult parsed) {
        var err = command.getErr();
        var code =
                switch (fault) {
                    case CommandException e -> {
                        err.println("sampan: " + e.getMessage());
                        if (!e.advice().isEmpty()) {
                            err.println(e.advice());
                        }
                        yield e.exitCode();
                    }
                    case NobodyAnswersException e -> {
                        err.println("sampan: nobody answers: " + e.getMessage());
                        err.println(
                                "Nothing is lost. Is the server up, and are the addresses (--via)"
                                        + " right? `sampan resume` goes on with transfers, the same"
                                        + " command with anything else.");
                        yield ExitCode.NOBODY_ANSWERED;
                    }
                    case OutputException e -> outputFailed(e, err);
                    case InvalidValueException e -> {
                        err.println("sampan: " + e.getMessage());
                        yield ExitCode.WRONG_USAGE;
                    }
                    case UncheckedIOException e -> failed(command, describe(e));
                    case DamagedFileException e -> {
                        err.println("sampan: " + e.getMessage());
                        err.println(Advice.afterDamage(e));
                        yield ExitCode.FAILED;
                    }
                    case DiskException e -> failed(command, String.valueOf(e.getMessage()));
                    case RelayException e -> failed(command, withCause(e));
                    case LinkException e -> failed(command, String.valueOf(e.getMessage()));
                    default -> unexpected(fault, command);
                };
        if (System.getenv("SAMPAN_DEBUG") != null) {
            fault.printStackTrace(err);
        }
        err.flush();
        return code;
    }

    /// Facts could not be written. Of a broken pipe nobody is told: its reader wanted no more.
    static int outputFailed(OutputException fault, PrintWriter err) {
        if (!fault.isBrokenPipe()) {
            err.println("sampan: " + fault.getMessage());
            err.println(
                    "What was done is done. A message that could not be shown was not acknowledged;"
                            + " it comes again.");
            err.flush();
        }
        return ExitCode.FAILED;
    }

    private static int failed(CommandLine command, String message) {
        command.getErr().println("sampan: " + message);
        return ExitCode.FAILED;
    }

    /// A thread of ours ended by a fault: a person is told in one line, and shown where it was if
    /// the environment has `SAMPAN_DEBUG`.
    static void uncaught(Thread thread, Throwable fault) {
        System.err.println(
                "sampan: a fault of Sampan itself, in " + thread.getName() + ": " + fault);
        if (System.getenv("SAMPAN_DEBUG") != null) {
            fault.printStackTrace(System.err);
        }
    }

    private static int unexpected(Exception fault, CommandLine command) {
        command.getErr().println("sampan: a fault of Sampan itself: " + fault);
        command.getErr()
                .println("What was acknowledged is safe. SAMPAN_DEBUG=1 shows where it was.");
        return ExitCode.FAILED;
    }

    private static String withCause(RuntimeException fault) {
        var cause = fault.getCause();
        return cause == null ? Reason.of(fault) : Reason.after(fault.getMessage() + "", cause);
    }

    /// Where the exception has no words of its own, it tells of a file.
    private static String describe(UncheckedIOException fault) {
        var said = String.valueOf(fault.getMessage());
        return switch (requireNonNull(fault.getCause())) {
            case FileSystemException e when said.startsWith(e.getClass().getName()) ->
                    e.getFile() + ": " + Reason.of(e);
            case IOException e when said.startsWith(e.getClass().getName()) -> Reason.of(e);
            case IOException e -> Reason.after(said, e);
        };
    }
}
