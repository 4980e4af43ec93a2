package io.sampan.client.queue;

import io.sampan.client.journal.Journal;
import io.sampan.client.journal.StoredTask;
import io.sampan.client.journal.StoredTask.Figures;
import io.sampan.client.journal.StoredTask.Get;
import io.sampan.client.journal.StoredTask.Put;
import io.sampan.client.journal.Want;
import io.sampan.client.task.TaskId;
import io.sampan.client.task.TransferEvent;
import io.sampan.client.task.TransferResult;
import io.sampan.client.work.Cancellation.Order;
import io.sampan.disk.Disk;
import io.sampan.model.Media;
import io.sampan.model.RefusalCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/// The runner's part of the queue: starts jobs when a place is free, gives them the orders that are
/// wanted, and writes how they stand. All methods are called by the queue's own thread, unless they
/// say otherwise.
final class TransferScheduler {

    private final QueueSettings settings;
    private final Journal journal;
    private final Network network;
    private final Events events;
    private final JobRunner runner;
    private final PendingCancels errands;
    private final SmallGroup small;
    private final Function<TaskId, Optional<TaskHandle>> handles;
    private final Runnable wake;

    // What waits for a place, oldest first, and what has one.
    private final Map<TaskId, Job> backlog = new ConcurrentSkipListMap<>();
    private final Map<TaskId, Job> running = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Ended> ended = new ConcurrentLinkedQueue<>();
    // Nobody answered for these: not tried again until somebody asks.
    private final Set<TaskId> resting = ConcurrentHashMap.newKeySet();
    private final Set<TaskId> errandsUnderWay = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean farewellsUnderWay = new AtomicBoolean();
    private volatile boolean farewellsOwed = true;
    private volatile boolean leaving;
    private long seenVersion = -1;
    private long figuresAt;

    /// A task has ended, or was paused.
    ///
    /// @param tell says so, once the journal has it; nothing where it was said already
    private record Ended(Journal.Standing standing, Runnable tell) {}

    /// @param handles finds the handle that somebody has on a task
    /// @param wake makes the queue turn soon; any thread
    TransferScheduler(
            QueueSettings settings,
            Journal journal,
            Network network,
            Disk disk,
            Events events,
            Function<TaskId, Optional<TaskHandle>> handles,
            Runnable wake) {
        this.settings = settings;
        this.journal = journal;
        this.network = network;
        this.events = events;
        this.runner = new JobRunner(settings, journal, network, disk);
        this.errands = new PendingCancels(journal, network);
        this.small = new SmallGroup(this::run);
        this.handles = handles;
        this.wake = wake;
    }

    /// This process may work from now on; what others did meanwhile is not known.
    void begin() {
        seenVersion = -1;
        farewellsOwed = true;
        backlog.clear();
    }

    /// One turn.
    ///
    /// @param start whether jobs are to be started, or only what is wanted of them to be done
    void turn(boolean start) {
        writeEnded();
        var version = journal.version();
        if (version != seenVersion) {
            seenVersion = version;
            // A job that started over leaves an upload behind, too.
            farewellsOwed = true;
            journal.wanting().forEach(this::obey);
            if (start) {
                load();
            }
        }
        if (start) {
            startJobs();
        }
        hurry();
        sayFarewells();
        writeFigures();
    }

    /// Whether nothing is under way, and nothing waits to be done (but for jobs to be started).
    boolean isIdle() {
        return running.isEmpty()
                && ended.isEmpty()
                && errandsUnderWay.isEmpty()
                && !farewellsUnderWay.get()
                && !small.isBusy();
    }

    /// The job that waits for a place or has one. Any thread.
    Optional<Job> job(TaskId id) {
        // In this order, which a job takes too: it cannot slip through.
        var waiting = Optional.ofNullable(backlog.get(id));
        return waiting.isPresent() ? waiting : Optional.ofNullable(running.get(id));
    }

    /// Somebody asks for these again. Any thread.
    void forgive(Collection<TaskId> ids) {
        resting.removeAll(ids);
    }

    // ---- what runs ---------------------------------------------------------------------------

    /// Learns of tasks that are new, or go on.
    private void load() {
        var unknown = new ArrayList<TaskId>();
        var runnable = new HashSet<TaskId>();
        for (var id : journal.runnable()) {
            runnable.add(id);
            if (!backlog.containsKey(id) && !running.containsKey(id) && !resting.contains(id)) {
                unknown.add(id);
            }
        }
        backlog.keySet().retainAll(runnable);
        if (unknown.isEmpty()) {
            return;
        }
        var wanted = new HashSet<>(unknown);
        for (var task : journal.between(unknown.getFirst(), unknown.getLast())) {
            if (wanted.contains(task.id())) {
                var job = new Job(task, journal, network, events);
                backlog.put(task.id(), job);
                handles.apply(task.id()).ifPresent(handle -> handle.onJob(job));
            }
        }
    }

    private void startJobs() {
        var busy = running.values().stream().filter(job -> !job.isSmall()).count();
        var places = settings.filesAtOnce() - busy - (small.isBusy() ? 1 : 0);
        var smallOnes = new ArrayList<Job>();
        var smallPlace = small.isBusy() || places > 0;
        for (var job : List.copyOf(backlog.values())) {
            if (job.isSmall()) {
                if (smallPlace) {
                    places -= smallOnes.isEmpty() && !small.isBusy() ? 1 : 0;
                    smallOnes.add(job);
                    take(job);
                }
            } else if (places > 0) {
                places--;
                take(job);
                Thread.ofVirtual().name("task-" + job.id()).start(() -> run(job));
            }
        }
        if (!smallOnes.isEmpty()) {
            network.lanes().want(Math.min(settings.lanes(), 1 + smallOnes.size() / 64));
            small.add(smallOnes);
        }
    }

    private void take(Job job) {
        running.put(job.id(), job);
        backlog.remove(job.id());
        job.begin();
    }

    /// A job from start to end, on its own thread.
    private void run(Job job) {
        if (!leaving) {
            end(job, runner.run(job));
        } else {
            end(job, new TransferResult.Left());
        }
    }

    private void end(Job job, TransferResult result) {
        switch (result) {
            case TransferResult.Unanswered unanswered -> resting.add(job.id());
            case TransferResult.Cancelled cancelled -> onCancelled(job.id());
            case TransferResult.Done done -> runner.clearSource(job.task());
            case TransferResult.Refused refused -> {}
            case TransferResult.Failed failed -> {}
            case TransferResult.Paused paused -> {}
            case TransferResult.Left left -> {}
        }
        var standing =
                job.standing(
                        Views.stateOf(result), Views.reasonOf(result), code(result), media(result));
        if (job.isSmall()) {
            // Thousands of them are journaled together, later. Whoever holds the job only then
            // finds in it how it ended.
            job.end(result);
            ended.add(new Ended(standing, () -> {}));
            tell(job.id(), result);
        } else {
            ended.add(new Ended(standing, () -> tell(job.id(), result)));
            wake.run();
        }
    }

    private void tell(TaskId id, TransferResult result) {
        if (!(result instanceof TransferResult.Left)) {
            handles.apply(id).ifPresent(handle -> handle.onEnded(result));
            events.tell(new TransferEvent.Ended(id, result));
        }
    }

    private void onCancelled(TaskId id) {
        // As it is now: it may have started over under another id.
        var task = journal.find(id);
        if (task.isEmpty()) {
            return;
        }
        runner.clearSource(task.get());
        switch (task.get().what()) {
            case Put put -> {
                journal.farewell(put.upload());
                farewellsOwed = true;
            }
            case Get get -> runner.clearTarget(get);
        }
    }

    private static Optional<RefusalCode> code(TransferResult result) {
        return result instanceof TransferResult.Refused(var refusal)
                ? Optional.of(refusal.code())
                : Optional.empty();
    }

    private static Optional<Media> media(TransferResult result) {
        return result instanceof TransferResult.Done(var media, var _)
                ? Optional.of(media)
                : Optional.empty();
    }

    private void writeEnded() {
        var all = new ArrayList<Ended>();
        for (var next = ended.poll(); next != null; next = ended.poll()) {
            all.add(next);
        }
        try {
            journal.stand(all.stream().map(Ended::standing).toList());
        } finally {
            // In this order: a job that is not found any more has been told of, and journaled.
            all.forEach(one -> one.tell().run());
            all.forEach(one -> running.remove(one.standing().id()));
        }
    }

    private void writeFigures() {
        var now = System.nanoTime();
        if (now - figuresAt < QueueSettings.FIGURES.toNanos()) {
            return;
        }
        figuresAt = now;
        var standings = new ArrayList<Journal.Standing>();
        for (var job : running.values()) {
            job.advance(now);
            if (!job.isSmall()) {
                standings.add(job.standing());
            }
        }
        journal.stand(standings);
    }

    // ---- what is wanted ----------------------------------------------------------------------

    private void obey(StoredTask task) {
        var order = task.want() == Want.PAUSE ? Order.PAUSE : Order.CANCEL;
        var job = running.get(task.id());
        if (job != null) {
            job.orders().give(order);
            return;
        }
        backlog.remove(task.id());
        if (errandsUnderWay.add(task.id())) {
            Thread.ofVirtual().name("errand-" + task.id()).start(() -> settle(task, order));
        }
    }

    /// Pauses or cancels a task that no job runs for.
    private void settle(StoredTask task, Order order) {
        try {
            if (order == Order.CANCEL) {
                onCancelled(task.id());
                settled(task, new TransferResult.Cancelled());
            } else {
                if (task.what() instanceof Put put && task.progress().carried() > 0) {
                    errands.pause(put.upload());
                }
                settled(task, new TransferResult.Paused());
            }
        } finally {
            errandsUnderWay.remove(task.id());
            wake.run();
        }
    }

    private void settled(StoredTask task, TransferResult result) {
        var standing =
                new Journal.Standing(
                        task.id(),
                        Views.stateOf(result),
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        rested(task.progress()));
        ended.add(new Ended(standing, () -> tell(task.id(), result)));
    }

    private static Figures rested(Figures figures) {
        return new Figures(
                figures.done(), figures.total(), 0, figures.carried(), figures.again(), 0);
    }

    private void sayFarewells() {
        if (!farewellsOwed || !farewellsUnderWay.compareAndSet(false, true)) {
            return;
        }
        farewellsOwed = false;
        if (journal.farewells().isEmpty()) {
            farewellsUnderWay.set(false);
            return;
        }
        Thread.ofVirtual()
                .name("farewells")
                .start(() -> {
                    try {
                        errands.sayFarewells();
                    } finally {
                        farewellsUnderWay.set(false);
                        wake.run();
                    }
                });
    }

    // ---- the end -----------------------------------------------------------------------------

    /// Stops every job without losing anything, and writes how they stand.
    void leave() {
        leaving = true;
        running.values().forEach(job -> job.orders().give(Order.LEAVE));
        while (!isQuiet()) {
            hurry();
            writeEnded();
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        writeEnded();
    }

    private void hurry() {
        running.values().forEach(job -> job.orders().hurry());
    }

    private boolean isQuiet() {
        return ended.isEmpty() && running.isEmpty();
    }
}
