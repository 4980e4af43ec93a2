package io.sampan.client.queue;

import io.sampan.client.journal.StoredTask;
import io.sampan.client.journal.Want;
import io.sampan.client.task.TaskId;
import io.sampan.client.task.TaskState;
import io.sampan.client.task.Transfer;
import io.sampan.client.task.TransferResult;
import io.sampan.client.task.TransferSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What a caller holds of a task. If this process works on the task, figures come from the job, at
/// once; otherwise from the journal, a little later. Any thread.
final class TaskHandle implements Transfer {

    private final TaskId id;
    private final TaskQueue queue;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private TransferSnapshot last;
    private @Nullable Job job;
    private @Nullable TransferResult result;

    TaskHandle(StoredTask task, TaskQueue queue) {
        this.id = task.id();
        this.queue = queue;
        this.last = Views.snapshot(task);
    }

    @Override
    public TaskId id() {
        return id;
    }

    @Override
    public TransferSnapshot snapshot() {
        lock.lock();
        try {
            return job == null ? last : job.snapshot();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<TransferResult> result() {
        lock.lock();
        try {
            return Optional.ofNullable(result);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public TransferResult await() {
        while (true) {
            var came = await(Duration.ofDays(1));
            if (came.isPresent()) {
                return came.get();
            }
        }
    }

    /// Returns [TransferResult.Left] if the calling thread is interrupted.
    @Override
    public Optional<TransferResult> await(Duration atMost) {
        lock.lock();
        try {
            var left = atMost.toNanos();
            while (result == null && left > 0) {
                left = changed.awaitNanos(left);
            }
            return Optional.ofNullable(result);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(new TransferResult.Left());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void pause() {
        queue.want(List.of(id), Want.PAUSE);
        var _ = await(QueueSettings.ERRAND.multipliedBy(3));
    }

    @Override
    public void resume() {
        queue.want(List.of(id), Want.GO);
    }

    @Override
    public void cancel() {
        queue.want(List.of(id), Want.CANCEL);
        awaitOver(QueueSettings.ERRAND.multipliedBy(3));
        queue.awaitFarewells(QueueSettings.ERRAND);
    }

    /// A task that is paused or has failed has a result already, but not the one that is waited
    /// for.
    private void awaitOver(Duration atMost) {
        lock.lock();
        try {
            var left = atMost.toNanos();
            while (!isOver() && left > 0) {
                result = null;
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private boolean isOver() {
        return result instanceof TransferResult.Done
                || result instanceof TransferResult.Cancelled
                || result instanceof TransferResult.Left;
    }

    // ---- told by the queue -------------------------------------------------------------------

    /// This process works on it now.
    void onJob(Job newJob) {
        lock.lock();
        try {
            job = newJob;
            newJob.result().ifPresent(this::onEnded);
        } finally {
            lock.unlock();
        }
    }

    /// It goes on after it had ended, or was paused.
    void onAgain() {
        lock.lock();
        try {
            if (result != null && !last.state().isOver()) {
                result = null;
                last = Views.withState(last, TaskState.WAITING);
            }
        } finally {
            lock.unlock();
        }
    }

    /// As the journal has it.
    void onSeen(TransferSnapshot snapshot, Optional<TransferResult> end) {
        lock.lock();
        try {
            if (job == null && result == null) {
                last = snapshot;
                end.ifPresent(this::onEnded);
            }
        } finally {
            lock.unlock();
        }
    }

    /// It has a result; the first one counts.
    void onEnded(TransferResult end) {
        lock.lock();
        try {
            if (job != null) {
                last = Views.ended(job.snapshot(), end);
                job = null;
            }
            if (result == null) {
                result = end;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
