package io.sampan.client.download;

import io.sampan.client.lane.LaneLostException;
import io.sampan.client.lane.LanePool;
import io.sampan.client.lane.Question;
import io.sampan.client.lane.StoppedException;
import io.sampan.client.task.MediaRef;
import io.sampan.client.work.TransferProgress;
import io.sampan.model.Leaf;
import io.sampan.model.Media;
import io.sampan.model.Outcome;
import io.sampan.model.RangeSet;
import io.sampan.model.Refusal;
import io.sampan.model.Sha256;
import io.sampan.wire.frame.ControlFrame.Refused;
import io.sampan.wire.frame.MediaFrame.Data;
import io.sampan.wire.frame.MediaFrame.GetRange;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;

/// Writes a media to a stream, in order: leaves are fetched ahead, side by side over all lanes,
/// each verified before a byte of it is written. As many leaves are held in memory as blocks may be
/// in flight.
///
/// One thread calls [#run], once; it writes.
public final class StreamingRead {

    private final LanePool lanes;
    private final int laneCount;
    private final TransferProgress tally;

    /// Reads a medium from its beginning to its end over up to `laneCount` lanes.
    public StreamingRead(LanePool lanes, int laneCount, TransferProgress tally) {
        this.lanes = lanes;
        this.laneCount = laneCount;
        this.tally = tally;
    }

    /// A leaf that came, or why it does not.
    private sealed interface Piece {
        record Bytes(ByteBuffer buffer) implements Piece {}

        record No(Refusal refusal) implements Piece {}
    }

    private record Fetch(FutureTask<Piece> task, Thread thread) {}

    /// Returns when all is written and flushed. Throws as [LanePool#ask].
    ///
    /// @param progress called after each leaf, by the calling thread
    /// @throws UncheckedIOException if the stream fails
    public Outcome<Media> run(MediaRef ref, OutputStream out, Runnable progress) {
        return switch (MediaTable.ask(lanes, ref)) {
            case Outcome.Refused<MediaTable>(var refusal) -> Outcome.refused(refusal);
            case Outcome.Done<MediaTable>(var table) -> write(table, out, progress);
        };
    }

    private Outcome<Media> write(MediaTable table, OutputStream out, Runnable progress) {
        var size = table.media().size();
        tally.begin(0, size);
        if (size == 0) {
            return Outcome.done(table.media());
        }
        var count = Leaf.count(size);
        lanes.want(Math.min(laneCount, count));
        var ahead = new ArrayDeque<Fetch>();
        var next = 0;
        try {
            for (var leaf = 0; leaf < count; leaf++) {
                while (next < count && ahead.size() < 2 * laneCount) {
                    ahead.add(start(table, next++));
                }
                switch (await(ahead.remove())) {
                    case Piece.Bytes(var buffer) ->
                            out.write(buffer.array(), buffer.arrayOffset(), buffer.remaining());
                    case Piece.No(var refusal) -> {
                        return Outcome.refused(refusal);
                    }
                }
                progress.run();
            }
            out.flush();
            return Outcome.done(table.media());
        } catch (IOException e) {
            throw new UncheckedIOException("the output cannot be written", e);
        } finally {
            stop(ahead);
        }
    }

    private static void stop(Deque<Fetch> ahead) {
        ahead.forEach(fetch -> fetch.thread().interrupt());
    }

    private static Piece await(Fetch fetch) {
        try {
            return fetch.task().get();
        } catch (InterruptedException e) {
            throw new StoppedException();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private Fetch start(MediaTable table, int leaf) {
        var task = new FutureTask<>(() -> fetch(table, leaf));
        return new Fetch(task, Thread.ofVirtual().name("read-" + leaf).start(task));
    }

    private Piece fetch(MediaTable table, int leaf) {
        var size = table.media().size();
        var buffer = new LeafBuffer(Leaf.length(leaf, size));
        var damage = new DamagedLeaves(size);
        while (true) {
            try (var place = lanes.place()) {
                var answer = place.lane().ask(buffer.question(table, leaf));
                if (answer instanceof Refused(var refusal)) {
                    return new Piece.No(refusal);
                }
            } catch (LaneLostException e) {
                // What came is kept; the rest is asked for on another lane.
            }
            if (buffer.isWhole()) {
                var bytes = buffer.bytes();
                if (digest(bytes).equals(table.digest(leaf))) {
                    tally.settle(bytes.remaining());
                    return new Piece.Bytes(bytes);
                }
                tally.again(bytes.remaining());
                var _ = damage.onDamaged(RangeSet.of(Leaf.range(leaf, size)));
                var refusal = damage.refusal();
                if (refusal.isPresent()) {
                    return new Piece.No(refusal.get());
                }
                buffer = new LeafBuffer(Leaf.length(leaf, size));
            }
        }
    }

    private static Sha256 digest(ByteBuffer bytes) {
        var hasher = Sha256.hasher();
        hasher.update(bytes.duplicate());
        return Sha256.finish(hasher);
    }

    /// One leaf as it comes. A lane that was given up may still be writing into it for a moment; it
    /// writes the same bytes.
    private final class LeafBuffer {

        private final ReentrantLock lock = new ReentrantLock();
        private final ByteBuffer buffer;
        private int turn;

        LeafBuffer(int length) {
            this.buffer = ByteBuffer.allocate(length);
        }

        Question question(MediaTable table, int leaf) {
            lock.lock();
            try {
                var mine = ++turn;
                var from = Leaf.start(leaf) + buffer.position();
                var request = new GetRange(table.media().id(), from, buffer.remaining());
                return Question.of(request)
                        .onAnswer((frame, body) -> {
                            if (frame instanceof Data(var offset) && offset != from) {
                                throw new UncheckedIOException(
                                        new IOException("other bytes came than asked"));
                            }
                            while (body.next(piece -> accept(piece, mine))) {
                                // One piece after the other.
                            }
                        });
            } finally {
                lock.unlock();
            }
        }

        private void accept(ByteBuffer piece, int whose) {
            lock.lock();
            try {
                if (whose == turn && piece.remaining() <= buffer.remaining()) {
                    tally.carry(piece.remaining());
                    buffer.put(piece);
                }
            } finally {
                lock.unlock();
            }
        }

        boolean isWhole() {
            lock.lock();
            try {
                return !buffer.hasRemaining();
            } finally {
                lock.unlock();
            }
        }

        ByteBuffer bytes() {
            lock.lock();
            try {
                return buffer.duplicate().flip();
            } finally {
                lock.unlock();
            }
        }
    }
}
