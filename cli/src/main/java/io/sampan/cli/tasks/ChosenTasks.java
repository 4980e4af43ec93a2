package io.sampan.cli.tasks;

import io.sampan.cli.CommandException;
import io.sampan.client.Sampan;
import io.sampan.client.task.TaskId;
import io.sampan.client.task.TaskRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The tasks that a command is about: numbers, or `--all`.
final class ChosenTasks {

    @ArgGroup(multiplicity = "1")
    private Choice choice = new Choice();

    /// One of the two.
    static final class Choice {

        @Parameters(paramLabel = "ID", arity = "1..*", description = "As `transfers` shows it.")
        private @Nullable List<String> ids;

        @Option(names = "--all", required = true, description = "All to which it applies.")
        private boolean all;
    }

    /// The chosen ones, in the order of their numbers.
    ///
    /// @param applies which of all tasks `--all` means
    /// @throws CommandException if there is no task of a given number
    List<TaskRecord> in(Sampan session, Predicate<TaskRecord> applies) {
        var known = new LinkedHashMap<TaskId, TaskRecord>();
        session.tasks(true).forEach(task -> known.put(task.id(), task));
        var ids = choice.ids;
        if (choice.all || ids == null) {
            return known.values().stream().filter(applies).toList();
        }
        return ids.stream().map(TaskId::parse).map(id -> required(known, id)).toList();
    }

    private static TaskRecord required(Map<TaskId, TaskRecord> known, TaskId id) {
        var task = known.get(id);
        if (task == null) {
            throw CommandException.failed(
                    "there is no transfer " + id, "`sampan transfers --all` shows all of them.");
        }
        return task;
    }
}
