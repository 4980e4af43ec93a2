package io.sampan.server;

import io.sampan.core.transfer.BlockIntake;
import io.sampan.core.transfer.SlotLease;
import io.sampan.core.transfer.Transfers;
import io.sampan.core.transfer.UploadDesk;
import io.sampan.core.transfer.UploadStatus;
import io.sampan.model.ByteRange;
import io.sampan.model.Leaf;
import io.sampan.model.Outcome;
import io.sampan.model.UploadId;
import io.sampan.model.UserName;
import io.sampan.wire.frame.ControlFrame.Arriving;
import io.sampan.wire.frame.ControlFrame.Done;
import io.sampan.wire.frame.Frame;
import io.sampan.wire.frame.UploadFrame;
import io.sampan.wire.frame.UploadFrame.BlockStored;
import io.sampan.wire.frame.UploadFrame.CancelUpload;
import io.sampan.wire.frame.UploadFrame.FinishUpload;
import io.sampan.wire.frame.UploadFrame.OfferUpload;
import io.sampan.wire.frame.UploadFrame.PauseUpload;
import io.sampan.wire.frame.UploadFrame.PutBlock;
import io.sampan.wire.frame.UploadFrame.PutSmall;
import io.sampan.wire.frame.UploadFrame.QueryUpload;
import io.sampan.wire.frame.UploadFrame.UploadComplete;
import io.sampan.wire.frame.UploadFrame.UploadReady;
import io.sampan.wire.link.Incoming;
import io.sampan.wire.link.Link;
import io.sampan.wire.link.LinkException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Uploads over one lane. Called by the conversation's own thread.
///
/// ```
/// OfferUpload  ─▶ slot, space    ─▶ UploadReady{held} · UploadComplete · Refused
/// PutBlock     ─▶ leaf after leaf ─▶ BlockStored · Refused{ranges}
/// FinishUpload ─▶ tree digest     ─▶ UploadComplete · Refused{ranges}
/// ```
final class UploadConversation implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UploadConversation.class);

    private static final long TELL_EVERY = Duration.ofSeconds(1).toNanos();

    private final Link link;
    private final UserName who;
    private final UploadDesk desk;
    private final SlotLease attendance;
    private final Duration silence;
    private final Answers answers;
    private final ServerCounters counters;

    UploadConversation(
            Link link,
            UserName who,
            Transfers transfers,
            ServerSettings settings,
            Answers answers,
            ServerCounters counters) {
        this.link = link;
        this.who = who;
        this.desk = transfers.uploads();
        this.attendance = transfers.attend();
        this.silence = settings.silence();
        this.answers = answers;
        this.counters = counters;
    }

    void on(UploadFrame request, Incoming incoming) {
        var exchange = incoming.exchange();
        switch (request) {
            case OfferUpload offer ->
                    answers.aside(
                            exchange,
                            () -> offer(offer),
                            status -> status(offer.offer().id(), status));
            case QueryUpload(var id) ->
                    answers.aside(
                            exchange, () -> desk.query(who, id), status -> status(id, status));
            case PutBlock block -> putBlock(block, incoming);
            case PauseUpload(var id) ->
                    answers.aside(exchange, () -> desk.pause(who, id), paused -> new Done());
            case CancelUpload(var id) ->
                    answers.aside(exchange, () -> desk.cancel(who, id), cancelled -> new Done());
            case FinishUpload(var id, var digest, var md5) ->
                    answers.aside(
                            exchange, () -> desk.finish(who, id, digest, md5), UploadComplete::new);
            case PutSmall small -> putSmall(small, incoming);
            case UploadReady answer -> throw Conversation.outOfPlace(incoming);
            case BlockStored answer -> throw Conversation.outOfPlace(incoming);
            case UploadComplete answer -> throw Conversation.outOfPlace(incoming);
        }
    }

    private Outcome<UploadStatus> offer(OfferUpload offer) {
        return offer.md5Follows()
                ? desk.offerWithMd5(who, offer.offer(), attendance)
                : desk.offer(who, offer.offer(), attendance);
    }

    private static Frame status(UploadId id, UploadStatus status) {
        return switch (status) {
            case UploadStatus.Ready(var held) -> new UploadReady(id, held);
            case UploadStatus.Complete(var media) -> new UploadComplete(media);
        };
    }

    private void putBlock(PutBlock block, Incoming incoming) {
        var range = ByteRange.ofLength(block.offset(), incoming.body().length());
        var begun =
                answers.attempt(
                        () -> desk.block(who, block.id(), range, block.leaves(), attendance));
        switch (begun) {
            case Outcome.Done<BlockIntake>(var intake) ->
                    answers.send(
                            incoming.exchange(),
                            answers.attempt(() -> takeIn(intake, incoming)),
                            stored -> new BlockStored());
            case Outcome.Refused<BlockIntake>(var refusal) -> {
                incoming.body().skip(silence);
                answers.refuse(incoming.exchange(), refusal);
            }
        }
    }

    private Outcome<ByteRange> takeIn(BlockIntake intake, Incoming incoming) {
        var body = incoming.body();
        var told = System.nanoTime();
        try {
            while (body.next(silence, intake::accept)) {
                if (System.nanoTime() - told > TELL_EVERY) {
                    told = System.nanoTime();
                    tell(new Arriving(incoming.exchange(), body.length() - body.remaining()));
                }
            }
        } catch (LinkException e) {
            intake.abandon();
            throw e;
        } catch (RuntimeException e) {
            intake.abandon();
            body.skip(silence);
            throw e;
        } finally {
            counters.onBytesIn(body.length() - body.remaining());
        }
        return intake.finish();
    }

    private void tell(Arriving arriving) {
        try {
            link.send(0, arriving);
        } catch (LinkException e) {
            // Nobody hears it; what has arrived is read to its end all the same.
            LOG.atTrace().setCause(e).log("the lane is broken");
        }
    }

    private void putSmall(PutSmall small, Incoming incoming) {
        var bytes = incoming.body().readAll(Leaf.SIZE, silence);
        counters.onBytesIn(bytes.remaining());
        answers.aside(
                incoming.exchange(),
                () -> desk.small(who, small.offer(), small.digest(), bytes),
                UploadComplete::new);
    }

    @Override
    public void close() {
        attendance.close();
    }
}
