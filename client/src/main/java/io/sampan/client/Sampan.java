package io.sampan.client;

import io.sampan.client.task.Batch;
import io.sampan.client.task.GetRequest;
import io.sampan.client.task.MediaRef;
import io.sampan.client.task.PutRequest;
import io.sampan.client.task.TaskId;
import io.sampan.client.task.TaskRecord;
import io.sampan.client.task.Transfer;
import io.sampan.client.task.TransferEvent;
import io.sampan.client.task.TransferSnapshot;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.Outcome;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A session of one user with a server: the one type to start from.
///
/// Opening it touches the home only; lanes are made when something needs them, and made again for
/// ever when they are lost. What is put and got goes through the home's queue, which all processes
/// of the home share: a task survives the process that asked for it.
///
/// All methods may be called from any thread, and block.
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"}) // until the bodies follow
public final class Sampan implements AutoCloseable {

    private Sampan() {}

    /// Opens the home and its journal.
    ///
    /// @throws io.sampan.disk.DiskException if the home cannot be used
    public static Sampan open(ClientConfig config) {
        throw new UnsupportedOperationException();
    }

    /// The same, telling `listener` what happens: one event at a time, in order, on a thread that
    /// only does that. A listener that is too slow loses [TransferEvent.Advanced] events first.
    public static Sampan open(ClientConfig config, Consumer<TransferEvent> listener) {
        throw new UnsupportedOperationException();
    }

    // ---- transfers ---------------------------------------------------------------------------

    /// Puts one file: journals the task and starts as soon as a place is free. Returns at once.
    ///
    /// @throws java.io.UncheckedIOException if the source is no regular file that can be read
    public Transfer put(PutRequest request) {
        throw new UnsupportedOperationException();
    }

    /// Puts many files; the tasks are journaled in one step.
    public Batch put(List<PutRequest> requests) {
        throw new UnsupportedOperationException();
    }

    /// Reads all of `content` into a temporary file of the home, to be put from there (with
    /// [PutRequest#withRemoveSource]).
    public Path spool(InputStream content) {
        throw new UnsupportedOperationException();
    }

    /// Fetches one media into a file. Returns at once.
    public Transfer get(GetRequest request) {
        throw new UnsupportedOperationException();
    }

    /// Fetches many; the tasks are journaled in one step.
    public Batch get(List<GetRequest> requests) {
        throw new UnsupportedOperationException();
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
        throw new UnsupportedOperationException();
    }

    /// Goes on with every task of the journal that is not done: those that wait or whose process
    /// was killed, those that are paused, and those that have failed.
    public Batch resume() {
        throw new UnsupportedOperationException();
    }

    // ---- the journal -------------------------------------------------------------------------

    /// The tasks of this user in this home, newest last.
    ///
    /// @param over whether those that are done or cancelled are wanted too
    public List<TaskRecord> tasks(boolean over) {
        throw new UnsupportedOperationException();
    }

    /// A handle on a task, whoever started it; empty if there is none.
    public Optional<Transfer> transfer(TaskId id) {
        throw new UnsupportedOperationException();
    }

    /// Handles on all tasks of this user that are neither done nor cancelled.
    public Batch unfinished() {
        throw new UnsupportedOperationException();
    }

    /// Forgets tasks that are done or cancelled, and says how many there were.
    public int forgetOver() {
        throw new UnsupportedOperationException();
    }

    // ---- what is stored ----------------------------------------------------------------------

    /// All that one may read, newest first.
    ///
    /// @param uploads whether one's own uploads that are not complete are wanted too
    /// @throws NobodyAnswersException if nobody answers
    public Outcome<Listing> list(boolean uploads) {
        throw new UnsupportedOperationException();
    }

    /// What is known of one media.
    ///
    /// @throws NobodyAnswersException if nobody answers
    public Outcome<Media> media(MediaRef media) {
        throw new UnsupportedOperationException();
    }

    /// Removes a media of one's own. Of a name: the newest.
    ///
    /// @throws NobodyAnswersException if nobody answers
    public Outcome<MediaId> remove(MediaRef media) {
        throw new UnsupportedOperationException();
    }

    /// Stops working on tasks without losing anything: blocks in flight are awaited (a moment), the
    /// queue is left to another process of the home, lanes are closed. Handles that are still
    /// awaited return [io.sampan.client.task.TransferResult.Left].
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
