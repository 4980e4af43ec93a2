package io.sampan.cli.tasks;

import io.sampan.cli.ExitCode;
import io.sampan.cli.files.Results;
import io.sampan.cli.session.SessionOptions;
import io.sampan.cli.session.TransferWait;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Progress;
import io.sampan.cli.terminal.Screen;
import io.sampan.client.Sampan;
import io.sampan.client.task.TaskId;
import io.sampan.client.task.Transfer;
import io.sampan.client.task.TransferResult;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/// The options of commands that carry tasks which are in the journal already, and how they do it.
final class CarryOptions {

    @Option(
            names = {"-q", "--quiet"},
            description = "Show no progress.")
    private boolean quiet;

    @Option(names = "--json", description = "Facts as JSON.")
    private boolean json;

    /// As the options say.
    CommandOutput voice() {
        return CommandOutput.ofProcess(json);
    }

    /// Waits for the chosen transfers, and tells what they came to.
    ///
    /// @return one of [ExitCode]
    int run(SessionOptions options, Function<Sampan, List<Transfer>> choose) {
        var voice = CommandOutput.ofProcess(json);
        var results = new Results(voice);
        try (var progress = Progress.of(Screen.ofProcess(), quiet || json);
                var session = options.open(progress)) {
            var transfers = choose.apply(session);
            if (transfers.isEmpty()) {
                voice.note("Nothing is left to do.");
                return ExitCode.DONE;
            }
            var names = names(session);
            var labels = transfers.stream().map(one -> names.getOrDefault(one.id(), "?")).toList();
            var carriage = new TransferWait(session, progress, voice, InstantSource.system());
            var outcome = carriage.carry(transfers, labels);
            for (var i = 0; i < outcome.size(); i++) {
                results.tell(labels.get(i), outcome.get(i));
            }
            var failed = failed(transfers, outcome);
            if (!failed.isEmpty()) {
                voice.say(
                        "`sampan resume` tries that again; `sampan cancel "
                                + failed
                                + "` gives it up.");
            }
            carriage.conclude();
        }
        return results.exitCode();
    }

    /// The ids of what stays in the journal as failed, as `sampan cancel` takes them.
    private static String failed(List<Transfer> transfers, List<TransferResult> outcome) {
        return IntStream.range(0, outcome.size())
                .filter(i ->
                        outcome.get(i) instanceof TransferResult.Refused
                                || outcome.get(i) instanceof TransferResult.Failed)
                .mapToObj(i -> transfers.get(i).id().toString())
                .collect(Collectors.joining(" "));
    }

    private static Map<TaskId, String> names(Sampan session) {
        var names = new HashMap<TaskId, String>();
        session.tasks(true).forEach(task -> names.put(task.id(), TaskEvents.label(task)));
        return names;
    }
}
