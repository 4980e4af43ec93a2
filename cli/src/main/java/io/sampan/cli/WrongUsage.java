package io.sampan.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Tells what was not understood, in one line, and where to read more.
final class WrongUsage implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException fault, String[] args) {
        var command = fault.getCommandLine();
        var err = command.getErr();
        err.println("sampan: " + fault.getMessage());
        if (fault instanceof UnmatchedArgumentException unmatched) {
            var near = suggestions(unmatched);
            if (!near.isEmpty()) {
                err.println("Did you mean " + String.join(" or ", near) + "?");
            }
        }
        err.println(
                "`"
                        + command.getCommandSpec().qualifiedName()
                        + " --help` shows what is possible.");
        err.flush();
        return ExitCode.WRONG_USAGE;
    }

    private static List<String> suggestions(UnmatchedArgumentException unmatched) {
        try {
            return unmatched.getSuggestions();
        } catch (CommandLine.PicocliException none) {
            return List.of();
        }
    }
}
