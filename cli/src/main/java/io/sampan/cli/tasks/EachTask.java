package io.sampan.cli.tasks;

import io.sampan.cli.ExitCode;
import io.sampan.cli.session.SessionOptions;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.client.task.TaskRecord;
import io.sampan.client.task.Transfer;
import java.util.HashSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// A command that does one thing to each chosen task, and then tells how they stand.
abstract class EachTask implements Callable<Integer> {

    @Mixin private ChosenTasks chosen = new ChosenTasks();

    @Option(names = "--json", description = "Facts as JSON.")
    private boolean json;

    @Mixin private SessionOptions options = new SessionOptions();

    /// Whether `--all` means this one.
    abstract boolean appliesTo(TaskRecord task);

    /// Returns when it is done.
    abstract void act(Transfer transfer);

    @Override
    public Integer call() {
        var voice = CommandOutput.ofProcess(json);
        try (var session = options.openAlone()) {
            var touched = new HashSet<>();
            for (var task : chosen.in(session, this::appliesTo)) {
                session.transfer(task.id()).ifPresent(this::act);
                touched.add(task.id());
            }
            session.tasks(true).stream()
                    .filter(task -> touched.contains(task.id()))
                    .forEach(task -> voice.fact(TaskEvents.of(task)));
            if (touched.isEmpty()) {
                voice.note("There is no such transfer.");
            }
        }
        return ExitCode.DONE;
    }
}
