package io.sampan.core.transfer;

import io.sampan.core.storage.ArrivingBlob;
import io.sampan.core.storage.BlobStore;
import io.sampan.model.ByteRange;
import io.sampan.model.Leaf;
import io.sampan.model.Media;
import io.sampan.model.RangeSet;
import io.sampan.model.Sha256;
import io.sampan.model.UploadId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;

/// The bytes of one upload, behind a gate: opened when somebody needs them, closed when nobody did
/// for a while, and gone for good, for everybody at once, when the upload is complete or removed.
///
/// ```
///            first use
///    Closed ───────────▶ Open
///     │  ▲                │ │
///     │  └─idle, complete─┘ │
///     └──retire, discard──┬─┘
///                         ▼
///                        Gone
/// ```
///
/// All methods may be called from any thread. Whoever uses the blob holds the gate's read lock;
/// whoever changes the state holds its write lock. Which thread may touch which leaf is settled
/// before, by [LeafClaims].
final class UploadBytes {

    private static final int READ_BYTES = 128 << 10;
    private static final Sha256 OF_NOTHING = Sha256.digest(new byte[0]);

    private sealed interface State {

        record Closed() implements State {}

        record Open(ArrivingBlob blob) implements State {}

        record Gone() implements State {}
    }

    private final BlobStore blobs;
    private final UploadId id;
    private final long size;
    private final SpaceBook.Reservation reservation;
    private final InstantSource clock;

    private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();
    private final AtomicLong held = new AtomicLong();
    private volatile State state = new State.Closed();
    private volatile long usedMillis;

    UploadBytes(
            BlobStore blobs,
            UploadId id,
            long size,
            SpaceBook.Reservation reservation,
            InstantSource clock) {
        this.blobs = blobs;
        this.id = id;
        this.size = size;
        this.reservation = reservation;
        this.clock = clock;
    }

    long size() {
        return size;
    }

    int leaves() {
        return Leaf.count(size);
    }

    int leafLength(int leaf) {
        return Leaf.length(leaf, size);
    }

    /// How many bytes are held, as far as was counted: no disk is asked.
    long heldBytes() {
        return held.get();
    }

    boolean isOpen() {
        return state instanceof State.Open;
    }

    /// What `question` says of the blob; empty if it is gone.
    <T> Optional<T> ask(Function<ArrivingBlob, T> question) {
        while (true) {
            gate.readLock().lock();
            try {
                switch (state) {
                    case State.Open(var blob) -> {
                        usedMillis = clock.millis();
                        return Optional.of(question.apply(blob));
                    }
                    case State.Gone() -> {
                        return Optional.empty();
                    }
                    case State.Closed() -> {
                        // Opened below: a read lock cannot become a write lock.
                    }
                }
            } finally {
                gate.readLock().unlock();
            }
            open();
        }
    }

    /// Does `work` on the blob; false if it is gone.
    boolean run(Consumer<ArrivingBlob> work) {
        return ask(
                        blob -> {
                            work.accept(blob);
                            return true;
                        })
                .isPresent();
    }

    boolean write(long offset, ByteBuffer piece) {
        return run(blob -> blob.write(offset, piece));
    }

    boolean read(long offset, ByteBuffer into) {
        return run(blob -> blob.read(offset, into));
    }

    /// The leaf is whole and right. By whoever holds its claim, as the next two.
    boolean verified(int leaf, Sha256 digest) {
        return run(blob -> {
            var before = blob.parts(leaf).total();
            blob.verified(leaf, digest);
            moved(leafLength(leaf) - before);
        });
    }

    /// At least so many bytes of the leaf are there.
    boolean head(int leaf, int bytes) {
        return run(blob -> {
            var before = blob.head(leaf);
            if (bytes > before && blob.digest(leaf).isEmpty()) {
                var parts = blob.parts(leaf).total();
                blob.head(leaf, bytes);
                moved(bytes - parts);
            }
        });
    }

    /// These bytes of the leaf, counted from its start, are there too. One at a time for each leaf.
    boolean part(int leaf, ByteRange part) {
        return run(blob -> {
            if (blob.digest(leaf).isEmpty()) {
                var before = blob.parts(leaf);
                var after = before.plus(part);
                if (!after.equals(before)) {
                    blob.parts(leaf, after);
                    moved(after.total() - before.total());
                }
            }
        });
    }

    /// Whether all bytes of a leaf are there that is not verified yet.
    boolean isWritten(int leaf) {
        var whole = new ByteRange(0, leafLength(leaf));
        return ask(blob -> blob.digest(leaf).isEmpty() && blob.parts(leaf).contains(whole))
                .orElse(false);
    }

    /// Reads a leaf back, all of whose bytes are there, and learns its digest; false if it is gone.
    boolean verifyWritten(int leaf) {
        var hasher = Sha256.hasher();
        var end = Leaf.start(leaf) + leafLength(leaf);
        var buffer = ByteBuffer.allocate(READ_BYTES);
        for (var at = Leaf.start(leaf); at < end; at += buffer.limit()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
            if (!read(at, buffer)) {
                return false;
            }
            hasher.update(buffer.flip());
        }
        return verified(leaf, Sha256.finish(hasher));
    }

    /// Nothing of the leaf counts as held.
    boolean forget(int leaf) {
        return run(blob -> {
            var before =
                    blob.digest(leaf).isPresent() ? leafLength(leaf) : blob.parts(leaf).total();
            blob.forget(leaf);
            moved(-before);
        });
    }

    /// How many bytes of the leaf are held, from its start; empty if all bytes are gone.
    Optional<Integer> heldOf(int leaf) {
        return ask(blob -> heldOf(blob, leaf));
    }

    private int heldOf(ArrivingBlob blob, int leaf) {
        return blob.digest(leaf).isPresent() ? leafLength(leaf) : blob.head(leaf);
    }

    Optional<RangeSet> held() {
        return ask(ArrivingBlob::held);
    }

    /// Finds out how many bytes are held, if there are files of the upload, and leaves them closed.
    void count() {
        gate.writeLock().lock();
        try {
            if (state instanceof State.Closed) {
                blobs.open(id).ifPresent(this::countAndClose);
            }
        } finally {
            gate.writeLock().unlock();
        }
    }

    private void open() {
        gate.writeLock().lock();
        try {
            if (state instanceof State.Closed) {
                var blob = blobs.open(id).orElseGet(() -> blobs.create(id, size));
                if (size == 0 && blob.digest(0).isEmpty()) {
                    blob.verified(0, OF_NOTHING);
                }
                counted(blob);
                usedMillis = clock.millis();
                state = new State.Open(blob);
            }
        } finally {
            gate.writeLock().unlock();
        }
    }

    private void countAndClose(ArrivingBlob blob) {
        try (blob) {
            counted(blob);
        }
    }

    private void counted(ArrivingBlob blob) {
        moved(blob.held().total() - held.get());
    }

    private void moved(long bytes) {
        held.addAndGet(bytes);
        reservation.arrived(bytes);
    }

    /// Turns the bytes, all of which are verified, into a stored blob. *Synced*. Doing it again is
    /// safe, so that a fault between this and the ledger is nothing but another try.
    ///
    /// @param facts kept beside them
    void complete(Media facts) {
        gate.writeLock().lock();
        try {
            open();
            if (state instanceof State.Open(var blob)) {
                state = new State.Closed();
                try {
                    blob.complete(facts);
                } catch (RuntimeException e) {
                    blob.close();
                    throw e;
                }
            }
        } finally {
            gate.writeLock().unlock();
        }
    }

    /// Nobody needs the bytes as an upload's any more.
    void retire() {
        gate.writeLock().lock();
        try {
            close();
            state = new State.Gone();
        } finally {
            gate.writeLock().unlock();
        }
    }

    /// Removes the bytes, whatever form they have; nobody can write any from here on.
    void discard() {
        gate.writeLock().lock();
        try {
            retire();
            blobs.discard(id);
            // Where a crash fell between completing and the ledger.
            blobs.remove(id.toMediaId());
        } finally {
            gate.writeLock().unlock();
        }
    }

    /// Lets go of the files until somebody needs them again.
    void close() {
        gate.writeLock().lock();
        try {
            if (state instanceof State.Open(var blob)) {
                state = new State.Closed();
                blob.close();
            }
        } finally {
            gate.writeLock().unlock();
        }
    }

    /// As [#close], if nobody has used them since `last`, or does now.
    void closeIfIdleSince(Instant last) {
        if (isOpen() && usedMillis <= last.toEpochMilli() && gate.writeLock().tryLock()) {
            try {
                close();
            } finally {
                gate.writeLock().unlock();
            }
        }
    }
}
