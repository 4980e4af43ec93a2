package io.sampan.cli.tasks;

import io.sampan.cli.terminal.Amounts;
import io.sampan.cli.terminal.Fact;
import io.sampan.cli.terminal.TerminalText;
import io.sampan.client.task.TaskKind;
import io.sampan.client.task.TaskRecord;
import java.util.Locale;

/// A task, as it is told.
final class TaskEvents {

    private TaskEvents() {}

    static Fact of(TaskRecord task) {
        var progress = task.progress();
        return Fact.of(
                line(task),
                "id",
                task.id().value(),
                "kind",
                lower(task.kind()),
                "state",
                lower(task.state()),
                "source",
                task.source(),
                "target",
                task.target(),
                "done",
                progress.bytesDone(),
                "size",
                progress.bytesTotal(),
                "resent",
                progress.bytesResent(),
                "working",
                task.working(),
                "reason",
                progress.reason(),
                "created",
                task.created().toString(),
                "updated",
                task.updated().toString());
    }

    /// What a person calls it: the name on the server.
    static String label(TaskRecord task) {
        return task.kind() == TaskKind.PUT ? task.target() : task.source();
    }

    private static String line(TaskRecord task) {
        var progress = task.progress();
        var reason =
                progress.reason().isEmpty()
                        ? ""
                        : "  (" + TerminalText.text(progress.reason()) + ")";
        return String.format(
                        Locale.ROOT,
                        "%4s  %s  %-9s  %3d%%  %9s  ",
                        task.id(),
                        lower(task.kind()),
                        lower(task.state()),
                        (int) (100 * progress.fraction()),
                        Amounts.bytes(progress.bytesTotal()))
                + TerminalText.text(label(task))
                + reason;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
