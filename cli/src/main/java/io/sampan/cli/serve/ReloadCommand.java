package io.sampan.cli.serve;

import io.sampan.cli.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `sampan reload`
@Command(
        name = "reload",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        description = {
            "Let a running server read its configuration file again",
            "",
            "What each person may send and fetch in a second changes at once; says whether",
            "something else has changed, which takes a restart. Certificates for browsers are",
            "read again by themselves.",
            ""
        })
public final class ReloadCommand implements Callable<Integer> {

    @Mixin private OperatorOptions options = new OperatorOptions();

    @Override
    public Integer call() {
        options.output().fact(ControlClient.require(options.home(), "reload"));
        return ExitCode.DONE;
    }
}
