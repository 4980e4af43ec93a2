package io.sampan.client.queue;

import io.sampan.client.journal.Journal;
import io.sampan.client.journal.RunnerLock;
import io.sampan.client.journal.StoredTask;
import io.sampan.client.journal.StoredTask.What;
import io.sampan.client.journal.Want;
import io.sampan.client.task.Batch;
import io.sampan.client.task.TaskId;
import io.sampan.client.task.TaskRecord;
import io.sampan.client.task.Transfer;
import io.sampan.client.task.TransferResult;
import io.sampan.disk.Disk;
import io.sampan.disk.DiskException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The queue of a user's home, as this process sees it. One thread turns: if this process can have
/// the runner's lock, it works ([TransferScheduler]); otherwise it reads how the tasks stand that
/// somebody here has a handle on.
///
/// ```
///            work or errand wanted            lock taken
///   idle ──────────────────────▶ following ────────────────▶ running
///    ▲                               ▲                          │
///    ╰───────────────────────────────┴── errands done · closed ─╯
/// ```
///
/// Public methods may be called from any thread.
public final class TaskQueue implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TaskQueue.class);

    private final Journal journal;
    private final RunnerLock runnerLock;
    private final TransferScheduler works;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition signal = lock.newCondition();
    private final Condition turned = lock.newCondition();
    private final Map<TaskId, TaskHandle> handles = new HashMap<>();
    private @Nullable Thread turning;
    private boolean workWanted;
    private boolean errandWanted;
    private boolean signalled;
    private boolean closed;
    private long seenVersion = -1;

    /// The queue of one journal.
    public TaskQueue(
            QueueSettings settings,
            Journal journal,
            RunnerLock runnerLock,
            Network network,
            Disk disk,
            Events events) {
        this.journal = journal;
        this.runnerLock = runnerLock;
        this.works =
                new TransferScheduler(
                        settings, journal, network, disk, events, this::handle, this::wake);
    }

    // ---- what callers ask for ----------------------------------------------------------------

    /// Journals new tasks and sees that somebody works on them.
    public Batch add(List<? extends What> tasks) {
        if (tasks.isEmpty()) {
            return new TaskBatch(List.of());
        }
        var batch = enqueue(tasks);
        wantWork();
        return batch;
    }

    /// Journals new tasks. They wait until this process works on the queue ([#wantWork]) or another
    /// process of the home does.
    public Batch enqueue(List<? extends What> tasks) {
        var ids = journal.add(tasks);
        return follow(() -> ids.isEmpty() ? List.of() : between(ids));
    }

    private List<StoredTask> between(List<TaskId> ids) {
        return journal.between(ids.getFirst(), ids.getLast());
    }

    /// Makes tasks go on, and sees that somebody works on them.
    public Batch resume(Collection<TaskId> ids) {
        want(ids, Want.GO);
        var wanted = new HashSet<>(ids);
        return follow(() ->
                journal.all(false).stream().filter(task -> wanted.contains(task.id())).toList());
    }

    /// Journals what is wanted, and sees that it happens.
    public void want(Collection<TaskId> ids, Want want) {
        journal.want(ids, want);
        if (want == Want.GO) {
            works.forgive(ids);
            ids.forEach(id -> handle(id).ifPresent(TaskHandle::onAgain));
            wantWork();
        } else {
            wantErrand();
        }
    }

    /// Handles on tasks as the journal has them.
    ///
    /// @param read called in the same step in which the handles become known: nothing that a task
    ///   comes to is missed in between
    public Batch follow(Supplier<List<StoredTask>> read) {
        var transfers = new ArrayList<Transfer>();
        lock.lock();
        try {
            for (var task : read.get()) {
                var handle = handles.computeIfAbsent(task.id(), id -> hold(task));
                Views.result(task).ifPresent(handle::onEnded);
                transfers.add(handle);
            }
        } finally {
            lock.unlock();
        }
        start();
        return new TaskBatch(transfers);
    }

    private TaskHandle hold(StoredTask task) {
        var handle = new TaskHandle(task, this);
        // The queue may have been quicker than whoever added the task.
        works.job(task.id()).ifPresent(handle::onJob);
        return handle;
    }

    /// As the journal has them.
    public List<TaskRecord> records(boolean over) {
        var working = isSomebodyWorking();
        return journal.all(over).stream().map(task -> Views.record(task, working)).toList();
    }

    /// As a journal has them that can only be read: no process is at work on it.
    public static List<TaskRecord> records(Journal journal, boolean over) {
        return journal.all(over).stream().map(task -> Views.record(task, false)).toList();
    }

    private boolean isSomebodyWorking() {
        lock.lock();
        try {
            if (turning != null) {
                return true;
            }
            var free = runnerLock.tryTake();
            runnerLock.release();
            return !free;
        } catch (DiskException readOnly) {
            LOG.atDebug().setCause(readOnly).log("nobody can work in this home");
            return false;
        } finally {
            lock.unlock();
        }
    }

    // ---- the thread that turns ---------------------------------------------------------------

    /// Sees that somebody works on what waits in the queue.
    public void wantWork() {
        lock.lock();
        try {
            workWanted = true;
        } finally {
            lock.unlock();
        }
        start();
    }

    private void wantErrand() {
        lock.lock();
        try {
            errandWanted = true;
        } finally {
            lock.unlock();
        }
        start();
    }

    private void start() {
        lock.lock();
        try {
            if (turning == null && !closed) {
                turning = Thread.ofVirtual().name("queue").start(this::turn);
            }
        } finally {
            lock.unlock();
        }
        wake();
    }

    private void wake() {
        lock.lock();
        try {
            signalled = true;
            signal.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Optional<TaskHandle> handle(TaskId id) {
        lock.lock();
        try {
            return Optional.ofNullable(handles.get(id));
        } finally {
            lock.unlock();
        }
    }

    private void turn() {
        while (is(() -> !closed)) {
            try {
                if (isRunner()) {
                    works.turn(is(() -> workWanted));
                    endErrands();
                } else {
                    look();
                }
            } catch (DiskException e) {
                LOG.atError().setCause(e).log("the journal failed");
            }
            await();
        }
        end();
    }

    /// Whether this process is the runner, now if it can.
    private boolean isRunner() {
        if (runnerLock.isHeld()) {
            return true;
        }
        if (!is(() -> workWanted || errandWanted) || !runnerLock.tryTake()) {
            return false;
        }
        works.begin();
        // What the last runner did in the end: from now on nobody else does anything.
        seenVersion = -1;
        look();
        return true;
    }

    /// Lets others be the runner, if there were only errands to run and they are done.
    private void endErrands() {
        lock.lock();
        try {
            if (!workWanted && !signalled && works.isIdle()) {
                errandWanted = false;
                runnerLock.release();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean is(BooleanSupplier condition) {
        lock.lock();
        try {
            return condition.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }

    private void await() {
        lock.lock();
        try {
            turned.signalAll();
            var left = QueueSettings.LOOK.toNanos();
            while (!signalled && !closed && left > 0) {
                left = signal.awaitNanos(left);
            }
            signalled = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    /// Reads how tasks stand that another process works on.
    private void look() {
        var version = journal.version();
        if (version == seenVersion) {
            return;
        }
        seenVersion = version;
        var open = openHandles();
        if (open.isEmpty()) {
            return;
        }
        var first = open.stream().map(TaskHandle::id).min(TaskId::compareTo).orElseThrow();
        var last = open.stream().map(TaskHandle::id).max(TaskId::compareTo).orElseThrow();
        for (var task : journal.between(first, last)) {
            handle(task.id())
                    .ifPresent(handle -> handle.onSeen(Views.snapshot(task), Views.result(task)));
        }
    }

    private List<TaskHandle> openHandles() {
        lock.lock();
        try {
            return handles.values().stream().filter(handle -> handle.result().isEmpty()).toList();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the server knows of all cancellations, or for so long.
    void awaitFarewells(Duration atMost) {
        var deadline = System.nanoTime() + atMost.toNanos();
        try {
            while (!journal.farewells().isEmpty() && System.nanoTime() < deadline) {
                lock.lock();
                try {
                    var _ = turned.await(50, TimeUnit.MILLISECONDS);
                } finally {
                    lock.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        try {
            works.leave();
        } catch (DiskException e) {
            LOG.atError().setCause(e).log("the journal failed");
        } finally {
            runnerLock.release();
            openHandles().forEach(handle -> handle.onEnded(new TransferResult.Left()));
        }
    }

    /// Hands the queue over: blocks in flight have a moment, then another process may have the
    /// lock.
    @Override
    public void close() {
        Thread turner;
        lock.lock();
        try {
            closed = true;
            signal.signalAll();
            turner = turning;
        } finally {
            lock.unlock();
        }
        if (turner != null) {
            try {
                turner.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
