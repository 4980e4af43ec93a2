package io.sampan.client.queue;

import io.sampan.client.journal.StoredTask;
import io.sampan.client.journal.StoredTask.Get;
import io.sampan.client.journal.StoredTask.Put;
import io.sampan.client.task.TaskKind;
import io.sampan.client.task.TaskRecord;
import io.sampan.client.task.TaskState;
import io.sampan.client.task.TransferResult;
import io.sampan.client.task.TransferSnapshot;
import io.sampan.model.Refusal;
import java.nio.file.Path;
import java.util.Optional;

/// What callers are shown of tasks.
final class Views {

    private Views() {}

    static TransferSnapshot snapshot(StoredTask task) {
        var figures = task.progress();
        return new TransferSnapshot(
                task.state(),
                figures.done(),
                figures.total(),
                task.state() == TaskState.RUNNING ? figures.rate() : 0,
                figures.carried(),
                figures.again(),
                figures.lanes(),
                task.state() == TaskState.DONE ? 1 : 0,
                1,
                task.reason());
    }

    /// @param working whether a process works on the queue
    static TaskRecord record(StoredTask task, boolean working) {
        var snapshot = snapshot(task);
        var orphaned = task.state() == TaskState.RUNNING && !working;
        return new TaskRecord(
                task.id(),
                task.what() instanceof Put ? TaskKind.PUT : TaskKind.GET,
                task.what() instanceof Put put ? Optional.of(put.upload()) : Optional.empty(),
                switch (task.what()) {
                    case Put put -> put.source().toString();
                    case Get get -> get.ref();
                },
                switch (task.what()) {
                    case Put put -> put.name().value();
                    case Get get -> get.chosen().orElse(get.target()).toString();
                },
                orphaned ? withState(snapshot, TaskState.WAITING) : snapshot,
                working && task.state().isActive(),
                task.created(),
                task.updated());
    }

    static TransferSnapshot withState(TransferSnapshot from, TaskState state) {
        return new TransferSnapshot(
                state,
                from.bytesDone(),
                from.bytesTotal(),
                state == TaskState.RUNNING ? from.bytesPerSecond() : 0,
                from.bytesSent(),
                from.bytesResent(),
                from.lanes(),
                state == TaskState.DONE ? 1 : 0,
                from.filesTotal(),
                from.reason());
    }

    static TransferSnapshot ended(TransferSnapshot from, TransferResult end) {
        var ended = withState(from, stateOf(end));
        return new TransferSnapshot(
                ended.state(),
                ended.bytesDone(),
                ended.bytesTotal(),
                0,
                ended.bytesSent(),
                ended.bytesResent(),
                ended.lanes(),
                ended.filesDone(),
                ended.filesTotal(),
                reasonOf(end));
    }

    static TaskState stateOf(TransferResult end) {
        return switch (end) {
            case TransferResult.Done done -> TaskState.DONE;
            case TransferResult.Refused refused -> TaskState.FAILED;
            case TransferResult.Failed failed -> TaskState.FAILED;
            case TransferResult.Unanswered unanswered -> TaskState.WAITING;
            case TransferResult.Paused paused -> TaskState.PAUSED;
            case TransferResult.Cancelled cancelled -> TaskState.CANCELLED;
            case TransferResult.Left left -> TaskState.WAITING;
        };
    }

    static String reasonOf(TransferResult end) {
        return switch (end) {
            case TransferResult.Refused(var refusal) -> refusal.reason();
            case TransferResult.Failed(var reason) -> reason;
            case TransferResult.Unanswered(var reason) -> reason;
            case TransferResult.Done done -> "";
            case TransferResult.Paused paused -> "";
            case TransferResult.Cancelled cancelled -> "";
            case TransferResult.Left left -> "";
        };
    }

    /// What a task came to, as far as the journal says; empty while it goes on.
    static Optional<TransferResult> result(StoredTask task) {
        return switch (task.state()) {
            case WAITING, RUNNING -> Optional.empty();
            case PAUSED -> Optional.of(new TransferResult.Paused());
            case CANCELLED -> Optional.of(new TransferResult.Cancelled());
            case FAILED -> Optional.of(failed(task));
            case DONE ->
                    Optional.of(
                            task.media()
                                    .<TransferResult>map(
                                            media -> new TransferResult.Done(media, chosen(task)))
                                    .orElseGet(() ->
                                            new TransferResult.Failed(
                                                    "the journal has lost the media")));
        };
    }

    private static TransferResult failed(StoredTask task) {
        return task.refusal()
                .<TransferResult>map(code -> {
                    var detail = code.meaning() + ": ";
                    return new TransferResult.Refused(
                            Refusal.of(
                                    code,
                                    task.reason().startsWith(detail)
                                            ? task.reason().substring(detail.length())
                                            : ""));
                })
                .orElseGet(() -> new TransferResult.Failed(task.reason()));
    }

    private static Optional<Path> chosen(StoredTask task) {
        return task.what() instanceof Get get ? get.chosen() : Optional.empty();
    }
}
