package io.sampan.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `sampan version`: the same as `sampan --version`.
@Command(
        name = "version",
        mixinStandardHelpOptions = true,
        description = {"Tell the version", ""})
final class VersionCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var line = spec.parent().commandLine();
        line.printVersionHelp(line.getOut());
        return ExitCode.DONE;
    }
}
