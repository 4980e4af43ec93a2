package io.sampan.client.queue;

import io.sampan.client.task.Batch;
import io.sampan.client.task.TaskState;
import io.sampan.client.task.Transfer;
import io.sampan.client.task.TransferResult;
import io.sampan.client.task.TransferSnapshot;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

/// Handles that are looked at together.
record TaskBatch(List<Transfer> transfers) implements Batch {

    private static final List<TaskState> MOST_TELLING =
            List.of(
                    TaskState.RUNNING,
                    TaskState.WAITING,
                    TaskState.PAUSED,
                    TaskState.FAILED,
                    TaskState.CANCELLED,
                    TaskState.DONE);

    TaskBatch {
        transfers = List.copyOf(transfers);
    }

    @Override
    public TransferSnapshot snapshot() {
        long done = 0;
        long total = 0;
        long rate = 0;
        long sent = 0;
        long again = 0;
        var lanes = 0;
        var files = 0;
        var reason = "";
        var states = EnumSet.noneOf(TaskState.class);
        for (var transfer : transfers) {
            var one = transfer.snapshot();
            done += one.bytesDone();
            total += one.bytesTotal();
            rate += one.bytesPerSecond();
            sent += one.bytesSent();
            again += one.bytesResent();
            lanes = Math.max(lanes, one.lanes());
            files += one.filesDone();
            states.add(one.state());
            if (reason.isEmpty()) {
                reason = one.reason();
            }
        }
        var state =
                MOST_TELLING.stream().filter(states::contains).findFirst().orElse(TaskState.DONE);
        return new TransferSnapshot(
                state, done, total, rate, sent, again, lanes, files, transfers.size(), reason);
    }

    @Override
    public List<TransferResult> await() {
        return transfers.stream().map(Transfer::await).toList();
    }

    @Override
    public boolean await(Duration atMost) {
        var deadline = System.nanoTime() + atMost.toNanos();
        for (var transfer : transfers) {
            var left = Math.max(0, deadline - System.nanoTime());
            if (transfer.await(Duration.ofNanos(left)).isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
