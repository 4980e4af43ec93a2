package io.sampan.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `sampan completion`
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = {
            "Print a script that completes commands",
            "",
            "For bash and zsh: source <(sampan completion)",
            ""
        })
final class CompletionCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var line = spec.parent().commandLine();
        line.getOut().print(AutoComplete.bash("sampan", line));
        line.getOut().flush();
        return ExitCode.DONE;
    }
}
