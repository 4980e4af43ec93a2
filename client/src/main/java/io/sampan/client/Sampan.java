package io.sampan.client;

import io.sampan.client.download.StreamingRead;
import io.sampan.client.journal.Journal;
import io.sampan.client.journal.RunnerLock;
import io.sampan.client.journal.StoredTask;
import io.sampan.client.journal.Want;
import io.sampan.client.lane.LaneListener;
import io.sampan.client.lane.LanesDownException;
import io.sampan.client.lane.LoginRefusedException;
import io.sampan.client.lane.Question;
import io.sampan.client.people.People;
import io.sampan.client.queue.Events;
import io.sampan.client.queue.QueueSettings;
import io.sampan.client.queue.TaskQueue;
import io.sampan.client.task.Batch;
import io.sampan.client.task.GetRequest;
import io.sampan.client.task.GetRequest.Target;
import io.sampan.client.task.MediaRef;
import io.sampan.client.task.PutRequest;
import io.sampan.client.task.TaskId;
import io.sampan.client.task.TaskRecord;
import io.sampan.client.task.TaskState;
import io.sampan.client.task.Transfer;
import io.sampan.client.task.TransferEvent;
import io.sampan.client.task.TransferSnapshot;
import io.sampan.client.upload.FileStamp;
import io.sampan.client.work.RateMeter;
import io.sampan.client.work.TransferProgress;
import io.sampan.disk.Disk;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.Outcome;
import io.sampan.model.UploadId;
import io.sampan.model.UserName;
import io.sampan.wire.frame.ControlFrame.Done;
import io.sampan.wire.frame.ControlFrame.Refused;
import io.sampan.wire.frame.Frame;
import io.sampan.wire.frame.MalformedFrameException;
import io.sampan.wire.frame.MediaFrame.Arrival;
import io.sampan.wire.frame.MediaFrame.ListMedia;
import io.sampan.wire.frame.MediaFrame.MediaInfo;
import io.sampan.wire.frame.MediaFrame.MediaList;
import io.sampan.wire.frame.MediaFrame.OpenMedia;
import io.sampan.wire.frame.MediaFrame.OpenNamed;
import io.sampan.wire.frame.MediaFrame.RemoveMedia;
import io.sampan.wire.net.HostPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A session of one user with a server: the one type to start from.
///
/// Opening it touches the home only; lanes are made when something needs them, and made again for
/// ever when they are lost. What is put and got goes through the home's queue, which all processes
/// of the home share: a task survives the process that asked for it.
///
/// All methods may be called from any thread, and block.
public final class Sampan implements AutoCloseable {

    private static final int PAGE = 1_000;

    private final ClientConfig config;
    private final Disk disk;
    private final Events events;
    private final Journal journal;
    private final Connections network;
    private final TaskQueue queue;
    private final AtomicBoolean closed = new AtomicBoolean();
    private @Nullable People people;

    private Sampan(ClientConfig config, Disk disk, Consumer<TransferEvent> listener) {
        this.config = config;
        this.disk = disk;
        disk.makeFolder(config.home());
        this.journal =
                Journal.open(
                        config.home().resolve("journal.db"), config.user(), InstantSource.system());
        this.events = new Events(listener);
        this.network = new Connections(config, new LaneEvents(events));
        this.queue =
                new TaskQueue(
                        new QueueSettings(
                                config.filesAtOnce(), config.lanes(), config.blockBytes()),
                        journal,
                        new RunnerLock(config.home().resolve("runner-" + config.user() + ".lock")),
                        network,
                        disk,
                        events);
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

    /// Opens the home and its journal.
    ///
    /// @throws io.sampan.disk.DiskException if the home cannot be used
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
        return queue.add(requests.stream().map(Sampan::task).toList());
    }

    /// Journals puts without starting them: they wait until [#start], or until another process of
    /// the home works on the queue. Nobody is asked anything.
    public Batch enqueue(List<PutRequest> requests) {
        return queue.enqueue(requests.stream().map(Sampan::task).toList());
    }

    /// Starts what waits in the home's queue. Returns at once.
    public void start() {
        queue.wantWork();
    }

    /// Cancels transfers that were asked for together. It is journaled when this returns, and done
    /// soon; the transfers of the batch then have a result.
    public void cancel(Batch batch) {
        queue.want(batch.transfers().stream().map(Transfer::id).toList(), Want.CANCEL);
    }

    /// Reads all of `content` into a temporary file of the home, to be put from there (with
    /// [PutRequest#withRemoveSource]).
    public Path spool(InputStream content) {
        var folder = config.home().resolve("spool");
        disk.makeFolder(folder);
        var path = folder.resolve(UploadId.random().toString());
        try (var file = disk.open(path, Disk.Access.CREATE_NEW)) {
            var piece = new byte[1 << 20];
            long at = 0;
            for (var n = content.read(piece); n >= 0; n = content.read(piece)) {
                file.write(at, ByteBuffer.wrap(piece, 0, n));
                at += n;
            }
            return path;
        } catch (IOException e) {
            var _ = disk.delete(path);
            throw new UncheckedIOException("the input cannot be read", e);
        }
    }

    private static StoredTask.Put task(PutRequest request) {
        try {
            var source = request.source().toRealPath();
            var stamp = FileStamp.of(source);
            return new StoredTask.Put(
                    request.id(),
                    source,
                    stamp.size(),
                    stamp.modified(),
                    stamp.key(),
                    request.name(),
                    request.type(),
                    request.shared(),
                    request.md5(),
                    request.onNoSpace(),
                    request.removeSource());
        } catch (IOException e) {
            throw new UncheckedIOException(request.source() + " cannot be read: " + e, e);
        }
    }

    private static StoredTask.Get task(GetRequest request) {
        var id =
                request.media() instanceof MediaRef.ById(var known)
                        ? Optional.of(known)
                        : Optional.<MediaId>empty();
        var ref = request.media().toString();
        return switch (request.target()) {
            case Target.Into(var folder) ->
                    new StoredTask.Get(
                            ref, id, folder.toAbsolutePath(), true, false, Optional.empty());
            case Target.To(var file, var overwrite) ->
                    new StoredTask.Get(
                            ref, id, file.toAbsolutePath(), false, overwrite, Optional.empty());
        };
    }

    /// Fetches one media into a file. Returns at once.
    public Transfer get(GetRequest request) {
        return get(List.of(request)).transfers().getFirst();
    }

    /// Fetches many; the tasks are journaled in one step.
    public Batch get(List<GetRequest> requests) {
        return queue.add(requests.stream().map(Sampan::task).toList());
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
        return answered(
                () -> reading.run(media, out, () -> progress.accept(snapshot(tally, meter))));
    }

    /// Goes on with every task of the journal that is not done: those that wait or whose process
    /// was killed, those that are paused, and those that have failed.
    public Batch resume() {
        return queue.resume(journal.all(false).stream().map(StoredTask::id).toList());
    }

    // ---- the journal -------------------------------------------------------------------------

    /// The tasks of this user in this home, newest last.
    ///
    /// @param over whether those that are done or cancelled are wanted too
    public List<TaskRecord> tasks(boolean over) {
        return queue.records(over);
    }

    /// A handle on a task, whoever started it; empty if there is none.
    public Optional<Transfer> transfer(TaskId id) {
        return queue.follow(() -> journal.find(id).stream().toList()).transfers().stream()
                .findFirst();
    }

    /// Handles on all tasks of this user that are neither done nor cancelled.
    public Batch unfinished() {
        return queue.follow(() -> journal.all(false));
    }

    /// Forgets tasks that are done or cancelled, and says how many there were.
    public int forgetOver() {
        return journal.forgetOver();
    }

    // ---- people ------------------------------------------------------------------------------

    /// People and messages: who is online, what arrives, what is sent. Made when it is first asked
    /// for.
    public synchronized People people() {
        var known = people;
        if (known == null) {
            known = People.open(config.home(), network::login, network::relays, this::askPatiently);
            people = known;
        }
        return known;
    }

    /// Who one is.
    public UserName user() {
        return config.user();
    }

    /// Logs in, if that was not done yet: a way to learn whether the server lets one in.
    ///
    /// @throws NobodyAnswersException if nobody answers
    public Outcome<UserName> logIn() {
        return answered(() -> {
            var _ = network.lanes().any();
            return Outcome.done(config.user());
        });
    }

    private Frame askPatiently(Frame request) {
        try {
            return ask(request);
        } catch (LoginRefusedException e) {
            return new Refused(e.refusal());
        } catch (LanesDownException e) {
            throw new NobodyAnswersException(String.valueOf(e.getMessage()));
        }
    }

    // ---- what is stored ----------------------------------------------------------------------

    /// All that one may read, newest first.
    ///
    /// @param uploads whether one's own uploads that are not complete are wanted too
    /// @throws NobodyAnswersException if nobody answers
    public Outcome<Listing> list(boolean uploads) {
        return answered(() -> {
            var media = new ArrayList<Media>();
            var arriving = new ArrayList<Arrival>();
            var after = Optional.<MediaId>empty();
            while (true) {
                var first = after.isEmpty();
                switch (ask(new ListMedia(after, PAGE, uploads && first))) {
                    case MediaList(var page, var more, var some) -> {
                        media.addAll(page);
                        arriving.addAll(some);
                        if (!more || page.isEmpty()) {
                            return Outcome.done(new Listing(media, arriving));
                        }
                        after = Optional.of(page.getLast().id());
                    }
                    case Refused(var refusal) -> {
                        return Outcome.refused(refusal);
                    }
                    case Frame other -> throw nonsense(other);
                }
            }
        });
    }

    /// What is known of one media.
    ///
    /// @throws NobodyAnswersException if nobody answers
    public Outcome<Media> media(MediaRef media) {
        return answered(() ->
                switch (ask(open(media))) {
                    case MediaInfo(var info) -> Outcome.done(info);
                    case Refused(var refusal) -> Outcome.refused(refusal);
                    case Frame other -> throw nonsense(other);
                });
    }

    /// Removes a media of one's own. Of a name: the newest.
    ///
    /// @throws NobodyAnswersException if nobody answers
    public Outcome<MediaId> remove(MediaRef media) {
        return switch (media) {
            case MediaRef.ById(var id) -> remove(id);
            case MediaRef.ByName byName ->
                    switch (media(byName)) {
                        case Outcome.Done<Media>(var found) -> remove(found.id());
                        case Outcome.Refused<Media>(var refusal) -> Outcome.refused(refusal);
                    };
        };
    }

    private Outcome<MediaId> remove(MediaId id) {
        return answered(() ->
                switch (ask(new RemoveMedia(id))) {
                    case Done() -> Outcome.done(id);
                    case Refused(var refusal) -> Outcome.refused(refusal);
                    case Frame other -> throw nonsense(other);
                });
    }

    private static Frame open(MediaRef media) {
        return switch (media) {
            case MediaRef.ById(var id) -> new OpenMedia(id);
            case MediaRef.ByName(var name) -> new OpenNamed(name);
        };
    }

    private Frame ask(Frame request) {
        return network.lanes().ask(Question.of(request));
    }

    /// Turns what lanes throw into what callers are told.
    private static <T> Outcome<T> answered(Supplier<Outcome<T>> request) {
        try {
            return request.get();
        } catch (LoginRefusedException e) {
            return Outcome.refused(e.refusal());
        } catch (LanesDownException | MalformedFrameException e) {
            throw new NobodyAnswersException(String.valueOf(e.getMessage()));
        }
    }

    private static MalformedFrameException nonsense(Frame answer) {
        return new MalformedFrameException(
                "the server answers with " + answer.getClass().getSimpleName());
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
                journal;
                events) {
            queue.close();
            if (people != null) {
                people.close();
            }
        }
    }
}
