package io.sampan.cli.tasks;

import io.sampan.cli.ExitCode;
import io.sampan.cli.session.SessionOptions;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Fact;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `sampan transfers`
@Command(
        name = "transfers",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        description = {
            "List your transfers, with their numbers",
            "",
            "Those that run, wait, are paused or have failed; needs no server.",
            ""
        })
public final class TransfersCommand implements Callable<Integer> {

    @Option(names = "--all", description = "Also those that are done or cancelled.")
    private boolean all;

    @Option(names = "--forget", description = "Forget those that are done or cancelled.")
    private boolean forget;

    @Option(names = "--json", description = "Facts as JSON.")
    private boolean json;

    @Mixin private SessionOptions options = new SessionOptions();

    @Override
    public Integer call() {
        var voice = CommandOutput.ofProcess(json);
        try (var session = options.openAlone()) {
            if (forget) {
                var count = session.forgetOver();
                voice.fact(Fact.of("forgotten: " + count, "event", "forgotten", "count", count));
                return ExitCode.DONE;
            }
            var tasks = session.tasks(all);
            tasks.forEach(task -> voice.fact(TaskEvents.of(task)));
            if (tasks.isEmpty()) {
                voice.note(all ? "There are no transfers." : "No transfer is unfinished.");
            }
        }
        return ExitCode.DONE;
    }
}
