package io.sampan.client.download;

import io.sampan.client.lane.LanePool;
import io.sampan.client.lane.LanesDownException;
import io.sampan.client.lane.LoginRefusedException;
import io.sampan.client.lane.StoppedException;
import io.sampan.client.task.GetRequest.Target;
import io.sampan.client.task.TransferResult;
import io.sampan.client.work.BlockPlan;
import io.sampan.client.work.Cancellation;
import io.sampan.client.work.FailurePatience;
import io.sampan.client.work.StepResult;
import io.sampan.client.work.TransferProgress;
import io.sampan.client.work.WorkerGroup;
import io.sampan.disk.Disk;
import io.sampan.disk.DiskException;
import io.sampan.model.Leaf;
import io.sampan.model.Outcome;
import io.sampan.model.Refusal;
import io.sampan.model.Sha256;
import io.sampan.model.TreeHasher;
import io.sampan.wire.frame.MalformedFrameException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/// Fetches one media into a file: asks for its leaves' digests, fetches what the part file does not
/// have, verifies each leaf as it comes, and gives the whole its name.
///
/// One thread calls [#run], once.
public final class Download {

    private final DownloadTask task;
    private final DownloadSettings settings;
    private final LanePool lanes;
    private final Disk disk;
    private final PathClaims claims;
    private final Cancellation orders;
    private final TransferProgress tally;
    private final DownloadReport report;
    private final FailurePatience patience;

    /// A download of one task, begun or to be resumed.
    public Download(
            DownloadTask task,
            DownloadSettings settings,
            LanePool lanes,
            Disk disk,
            PathClaims claims,
            Cancellation orders,
            TransferProgress tally,
            DownloadReport report) {
        this.task = task;
        this.settings = settings;
        this.lanes = lanes;
        this.disk = disk;
        this.claims = claims;
        this.orders = orders;
        this.tally = tally;
        this.report = report;
        this.patience = new FailurePatience(settings.patience());
    }

    /// Returns when the file is in its place, or cannot be fetched, or the orders say to stop.
    public TransferResult run() {
        try {
            StepResult next = new StepResult.GoOn();
            while (orders.isGo()) {
                next = attempt();
                switch (next) {
                    case StepResult.End(var result) -> {
                        return result;
                    }
                    case StepResult.Again(var why) when patience.isOver(why, tally.carried()) -> {
                        return new TransferResult.Refused(why);
                    }
                    case StepResult.Again(var why) -> await(why);
                    case StepResult.GoOn() -> {
                        // Stopped, as the loop will see.
                    }
                }
            }
            return stopped();
        } catch (LanesDownException e) {
            return orders.isGo()
                    ? new TransferResult.Unanswered(String.valueOf(e.getMessage()))
                    : stopped();
        } catch (LoginRefusedException e) {
            return new TransferResult.Refused(e.refusal());
        } catch (StoppedException e) {
            return stopped();
        } catch (TargetTakenException
                | MalformedFrameException
                | UncheckedIOException
                | DiskException e) {
            return new TransferResult.Failed(String.valueOf(e.getMessage()));
        }
    }

    private void await(Refusal why) {
        report.onWaiting(why.reason());
        orders.sleep(why.retryAfter().orElse(settings.retryAfter()));
    }

    private StepResult attempt() {
        return switch (orders.ask(() -> MediaTable.ask(lanes, task.media()))) {
            case Outcome.Done<MediaTable>(var table) -> fetch(table);
            case Outcome.Refused<MediaTable>(var refusal) -> RangeWorker.verdict(refusal);
        };
    }

    private StepResult fetch(MediaTable table) {
        var target = claims.claim(unclaimed -> choose(table, unclaimed));
        try {
            report.onChosen(table.media(), target.path());
            if (task.chosen().isPresent()
                    && target.isThereWithoutPart()
                    && isWhole(target, table)) {
                return done(table, target);
            }
            var verdict = fillIn(table, target);
            if (!(verdict instanceof StepResult.GoOn)) {
                return verdict;
            }
            if (!orders.isGo()) {
                if (orders.now() == Cancellation.Order.CANCEL) {
                    target.discard();
                }
                return new StepResult.End(stopped());
            }
            return settle(table, target);
        } finally {
            claims.release(target);
        }
    }

    private TargetFile choose(MediaTable table, Predicate<Path> unclaimed) {
        var overwrite = task.target() instanceof Target.To(var file, var replace) && replace;
        return task.chosen()
                .map(path -> new TargetFile(disk, path, overwrite))
                .orElseGet(() -> TargetFile.choose(disk, task.target(), table.media(), unclaimed));
    }

    /// Fetches what is missing, and syncs it. [StepResult.GoOn]: all is there, or the orders say to
    /// stop.
    private StepResult fillIn(MediaTable table, TargetFile target) {
        var size = table.media().size();
        try (var part = target.open(table.media())) {
            if (size == 0) {
                part.leaves().verified(0, Sha256.digest(new byte[0]));
            }
            var held = part.leaves().held();
            checkSpace(target, size - held.total());
            tally.begin(held.total(), size);
            report.onStarted(held.total());
            var most = Math.min(settings.blockBytes(), orders.ask(lanes::any).limits().maxBlock());
            var plan = BlockPlan.of(size, held, settings.lanes(), most);
            var damage = new DamagedLeaves(size);
            var blocks = plan.blocksLeft();
            lanes.want((int) Math.min(settings.lanes(), blocks));
            var fetched =
                    new WorkerGroup("get-" + table.media().id(), plan, orders)
                            .work(
                                    (int) Math.min(blocks, 2L * settings.lanes()),
                                    end ->
                                            new RangeWorker(
                                                    table, part, plan, damage, lanes, tally, report,
                                                    end));
            if (part.leaves().isWhole()) {
                part.sync();
            }
            return fetched instanceof StepResult.GoOn
                    ? damage.refusal().<StepResult>map(Download::refused).orElse(fetched)
                    : fetched;
        }
    }

    private static StepResult refused(Refusal refusal) {
        return new StepResult.End(new TransferResult.Refused(refusal));
    }

    private void checkSpace(TargetFile target, long needed) {
        var usable = disk.usableBytes(target.folder());
        if (usable < needed) {
            throw new TargetTakenException(
                    "%s has room for %d bytes, and %d are needed"
                            .formatted(target.folder(), usable, needed));
        }
    }

    private StepResult settle(MediaTable table, TargetFile target) {
        try {
            target.settle(table.media().traits());
            return done(table, target);
        } catch (TargetTakenException e) {
            if (task.target() instanceof Target.To) {
                throw e;
            }
            // Under another name, then: what has arrived goes with it.
            var other = claims.claim(unclaimed -> elsewhere(table, target, unclaimed));
            try {
                target.moveTo(other);
                report.onChosen(table.media(), other.path());
                return settle(table, other);
            } finally {
                claims.release(other);
            }
        }
    }

    private TargetFile elsewhere(MediaTable table, TargetFile taken, Predicate<Path> unclaimed) {
        return TargetFile.choose(
                disk,
                task.target(),
                table.media(),
                path -> !path.equals(taken.path()) && unclaimed.test(path));
    }

    private StepResult done(MediaTable table, TargetFile target) {
        tally.begin(table.media().size(), table.media().size());
        return new StepResult.End(
                new TransferResult.Done(table.media(), Optional.of(target.path())));
    }

    /// Whether the file that is there is the media: it was given its name, and the journal did not
    /// hear of it any more.
    private boolean isWhole(TargetFile target, MediaTable table) {
        try (var file = disk.open(target.path(), Disk.Access.READ)) {
            var size = table.media().size();
            if (file.size() != size) {
                return false;
            }
            var tree = new TreeHasher();
            var piece = ByteBuffer.allocate(Leaf.SIZE);
            for (var leaf = 0; leaf < Leaf.count(size); leaf++) {
                piece.clear().limit(Leaf.length(leaf, size));
                file.readFully(Leaf.start(leaf), piece);
                var hasher = Sha256.hasher();
                hasher.update(piece.flip());
                tree.add(Sha256.finish(hasher));
            }
            return tree.digest().equals(table.media().digest());
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

    /// Removes what has arrived of a download that does not run.
    public static void discard(Disk disk, Path chosen) {
        new TargetFile(disk, chosen, false).discard();
    }
}
