package io.sampan.client.upload;

import io.sampan.client.lane.LanePool;
import io.sampan.client.lane.LanesDownException;
import io.sampan.client.lane.LoginRefusedException;
import io.sampan.client.lane.Question;
import io.sampan.client.lane.StoppedException;
import io.sampan.client.task.PutRequest.OnNoSpace;
import io.sampan.client.task.TransferResult;
import io.sampan.client.work.BlockPlan;
import io.sampan.client.work.Cancellation;
import io.sampan.client.work.FailurePatience;
import io.sampan.client.work.StepResult;
import io.sampan.client.work.TransferObserver;
import io.sampan.client.work.TransferProgress;
import io.sampan.client.work.WorkerGroup;
import io.sampan.disk.Disk;
import io.sampan.disk.DiskException;
import io.sampan.model.Media;
import io.sampan.model.RangeSet;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.wire.frame.ControlFrame.Refused;
import io.sampan.wire.frame.Frame;
import io.sampan.wire.frame.UploadFrame.FinishUpload;
import io.sampan.wire.frame.UploadFrame.OfferUpload;
import io.sampan.wire.frame.UploadFrame.PauseUpload;
import io.sampan.wire.frame.UploadFrame.UploadComplete;
import io.sampan.wire.frame.UploadFrame.UploadReady;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/// Sends one file: offers it, sends what the server does not hold, finishes it. Whatever is lost on
/// the way is made up for; it ends only with a result.
///
/// One thread calls [#run], once.
public final class FileUpload {

    private static final Duration PAUSE_PATIENCE = Duration.ofSeconds(5);

    private final UploadTask task;
    private final UploadSettings settings;
    private final LanePool lanes;
    private final Disk disk;
    private final Cancellation orders;
    private final TransferProgress tally;
    private final TransferObserver report;
    private final FailurePatience patience;
    private boolean admitted;
    private int mismatches;

    /// An upload of one task, begun or to be resumed.
    public FileUpload(
            UploadTask task,
            UploadSettings settings,
            LanePool lanes,
            Disk disk,
            Cancellation orders,
            TransferProgress tally,
            TransferObserver report) {
        this.task = task;
        this.settings = settings;
        this.lanes = lanes;
        this.disk = disk;
        this.orders = orders;
        this.tally = tally;
        this.report = report;
        this.patience = new FailurePatience(settings.patience());
    }

    /// Returns when the file is stored, or will not be, or the orders say to stop.
    ///
    /// @throws SourceChangedException if the source is not what the task says; what was sent of it
    ///   is of no use
    public TransferResult run() {
        try (var source = new SourceFile(disk, task.source(), task.stamp());
                var md5 = Md5Reader.start(source, task.md5())) {
            return send(source, md5);
        } catch (LanesDownException e) {
            return orders.isGo()
                    ? new TransferResult.Unanswered(String.valueOf(e.getMessage()))
                    : stopped();
        } catch (LoginRefusedException e) {
            return new TransferResult.Refused(e.refusal());
        } catch (StoppedException e) {
            return stopped();
        } catch (UncheckedIOException | DiskException e) {
            return new TransferResult.Failed(String.valueOf(e.getMessage()));
        }
    }

    private TransferResult send(SourceFile source, Md5Reader md5) {
        var leaves = new SourceDigests(source);
        StepResult next = new StepResult.GoOn();
        while (orders.isGo()) {
            if (next instanceof StepResult.Again(var why)) {
                if (patience.isOver(why, tally.carried())) {
                    return new TransferResult.Refused(why);
                }
                await(why);
            }
            switch (ask(new OfferUpload(task.offer(), task.md5()))) {
                case UploadReady(var id, var held) -> {
                    admitted = true;
                    next = sendMissing(source, leaves, md5, held);
                }
                case UploadComplete(var media) -> next = done(media);
                case Refused(var refusal) -> next = refused(refusal);
                default -> next = nonsense();
            }
            if (next instanceof StepResult.End(var result)) {
                return result;
            }
        }
        return stopped();
    }

    private StepResult sendMissing(
            SourceFile source, SourceDigests leaves, Md5Reader md5, RangeSet held) {
        var size = source.size();
        countLost(held);
        tally.begin(held.total(), size);
        report.onStarted(held.total());
        var most = Math.min(settings.blockBytes(), orders.ask(lanes::any).limits().maxBlock());
        var plan = BlockPlan.of(size, held, settings.lanes(), most);
        while (true) {
            var sent = sendBlocks(source, leaves, plan);
            if (!orders.isGo()) {
                return stop();
            }
            if (!(sent instanceof StepResult.GoOn)) {
                return sent;
            }
            var finished = finish(source, leaves, md5, plan);
            if (!(finished instanceof StepResult.GoOn)) {
                return finished;
            }
        }
    }

    /// What the server had acknowledged and does not hold (any more) is sent a second time.
    private void countLost(RangeSet held) {
        var lost = tally.done() - held.total();
        if (lost > 0) {
            tally.again(lost);
            report.onCarriedAgain(lost, "the server does not hold it any more");
        }
    }

    /// Two workers for each lane, so that the next block is on its way while the one before is
    /// acknowledged, and two more that hash meanwhile.
    private StepResult sendBlocks(SourceFile source, SourceDigests leaves, BlockPlan plan) {
        var id = task.offer().id();
        var blocks = plan.blocksLeft();
        lanes.want((int) Math.min(settings.lanes(), blocks));
        return new WorkerGroup("put-" + id, plan, orders)
                .work(
                        (int) Math.min(blocks, 2L * settings.lanes() + 2),
                        end ->
                                new BlockWorker(
                                        id, source, leaves, plan, lanes, tally, report, end));
    }

    private StepResult finish(
            SourceFile source, SourceDigests leaves, Md5Reader md5, BlockPlan plan) {
        var hashing = new SourceDigests.Hashing();
        var digest = leaves.tree(hashing);
        var whole = md5.digest();
        source.check();
        var finish = new FinishUpload(task.offer().id(), digest, whole);
        return switch (ask(finish)) {
            case UploadComplete(var media) -> done(media);
            case Refused(var refusal) when refusal.code() == RefusalCode.DIGEST_MISMATCH -> {
                // If the source is what it was, the server's leaves are not: send what it names.
                refusal.ranges().ranges().forEach(range -> leaves.verify(range, hashing));
                yield ++mismatches > UploadSettings.MAX_MISMATCHES
                        ? new StepResult.End(new TransferResult.Refused(refusal))
                        : sendAgain(refusal, plan);
            }
            case Refused(var refusal) when refusal.code() == RefusalCode.INCOMPLETE ->
                    sendAgain(refusal, plan);
            case Refused(var refusal) -> refused(refusal);
            default -> nonsense();
        };
    }

    private Frame ask(Frame request) {
        return orders.ask(() -> lanes.ask(Question.of(request)));
    }

    private StepResult sendAgain(Refusal refusal, BlockPlan plan) {
        var bytes = refusal.ranges().total();
        plan.again(refusal.ranges());
        tally.settle(-bytes);
        tally.again(bytes);
        report.onCarriedAgain(bytes, refusal.reason());
        return new StepResult.GoOn();
    }

    private StepResult done(Media media) {
        tally.begin(media.size(), media.size());
        return new StepResult.End(new TransferResult.Done(media, Optional.empty()));
    }

    private StepResult refused(Refusal refusal) {
        if (refusal.code() == RefusalCode.CANCELLED) {
            return new StepResult.End(new TransferResult.Cancelled());
        }
        var noSpace = refusal.code() == RefusalCode.NO_SPACE || refusal.code() == RefusalCode.QUOTA;
        if (noSpace && !admitted && task.onNoSpace() == OnNoSpace.FAIL) {
            return new StepResult.End(new TransferResult.Refused(refusal));
        }
        return UploadRefusals.verdict(refusal);
    }

    private static StepResult nonsense() {
        return StepResult.failed("the server answers with something else than was asked");
    }

    /// Waits before the file is offered again.
    private void await(Refusal why) {
        if (why.code().remedy() == RefusalCode.Remedy.OFFER_AGAIN) {
            return;
        }
        report.onWaiting(why.reason());
        orders.sleep(why.retryAfter().orElse(settings.retryAfter()));
    }

    private StepResult stop() {
        if (orders.now() == Cancellation.Order.PAUSE) {
            tellPaused();
        }
        return new StepResult.End(stopped());
    }

    /// Frees the slot. If nobody answers, the slot frees itself.
    private void tellPaused() {
        try {
            Frame answer =
                    lanes.ask(Question.of(new PauseUpload(task.offer().id())), PAUSE_PATIENCE);
            if (answer instanceof Refused(var refusal)) {
                report.onWaiting(refusal.reason());
            }
        } catch (LanesDownException e) {
            report.onWaiting(String.valueOf(e.getMessage()));
        }
    }

    private TransferResult stopped() {
        // The interrupt, if there was one, was for the conversation that ends here.
        var _ = Thread.interrupted();
        return switch (orders.now()) {
            case PAUSE -> new TransferResult.Paused();
            case CANCEL -> new TransferResult.Cancelled();
            case GO, LEAVE -> new TransferResult.Left();
        };
    }
}
