package io.sampan.cli.tasks;

import io.sampan.cli.session.SessionOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `sampan resume`
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        description = {
            "Go on with every transfer that is not done",
            "",
            "After a crash, a Ctrl-C, a pause or a failure: each goes on where it was. What",
            "has arrived is not sent again. A file that has changed since starts over.",
            ""
        })
public final class ResumeCommand implements Callable<Integer> {

    @Mixin private CarryOptions carry = new CarryOptions();

    @Mixin private SessionOptions options = new SessionOptions();

    @Override
    public Integer call() {
        return carry.run(options, session -> session.resume().transfers());
    }
}
