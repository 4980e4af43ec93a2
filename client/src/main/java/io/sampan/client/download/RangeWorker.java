package io.sampan.client.download;

import io.sampan.client.lane.LaneLostException;
import io.sampan.client.lane.LanePool;
import io.sampan.client.lane.Question;
import io.sampan.client.lane.StoppedException;
import io.sampan.client.task.TransferResult;
import io.sampan.client.work.BlockPlan;
import io.sampan.client.work.StepResult;
import io.sampan.client.work.TransferObserver;
import io.sampan.client.work.TransferProgress;
import io.sampan.client.work.WorkerGroup;
import io.sampan.disk.PartFile;
import io.sampan.model.ByteRange;
import io.sampan.model.Leaf;
import io.sampan.model.RangeSet;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.model.RefusalCode.Remedy;
import io.sampan.wire.frame.ControlFrame.Refused;
import io.sampan.wire.frame.Frame;
import io.sampan.wire.frame.MediaFrame.Data;
import io.sampan.wire.frame.MediaFrame.GetRange;

/// One of the threads that fetch blocks: takes the next one, waits for a place on a lane, asks for
/// it, and lets a [LeafSink] take in what comes; until the plan is finished.
final class RangeWorker implements Runnable {

    private final MediaTable table;
    private final PartFile part;
    private final BlockPlan plan;
    private final DamagedLeaves damage;
    private final LanePool lanes;
    private final TransferProgress tally;
    private final TransferObserver report;
    private final WorkerGroup.End end;

    RangeWorker(
            MediaTable table,
            PartFile part,
            BlockPlan plan,
            DamagedLeaves damage,
            LanePool lanes,
            TransferProgress tally,
            TransferObserver report,
            WorkerGroup.End end) {
        this.table = table;
        this.part = part;
        this.plan = plan;
        this.damage = damage;
        this.lanes = lanes;
        this.tally = tally;
        this.report = report;
        this.end = end;
    }

    @Override
    public void run() {
        try {
            while (plan.next() instanceof BlockPlan.Step.Carry(var block)) {
                fetch(block);
            }
        } catch (StoppedException | InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            end.fail(e);
        }
    }

    private void fetch(ByteRange block) {
        var sink = new LeafSink(part, table, block, tally);
        var lost = RangeSet.EMPTY;
        try (var place = lanes.place()) {
            lost = answered(block, place.lane().ask(question(block, sink)));
        } catch (LaneLostException e) {
            // Of what has come, nothing has to come again.
        } finally {
            var missing = sink.close();
            var givenUp = lost.plus(onDamaged(sink.damaged()));
            plan.storedBut(block, missing.minus(givenUp));
        }
    }

    private Question question(ByteRange block, LeafSink sink) {
        return Question.of(new GetRange(table.media().id(), block.from(), block.length()))
                .onAnswer((frame, body) -> {
                    if (frame instanceof Data(var offset) && offset == block.from()) {
                        while (body.next(sink::accept)) {
                            // One piece after the other.
                        }
                    }
                });
    }

    /// @return what is not asked for any more
    private RangeSet answered(ByteRange block, Frame answer) {
        switch (answer) {
            case Data(var offset) when offset == block.from() -> {
                // The sink has it.
            }
            case Refused(var refusal) when refusal.code() == RefusalCode.DAMAGED -> {
                return refused(block, refusal);
            }
            case Refused(var refusal) -> end.say(verdict(refusal));
            default -> end.say(StepResult.failed("the server answers with other bytes than asked"));
        }
        return RangeSet.EMPTY;
    }

    /// The server's own copy is damaged. Where it does not say which leaf of the block it is, the
    /// leaves are asked for one by one.
    private RangeSet refused(ByteRange block, Refusal refusal) {
        var oneLeaf = Leaf.at(block.from()) == Leaf.at(block.to() - 1);
        if (refusal.ranges().isEmpty() && !oneLeaf) {
            plan.leafByLeaf();
            return RangeSet.EMPTY;
        }
        var leaves = damage.onRefused(oneLeaf ? RangeSet.of(block) : refusal.ranges());
        endIfTooMuch();
        return leaves;
    }

    private void endIfTooMuch() {
        if (damage.isTooMuch()) {
            damage.refusal()
                    .map(refusal -> new StepResult.End(new TransferResult.Refused(refusal)))
                    .ifPresent(end::say);
        }
    }

    static StepResult verdict(Refusal refusal) {
        return refusal.code().remedy() == Remedy.WAIT
                ? new StepResult.Again(refusal)
                : new StepResult.End(new TransferResult.Refused(refusal));
    }

    /// @return what is given up with this
    private RangeSet onDamaged(RangeSet leaves) {
        if (leaves.isEmpty()) {
            return leaves;
        }
        report.onCarriedAgain(leaves.total(), "bytes were damaged on the way");
        var givenUp = damage.onDamaged(leaves);
        endIfTooMuch();
        return givenUp;
    }
}
