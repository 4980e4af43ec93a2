package io.sampan.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.core.memory.Faults;
import io.sampan.core.memory.MemoryBlobStore;
import io.sampan.core.memory.MemoryLedger;
import io.sampan.model.ByteRange;
import io.sampan.model.Media;
import io.sampan.model.Outcome;
import io.sampan.model.RangeSet;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.model.Sha256;
import io.sampan.model.UserName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/// A server's transfer over stores in memory, and people who use it. What runs in the background
/// runs at once, unless the test passes an executor.
final class Stage {

    static final UserName ALICE = new UserName("alice");
    static final UserName BOB = new UserName("bob");

    final Faults faults = new Faults();
    final AtomicLong millis = new AtomicLong(1_800_000_000_000L);
    final InstantSource clock = () -> Instant.ofEpochMilli(millis.get());
    final MemoryLedger ledger = new MemoryLedger(faults);
    final MemoryBlobStore blobs;
    private final TransferLimits limits;
    private final Executor background;
    boolean takesOlderLedger;
    boolean mayRemove = true;
    Transfers transfers;
    SlotLease lane;

    Stage() {
        this(TransferLimits.DEFAULTS);
    }

    Stage(TransferLimits limits) {
        this(limits, Long.MAX_VALUE / 4, Runnable::run);
    }

    Stage(TransferLimits limits, long diskBytes, Executor background) {
        this.limits = limits;
        this.background = background;
        this.blobs = new MemoryBlobStore(diskBytes, faults);
        this.transfers = Transfers.open(blobs, ledger, limits, clock, background);
        this.lane = transfers.attend();
    }

    /// The server is killed and started again: what was not written is lost.
    void killServer() {
        blobs.kill();
        var keeping =
                new Housekeeping(
                        clock, () -> mayRemove, Housekeeping.UNKNOWN_KEPT, takesOlderLedger);
        transfers = Transfers.open(blobs, ledger, limits, clock, keeping, background);
        lane = transfers.attend();
    }

    void later(Duration duration) {
        millis.addAndGet(duration.toMillis());
    }

    UploadDesk desk() {
        return transfers.uploads();
    }

    /// Alice offers it, and it is admitted: what is held.
    RangeSet offer(TestFile file) {
        return ready(desk().offer(ALICE, file.offer(), lane));
    }

    /// Alice asks where she was.
    RangeSet held(TestFile file) {
        return ready(desk().query(ALICE, file.id()));
    }

    /// Alice sends one block in pieces of 100,000 bytes.
    Outcome<ByteRange> put(TestFile file, long from, long to) {
        var intake = begin(file, from, to);
        feed(intake, file, from, to);
        return intake.finish();
    }

    /// Alice sends the bytes of `carried` under the digests of `announced`.
    Outcome<ByteRange> put(TestFile carried, TestFile announced, long from, long to) {
        var range = new ByteRange(from, to);
        var intake =
                done(desk().block(ALICE, announced.id(), range, announced.digests(range), lane));
        feed(intake, carried, from, to);
        return intake.finish();
    }

    BlockIntake begin(TestFile file, long from, long to) {
        return done(beginning(file, from, to));
    }

    Outcome<BlockIntake> beginning(TestFile file, long from, long to) {
        var range = new ByteRange(from, to);
        return desk().block(ALICE, file.id(), range, file.digests(range), lane);
    }

    static void feed(BlockIntake intake, TestFile file, long from, long to) {
        for (var at = from; at < to; at += 100_000) {
            intake.accept(file.bytes(new ByteRange(at, Math.min(to, at + 100_000))));
        }
    }

    Outcome<Media> finish(TestFile file) {
        return desk().finish(ALICE, file.id(), file.tree(), Optional.empty());
    }

    /// Alice puts the whole file.
    Media upload(TestFile file) {
        return upload(file, false);
    }

    Media upload(TestFile file, boolean shared) {
        done(desk().offer(ALICE, file.offer("film.mp4", shared), lane));
        if (file.size() > 0) {
            done(put(file, 0, file.size()));
        }
        return done(finish(file));
    }

    Media small(TestFile file) {
        return done(desk().small(ALICE, file.offer(), file.tree(), file.bytes(file.whole())));
    }

    TransferGauges gauges() {
        return transfers.gauges();
    }

    static <T> T done(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(var value) -> value;
            case Outcome.Refused<T>(var refusal) -> throw new AssertionError(refusal.toString());
        };
    }

    static Refusal refused(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Done<?>(var value) -> throw new AssertionError("done: " + value);
            case Outcome.Refused<?>(var refusal) -> refusal;
        };
    }

    static void assertRefused(Outcome<?> outcome, RefusalCode code) {
        assertThat(refused(outcome).code()).isEqualTo(code);
    }

    static RangeSet ready(Outcome<UploadStatus> outcome) {
        return switch (done(outcome)) {
            case UploadStatus.Ready(var held) -> held;
            case UploadStatus.Complete(var media) -> throw new AssertionError("complete " + media);
        };
    }

    static RangeSet ranges(long... bounds) {
        var set = RangeSet.EMPTY;
        for (var i = 0; i < bounds.length; i += 2) {
            set = set.plus(new ByteRange(bounds[i], bounds[i + 1]));
        }
        return set;
    }

    /// Digests that nothing matches.
    static List<Sha256> wrongDigests(int count) {
        return java.util.Collections.nCopies(count, Sha256.digest(new byte[] {1, 2, 3}));
    }
}
