package io.sampan.cli.tasks;

import io.sampan.cli.session.SessionOptions;
import io.sampan.client.task.TaskRecord;
import io.sampan.client.task.TaskState;
import io.sampan.client.task.Transfer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `sampan continue`
@Command(
        name = "continue",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        description = {
            "Continue transfers that are paused or have failed",
            "",
            "Goes on where they were, and waits until they are done. If another process",
            "of this home is at work, it carries them, and this one looks on.",
            ""
        })
public final class ContinueCommand implements Callable<Integer> {

    @Mixin private ChosenTasks chosen = new ChosenTasks();

    @Mixin private CarryOptions carry = new CarryOptions();

    @Mixin private SessionOptions options = new SessionOptions();

    @Override
    public Integer call() {
        return carry.run(
                options,
                session -> {
                    var tasks = chosen.in(session, ContinueCommand::isStopped);
                    var transfers =
                            tasks.stream()
                                    .flatMap(task -> session.transfer(task.id()).stream())
                                    .toList();
                    transfers.forEach(Transfer::resume);
                    return transfers;
                });
    }

    private static boolean isStopped(TaskRecord task) {
        return task.state() == TaskState.PAUSED || task.state() == TaskState.FAILED;
    }
}
