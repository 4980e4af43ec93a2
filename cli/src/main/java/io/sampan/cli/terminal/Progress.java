package io.sampan.cli.terminal;

import io.sampan.client.task.TaskId;
import io.sampan.client.task.TransferEvent;
import io.sampan.client.task.TransferSnapshot;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// How transfers are shown while they run. Listens to a session's events (on the session's own
/// thread), and is told by the command which of them matter.
public sealed interface Progress extends Consumer<TransferEvent>, AutoCloseable
        permits Bars, LineProgress, Silence {

    /// What suits the process: bars on a terminal, lines elsewhere, nothing for `--quiet`.
    static Progress of(Screen screen, boolean quiet) {
        if (quiet) {
            return new Silence(System.err);
        }
        return screen.messages()
                ? new Bars(System.err, TerminalWidth.following(screen.columns()), screen.colours())
                : new LineProgress(System.err);
    }

    /// Prints a line that stays.
    void say(String line);

    /// From now on these tasks are shown, and no others.
    ///
    /// @param labels what the person calls each
    /// @param all how far they are together; may be asked often
    void show(List<Shown> labels, Supplier<TransferSnapshot> all);

    /// Nothing is shown until the next [#show].
    void rest();

    /// Draws no more; what is on the screen below the last line is taken away.
    @Override
    void close();

    /// A task and its name.
    record Shown(TaskId task, String label) {}
}
