package io.sampan.client.queue;

import io.sampan.client.download.DownloadReport;
import io.sampan.client.journal.Journal;
import io.sampan.client.journal.StoredTask;
import io.sampan.client.journal.StoredTask.Figures;
import io.sampan.client.task.TaskId;
import io.sampan.client.task.TaskState;
import io.sampan.client.task.TransferEvent;
import io.sampan.client.task.TransferResult;
import io.sampan.client.task.TransferSnapshot;
import io.sampan.client.work.Cancellation;
import io.sampan.client.work.RateMeter;
import io.sampan.client.work.TransferProgress;
import io.sampan.model.Media;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A task that this process works on, or is about to: its orders, its figures, and what it tells.
/// Any thread.
final class Job implements DownloadReport {

    private final StoredTask task;
    private final Journal journal;
    private final Network network;
    private final Events events;
    private final Cancellation orders = new Cancellation();
    private final TransferProgress tally = new TransferProgress();
    private final RateMeter meter = new RateMeter();
    private volatile boolean running;
    private volatile boolean moving;
    private volatile String reason = "";
    private volatile @Nullable TransferResult result;
    private volatile long rate;
    private volatile long advancedTo = -1;

    Job(StoredTask task, Journal journal, Network network, Events events) {
        this.task = task;
        this.journal = journal;
        this.network = network;
        this.events = events;
        tally.begin(task.progress().done(), task.progress().total());
    }

    TaskId id() {
        return task.id();
    }

    StoredTask task() {
        return task;
    }

    Cancellation orders() {
        return orders;
    }

    TransferProgress tally() {
        return tally;
    }

    boolean isRunning() {
        return running;
    }

    void begin() {
        running = true;
    }

    void end(TransferResult how) {
        result = how;
    }

    /// How it ended, if it did.
    Optional<TransferResult> result() {
        return Optional.ofNullable(result);
    }

    boolean isSmall() {
        return task.what() instanceof StoredTask.Put put && put.size() <= QueueSettings.SMALL;
    }

    // ---- what it tells -----------------------------------------------------------------------

    @Override
    public void onStarted(long held) {
        moving = true;
        reason = "";
        events.tell(new TransferEvent.Started(id(), held, tally.total()));
    }

    @Override
    public void onWaiting(String why) {
        moving = false;
        if (!why.equals(reason)) {
            reason = why;
            events.tell(new TransferEvent.Waiting(id(), why));
        }
    }

    @Override
    public void onCarriedAgain(long bytes, String why) {
        events.tell(new TransferEvent.CarriedAgain(id(), bytes, why));
    }

    @Override
    public void onChosen(Media media, Path target) {
        journal.chosen(id(), media.id(), target);
    }

    void onSourceChanged() {
        events.tell(new TransferEvent.SourceChanged(id()));
    }

    /// Measures, and tells if something has moved. Called about twice a second by the queue's
    /// thread.
    void advance(long nanoTime) {
        rate = meter.rate(nanoTime, tally.done());
        if (moving && tally.done() != advancedTo) {
            advancedTo = tally.done();
            events.tell(new TransferEvent.Advanced(id(), snapshot()));
        }
    }

    // ---- how it stands -----------------------------------------------------------------------

    /// While no lane is up, what is wrong with them.
    private String reason() {
        var why = reason;
        return why.isEmpty() && running && network.up() == 0
                ? network.lanes().trouble().orElse("")
                : why;
    }

    private TaskState state() {
        return running && moving && reason().isEmpty() ? TaskState.RUNNING : TaskState.WAITING;
    }

    TransferSnapshot snapshot() {
        return new TransferSnapshot(
                state(),
                tally.done(),
                tally.total(),
                rate,
                tally.carried(),
                tally.again(),
                network.up(),
                0,
                1,
                reason());
    }

    Figures figures() {
        return new Figures(
                tally.done(), tally.total(), rate, tally.carried(), tally.again(), network.up());
    }

    Journal.Standing standing() {
        return standing(state(), reason(), Optional.empty(), Optional.empty());
    }

    Journal.Standing standing(
            TaskState state,
            String why,
            Optional<io.sampan.model.RefusalCode> refusal,
            Optional<Media> media) {
        return new Journal.Standing(id(), state, why, refusal, media, figures());
    }
}
