package io.sampan.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `sampan help`, `sampan help COMMAND`: the same as `--help`.
@Command(
        name = "help",
        mixinStandardHelpOptions = true,
        description = {"Tell about a command", ""})
final class HelpCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "One of them; or none.")
    private @Nullable String command;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var line = spec.parent().commandLine();
        var about = command == null ? line : line.getSubcommands().get(command);
        if (about == null) {
            throw new ParameterException(line, "there is no command '" + command + "'");
        }
        about.usage(line.getOut());
        return ExitCode.DONE;
    }
}
