package io.sampan.client.upload;

import io.sampan.client.lane.LaneLostException;
import io.sampan.client.lane.LanePool;
import io.sampan.client.lane.LanesDownException;
import io.sampan.client.lane.LoginRefusedException;
import io.sampan.client.lane.Question;
import io.sampan.client.lane.StoppedException;
import io.sampan.client.task.PutRequest.OnNoSpace;
import io.sampan.client.task.TransferResult;
import io.sampan.client.work.Cancellation;
import io.sampan.client.work.FailurePatience;
import io.sampan.client.work.TransferObserver;
import io.sampan.client.work.TransferProgress;
import io.sampan.disk.Disk;
import io.sampan.disk.DiskException;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.model.Sha256;
import io.sampan.wire.frame.ControlFrame.Refused;
import io.sampan.wire.frame.UploadFrame.PutSmall;
import io.sampan.wire.frame.UploadFrame.UploadComplete;
import io.sampan.wire.link.Body;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Sends a file of one leaf at most in one round trip. Many run side by side, each on a thread of
/// its own, and share the lanes: that is what pipelines them.
public final class SmallPut {

    private final UploadTask task;
    private final UploadSettings settings;
    private final LanePool lanes;
    private final Disk disk;
    private final Cancellation orders;
    private final TransferProgress tally;
    private final TransferObserver report;
    private final FailurePatience patience;
    private int damages;

    /// A put of a file that is one request.
    public SmallPut(
            UploadTask task,
            UploadSettings settings,
            LanePool lanes,
            Disk disk,
            Cancellation orders,
            TransferProgress tally,
            TransferObserver report) {
        this.task = task;
        this.settings = settings;
        this.patience = new FailurePatience(settings.patience());
        this.lanes = lanes;
        this.disk = disk;
        this.orders = orders;
        this.tally = tally;
        this.report = report;
    }

    /// Returns when the file is stored, or will not be, or the orders say to stop. Empty if the
    /// server wants it as an upload.
    ///
    /// @throws SourceChangedException if the source is not what the task says
    public Optional<TransferResult> run() {
        try {
            var bytes = read();
            tally.begin(0, bytes.remaining());
            report.onStarted(0);
            return send(bytes);
        } catch (LanesDownException e) {
            return Optional.of(
                    orders.isGo()
                            ? new TransferResult.Unanswered(String.valueOf(e.getMessage()))
                            : stopped());
        } catch (LoginRefusedException e) {
            return Optional.of(new TransferResult.Refused(e.refusal()));
        } catch (StoppedException e) {
            return Optional.of(stopped());
        } catch (UncheckedIOException | DiskException e) {
            return Optional.of(new TransferResult.Failed(String.valueOf(e.getMessage())));
        }
    }

    private ByteBuffer read() {
        try (var source = new SourceFile(disk, task.source(), task.stamp())) {
            var bytes = ByteBuffer.allocate((int) source.size());
            source.read(0, bytes);
            return bytes.flip();
        }
    }

    private Optional<TransferResult> send(ByteBuffer bytes) {
        var request = new PutSmall(task.offer(), digest(bytes));
        while (orders.isGo()) {
            var lane = orders.ask(lanes::leastOwed);
            if (bytes.remaining() > lane.limits().maxSmall()) {
                return Optional.empty();
            }
            try {
                tally.carry(bytes.remaining());
                var question = Question.of(request, Body.of(bytes));
                switch (orders.ask(() -> lane.ask(question))) {
                    case UploadComplete(var media) -> {
                        tally.begin(media.size(), media.size());
                        return Optional.of(new TransferResult.Done(media, Optional.empty()));
                    }
                    case Refused(var refusal) when refusal.code() == RefusalCode.TOO_LARGE -> {
                        return Optional.empty();
                    }
                    case Refused(var refusal) -> {
                        var end = refused(refusal, bytes.remaining());
                        if (end.isPresent()) {
                            return end;
                        }
                    }
                    default -> {
                        return Optional.of(
                                new TransferResult.Failed(
                                        "the server answers a file with something else"));
                    }
                }
            } catch (LaneLostException e) {
                carriedAgain(bytes.remaining(), String.valueOf(e.getMessage()));
            }
        }
        return Optional.of(stopped());
    }

    private static Sha256 digest(ByteBuffer bytes) {
        var hasher = Sha256.hasher();
        hasher.update(bytes.duplicate());
        return Sha256.finish(hasher);
    }

    private Optional<TransferResult> refused(Refusal refusal, long bytes) {
        if (refusal.code() == RefusalCode.CANCELLED) {
            return Optional.of(new TransferResult.Cancelled());
        }
        var noSpace = refusal.code() == RefusalCode.NO_SPACE || refusal.code() == RefusalCode.QUOTA;
        if ((noSpace && task.onNoSpace() == OnNoSpace.FAIL)
                || refusal.code().remedy() == RefusalCode.Remedy.GIVE_UP
                || patience.isOver(refusal, 0)) {
            return Optional.of(new TransferResult.Refused(refusal));
        }
        if (refusal.code() == RefusalCode.BAD_LEAF) {
            carriedAgain(bytes, refusal.reason());
            return ++damages > UploadSettings.MAX_DAMAGES
                    ? Optional.of(new TransferResult.Refused(refusal))
                    : Optional.empty();
        }
        report.onWaiting(refusal.reason());
        orders.sleep(refusal.retryAfter().orElse(settings.retryAfter()));
        return Optional.empty();
    }

    private void carriedAgain(long bytes, String why) {
        tally.again(bytes);
        report.onCarriedAgain(bytes, why);
    }

    private TransferResult stopped() {
        var _ = Thread.interrupted();
        return switch (orders.now()) {
            case PAUSE -> new TransferResult.Paused();
            case CANCEL -> new TransferResult.Cancelled();
            case GO, LEAVE -> new TransferResult.Left();
        };
    }
}
