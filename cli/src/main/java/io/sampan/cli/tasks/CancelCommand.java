package io.sampan.cli.tasks;

import io.sampan.client.task.TaskRecord;
import io.sampan.client.task.Transfer;
import picocli.CommandLine.Command;

/// `sampan cancel`
@Command(
        name = "cancel",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        description = {
            "Cancel transfers; what has arrived is removed",
            "",
            "Also those that another process carries. There is no way back.",
            ""
        })
public final class CancelCommand extends EachTask {

    @Override
    boolean appliesTo(TaskRecord task) {
        return !task.state().isOver();
    }

    @Override
    void act(Transfer transfer) {
        transfer.cancel();
    }
}
