package io.sampan.cli.serve;

import io.sampan.cli.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `sampan status`
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        description = {
            "Show what a running server on this machine does",
            "",
            "Its version, who is online, uploads, space, and what waits. Exit code 4 where none",
            "runs in that home.",
            ""
        })
public final class StatusCommand implements Callable<Integer> {

    @Mixin private OperatorOptions options = new OperatorOptions();

    @Override
    public Integer call() {
        options.output().fact(ControlClient.require(options.home(), "status"));
        return ExitCode.DONE;
    }
}
