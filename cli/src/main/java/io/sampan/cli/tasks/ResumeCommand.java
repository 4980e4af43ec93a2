package io.sampan.cli.tasks;

import io.sampan.cli.ExitCode;
import io.sampan.cli.people.WaitingDrafts;
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
            "Messages that waited for their files, or for an answer, are sent.",
            ""
        })
public final class ResumeCommand implements Callable<Integer> {

    @Mixin private CarryOptions carry = new CarryOptions();

    @Mixin private SessionOptions options = new SessionOptions();

    @Override
    public Integer call() {
        var carried = carry.run(options, session -> session.resume().transfers());
        try (var session = options.open()) {
            var posted = new WaitingDrafts(session, carry.voice()).postAll();
            return carried == ExitCode.DONE ? posted : carried;
        }
    }
}
