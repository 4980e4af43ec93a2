package io.sampan.client.upload;

import io.sampan.client.lane.LaneLostException;
import io.sampan.client.lane.LanePlace;
import io.sampan.client.lane.LanePool;
import io.sampan.client.lane.Question;
import io.sampan.client.lane.StoppedException;
import io.sampan.client.task.TransferResult;
import io.sampan.client.work.BlockPlan;
import io.sampan.client.work.StepResult;
import io.sampan.client.work.TransferObserver;
import io.sampan.client.work.TransferProgress;
import io.sampan.client.work.WorkerGroup;
import io.sampan.model.ByteRange;
import io.sampan.model.RangeSet;
import io.sampan.model.Refusal;
import io.sampan.model.Sha256;
import io.sampan.model.UploadId;
import io.sampan.wire.frame.ControlFrame.Refused;
import io.sampan.wire.frame.Frame;
import io.sampan.wire.frame.UploadFrame.BlockStored;
import io.sampan.wire.frame.UploadFrame.PutBlock;
import io.sampan.wire.frame.UploadFrame.QueryUpload;
import io.sampan.wire.frame.UploadFrame.UploadComplete;
import io.sampan.wire.frame.UploadFrame.UploadReady;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// One of the threads that send blocks: takes the next block, hashes it, waits for a place on a
/// lane, sends it and waits for the answer; until the plan is finished.
final class BlockWorker implements Runnable {

    /// How long another lane gets to finish the leaf that it took over.
    private static final Duration BUSY = Duration.ofMillis(200);

    private final UploadId id;
    private final SourceFile source;
    private final SourceDigests leaves;
    private final BlockPlan plan;
    private final LanePool lanes;
    private final TransferProgress tally;
    private final TransferObserver report;
    private final WorkerGroup.End end;
    private final SourceDigests.Hashing hashing = new SourceDigests.Hashing();
    private int damages;

    BlockWorker(
            UploadId id,
            SourceFile source,
            SourceDigests leaves,
            BlockPlan plan,
            LanePool lanes,
            TransferProgress tally,
            TransferObserver report,
            WorkerGroup.End end) {
        this.id = id;
        this.source = source;
        this.leaves = leaves;
        this.plan = plan;
        this.lanes = lanes;
        this.tally = tally;
        this.report = report;
        this.end = end;
    }

    @Override
    public void run() {
        try {
            while (step(plan.next())) {
                // One step after the other.
            }
        } catch (StoppedException | InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            end.fail(e);
        }
    }

    private boolean step(BlockPlan.Step step) throws InterruptedException {
        switch (step) {
            case BlockPlan.Step.Carry(var block) -> send(block);
            case BlockPlan.Step.AskHeld() -> askHeld();
            case BlockPlan.Step.Finished() -> {
                return false;
            }
        }
        return true;
    }

    // ---- a block -----------------------------------------------------------------------------

    private void send(ByteRange block) throws InterruptedException {
        var digests = leaves.of(block, hashing);
        try (var place = lanes.place()) {
            carry(block, digests, place);
        }
    }

    private void carry(ByteRange block, List<Sha256> digests, LanePlace place)
            throws InterruptedException {
        var arrived = new AtomicLong();
        var sent = new AtomicLong();
        var question =
                Question.of(
                                new PutBlock(id, block.from(), digests),
                                source.part(block.from(), block.length()))
                        .onSent(bytes -> tally.carry(bytes - sent.getAndSet(bytes)))
                        .onArriving(bytes -> tally.arrive(bytes - arrived.getAndSet(bytes)));
        try {
            var answer = place.lane().ask(question);
            tally.arrive(-arrived.getAndSet(0));
            answered(block, answer, sent.get());
        } catch (LaneLostException e) {
            // What was sent counts as done until the server was asked.
            tally.settle(plan.doubt(block, sent.get()));
            tally.arrive(-arrived.getAndSet(0));
        }
    }

    private void answered(ByteRange block, Frame answer, long sent) throws InterruptedException {
        switch (answer) {
            case BlockStored() -> {
                tally.settle(block.length());
                plan.stored(block);
            }
            case Refused(var refusal) -> refused(block, refusal, sent);
            default -> end.say(StepResult.failed("the server answers a block with something else"));
        }
    }

    private void refused(ByteRange block, Refusal refusal, long sent) throws InterruptedException {
        switch (refusal.code()) {
            case BAD_LEAF -> damaged(block, refusal);
            case LEAF_BUSY, INCOMPLETE -> {
                Thread.sleep(BUSY);
                tally.settle(block.length());
                plan.doubt(block);
            }
            default -> {
                if (sent > 0) {
                    // The server did not want it, and will when the file is offered again.
                    carriedAgain(
                            RangeSet.of(ByteRange.ofLength(block.from(), sent)), refusal.reason());
                }
                end.say(UploadRefusals.verdict(refusal));
            }
        }
    }

    /// If the source is what it was, the bytes were damaged on the way.
    private void damaged(ByteRange block, Refusal refusal) {
        var bad = refusal.ranges().isEmpty() ? RangeSet.of(block) : refusal.ranges();
        bad.ranges().forEach(range -> leaves.verify(range, hashing));
        if (++damages > UploadSettings.MAX_DAMAGES) {
            end.say(new StepResult.End(new TransferResult.Refused(refusal)));
            return;
        }
        tally.settle(block.length() - bad.total());
        carriedAgain(bad, refusal.reason());
        plan.storedBut(block, bad);
    }

    // ---- where was I -------------------------------------------------------------------------

    private void askHeld() {
        var answered = false;
        try {
            switch (lanes.ask(Question.of(new QueryUpload(id)))) {
                case UploadReady(var same, var held) -> {
                    answered = true;
                    var lost = plan.reconcile(held);
                    tally.settle(-lost.total());
                    carriedAgain(lost, "a lane was lost");
                }
                case UploadComplete(var media) -> {
                    answered = true;
                    var lost = plan.reconcile(RangeSet.of(new ByteRange(0, media.size())));
                    carriedAgain(lost, "");
                }
                case Refused(var refusal) -> end.say(UploadRefusals.verdict(refusal));
                default ->
                        end.say(
                                StepResult.failed(
                                        "the server answers a query with something" + " else"));
            }
        } finally {
            if (!answered) {
                plan.askFailed();
            }
        }
    }

    private void carriedAgain(RangeSet bytes, String why) {
        if (!bytes.isEmpty()) {
            tally.again(bytes.total());
            report.onCarriedAgain(bytes.total(), why);
        }
    }
}
