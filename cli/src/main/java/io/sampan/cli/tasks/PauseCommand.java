package io.sampan.cli.tasks;

import io.sampan.client.task.TaskRecord;
import io.sampan.client.task.Transfer;
import picocli.CommandLine.Command;

/// `sampan pause`
@Command(
        name = "pause",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        description = {
            "Pause transfers; what has arrived is kept",
            "",
            "Also those that another process carries. Frees their slots on the server.",
            ""
        })
public final class PauseCommand extends EachTask {

    @Override
    boolean appliesTo(TaskRecord task) {
        return task.state().isActive();
    }

    @Override
    void act(Transfer transfer) {
        transfer.pause();
    }
}
