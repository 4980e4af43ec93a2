package io.sampan.client;

import io.sampan.client.download.StreamingRead;
import io.sampan.client.journal.StoredTask;
import io.sampan.client.journal.Want;
import io.sampan.client.lane.LaneListener;
import io.sampan.client.people.Devices;
import io.sampan.client.people.People;
import io.sampan.client.queue.Events;
import io.sampan.client.task.Batch;
import io.sampan.client.task.GetRequest;
import io.sampan.client.task.MediaRef;
import io.sampan.client.task.PutRequest;
import io.sampan.client.task.TaskId;
import io.sampan.client.task.TaskRecord;
import io.sampan.client.task.TaskState;
import io.sampan.client.task.Transfer;
import io.sampan.client.task.TransferEvent;
import io.sampan.client.task.TransferSnapshot;
import io.sampan.client.token.TokenRequest;
import io.sampan.client.work.RateMeter;
import io.sampan.client.work.TransferProgress;
import io.sampan.disk.Disk;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.Outcome;
import io.sampan.model.UserName;
import io.sampan.wire.net.HostPort;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A session of one user with a server: the one type to start from.
///
/// Opening it touches the home only; lanes are made when something needs them, and made again for
/// ever when they are lost. What is put and got goes through the home's queue, which all processes
/// of the home share: a task survives the process that asked for it.
///
/// All methods may be called from any thread, and block.
public final class Sampan implements AutoCloseable {

    private final ClientConfig config;
    private final Events events;
    private final Connections network;
    private final HomeQueue home;
    private final StoredMedia stored;
    private final AtomicBoolean closed = new AtomicBoolean();
    private @Nullable People people;

    private Sampan(ClientConfig config, Disk disk, Consumer<TransferEvent> listener) {
        this.config = config;
        this.events = new Events(listener);
        this.network = new Connections(config, new LaneEvents(events));
        this.home = new HomeQueue(config, disk, network, events);
        this.stored = new StoredMedia(network);
    }

    private record LaneEvents(Events events) implements LaneListener {

        @Override
        public void onUp(HostPort relay) {
            events.tell(new TransferEvent.LaneUp(relay));
        }

        @Override
        public void onLost(HostPort relay, String why) {
            events.tell(new TransferEvent.LaneLost(relay, why));
        }
    }

    /// Opens a session. The home's journal is opened by the first call that needs it, which throws
    /// [io.sampan.disk.DiskException] if it cannot be used; what only asks the server works
    /// without.
    public static Sampan open(ClientConfig config) {
        return open(config, event -> {});
    }

    /// The same, telling `listener` what happens: one event at a time, in order, on a thread that
    /// only does that. A listener that is too slow loses [TransferEvent.Advanced] events first.
    public static Sampan open(ClientConfig config, Consumer<TransferEvent> listener) {
        return new Sampan(config, Disk.real(), listener);
    }

    // ---- transfers ---------------------------------------------------------------------------

    /// Puts one file: journals the task and starts as soon as a place is free. Returns at once.
    ///
    /// @throws java.io.UncheckedIOException if the source is no regular file that can be read
    public Transfer put(PutRequest request) {
        return put(List.of(request)).transfers().getFirst();
    }

    /// Puts many files; the tasks are journaled in one step.
    public Batch put(List<PutRequest> requests) {
        return journaled(requests, home.queue()::add);
    }

    /// Journals puts without starting them: they wait until [#start], or until another process of
    /// the home works on the queue. Nobody is asked anything.
    public Batch enqueue(List<PutRequest> requests) {
        return journaled(requests, home.queue()::enqueue);
    }

    private Batch journaled(
            List<PutRequest> requests, Function<List<StoredTask.Put>, Batch> journal) {
        var tasks = requests.stream().map(new TaskRequests(home.spool())::task).toList();
        var sources = tasks.stream().map(StoredTask.Put::source).collect(Collectors.toSet());
        return home.spool().handOver(sources, () -> journal.apply(tasks));
    }

    /// Starts what waits in the home's queue. Returns at once.
    public void start() {
        home.queue().wantWork();
    }

    /// Cancels transfers that were asked for together. It is journaled when this returns, and done
    /// soon; the transfers of the batch then have a result.
    public void cancel(Batch batch) {
        home.queue().want(batch.transfers().stream().map(Transfer::id).toList(), Want.CANCEL);
    }

    /// Reads all of `content` into a temporary file of the home, to be put from there (with
    /// [PutRequest#withRemoveSource]). One that is never put goes with the session.
    ///
    /// @throws io.sampan.client.upload.SpoolException if it cannot be read to its end, or not be
    ///   kept; nothing is left behind
    public Path spool(InputStream content) {
        return home.spool().write(content);
    }

    /// Fetches one media into a file. Returns at once.
    public Transfer get(GetRequest request) {
        return get(List.of(request)).transfers().getFirst();
    }

    /// Fetches many; the tasks are journaled in one step.
    public Batch get(List<GetRequest> requests) {
        return home.queue()
                .add(requests.stream().map(new TaskRequests(home.spool())::task).toList());
    }

    /// Writes a media to `out`, in order, each leaf only after it was verified; over all lanes,
    /// with a bounded window. Not journaled. Returns when all is written; `out` is flushed, not
    /// closed.
    ///
    /// @param progress told after each leaf
    /// @throws java.io.UncheckedIOException if `out` fails
    /// @throws NobodyAnswersException if nobody answers any more
    public Outcome<Media> read(
            MediaRef media, OutputStream out, Consumer<TransferSnapshot> progress) {
        var tally = new TransferProgress();
        var meter = new RateMeter();
        var reading = new StreamingRead(network.lanes(), config.lanes(), tally);
        return StoredMedia.answered(
                () -> reading.run(media, out, () -> progress.accept(snapshot(tally, meter))));
    }

    /// Goes on with every task of the journal that is not done: those that wait or whose process
    /// was killed, those that are paused, and those that have failed.
    public Batch resume() {
        return home.queue().resume(home.journal().all(false).stream().map(StoredTask::id).toList());
    }

    // ---- the journal -------------------------------------------------------------------------

    /// The tasks of this user in this home, newest last; also where the home cannot be written.
    ///
    /// @param over whether those that are done or cancelled are wanted too
    public List<TaskRecord> tasks(boolean over) {
        return home.records(over);
    }

    /// A handle on a task, whoever started it; empty if there is none.
    public Optional<Transfer> transfer(TaskId id) {
        return home
                .queue()
                .follow(() -> home.journal().find(id).stream().toList())
                .transfers()
                .stream()
                .findFirst();
    }

    /// Handles on all tasks of this user that are neither done nor cancelled.
    public Batch unfinished() {
        return home.queue().follow(() -> home.journal().all(false));
    }

    /// Forgets tasks that are done or cancelled, and says how many there were.
    public int forgetOver() {
        return home.journal().forgetOver();
    }

    // ---- people ------------------------------------------------------------------------------

    /// People and messages: who is online, what arrives, what is sent. Made when it is first asked
    /// for.
    public synchronized People people() {
        var known = people;
        if (known == null) {
            Disk.real().makeFolder(config.home());
            known =
                    People.open(
                            config.home(),
                            config.user(),
                            network::login,
                            network::relays,
                            stored::askPatiently);
            people = known;
        }
        return known;
    }

    /// The devices of this person and of others.
    public Devices devices() {
        return people().devices();
    }

    /// How fast files are carried.
    public SpeedLimit speedLimit() {
        return network.limit();
    }

    /// Who one is.
    public UserName user() {
        return config.user();
    }

    /// Logs in, if that was not done yet: a way to learn whether the server lets one in.
    ///
    /// @throws NobodyAnswersException if nobody answers
    public Outcome<UserName> logIn() {
        return StoredMedia.answered(() -> {
            var _ = network.lanes().any();
            return Outcome.done(config.user());
        });
    }

    /// A token with which HTTP programs are let in as this user.
    ///
    /// @param goodFor at most 12 hours
    /// @param scope what it is good for, words with spaces between them: `read`, `upload`; empty
    ///   for everything
    /// @throws NobodyAnswersException if nobody answers
    public Outcome<byte[]> token(Duration goodFor, String scope) {
        return switch (logIn()) {
            case Outcome.Refused<UserName>(var refusal) -> Outcome.refused(refusal);
            case Outcome.Done<UserName> _ ->
                    new TokenRequest(config.relays(), network.certificate())
                            .ask(network.login().session(), goodFor, scope);
        };
    }

    // ---- what is stored ----------------------------------------------------------------------

    /// All that one may read, newest first.
    ///
    /// @param uploads whether one's own uploads that are not complete are wanted too
    /// @throws NobodyAnswersException if nobody answers
    public Outcome<Listing> list(boolean uploads) {
        return stored.list(uploads);
    }

    /// What is known of one media.
    ///
    /// @throws NobodyAnswersException if nobody answers
    public Outcome<Media> media(MediaRef media) {
        return stored.media(media);
    }

    /// Removes a media of one's own. Of a name: the newest.
    ///
    /// @throws NobodyAnswersException if nobody answers
    public Outcome<MediaId> remove(MediaRef media) {
        return stored.remove(media);
    }

    private TransferSnapshot snapshot(TransferProgress tally, RateMeter meter) {
        return new TransferSnapshot(
                tally.done() == tally.total() ? TaskState.DONE : TaskState.RUNNING,
                tally.done(),
                tally.total(),
                meter.rate(System.nanoTime(), tally.done()),
                tally.carried(),
                tally.again(),
                network.up(),
                0,
                1,
                "");
    }

    /// Stops working on tasks without losing anything: blocks in flight are awaited (a moment), the
    /// queue is left to another process of the home, lanes are closed. Handles that are still
    /// awaited return [io.sampan.client.task.TransferResult.Left].
    @Override
    public synchronized void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try (network;
                events;
                home) {
            if (people != null) {
                people.close();
            }
        }
    }
}
