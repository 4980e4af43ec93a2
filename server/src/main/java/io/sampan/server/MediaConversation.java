package io.sampan.server;

import io.sampan.core.transfer.MediaDesk;
import io.sampan.core.transfer.OpenMedia;
import io.sampan.core.transfer.Transfers;
import io.sampan.core.transfer.UploadDesk;
import io.sampan.core.transfer.UploadSummary;
import io.sampan.model.ByteRange;
import io.sampan.model.Leaf;
import io.sampan.model.MediaId;
import io.sampan.model.Outcome;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.model.Sha256;
import io.sampan.model.UserName;
import io.sampan.wire.frame.ControlFrame.Done;
import io.sampan.wire.frame.Frame;
import io.sampan.wire.frame.FrameLimits;
import io.sampan.wire.frame.MediaFrame;
import io.sampan.wire.frame.MediaFrame.CloseMedia;
import io.sampan.wire.frame.MediaFrame.Data;
import io.sampan.wire.frame.MediaFrame.GetRange;
import io.sampan.wire.frame.MediaFrame.ListMedia;
import io.sampan.wire.frame.MediaFrame.MediaInfo;
import io.sampan.wire.frame.MediaFrame.MediaList;
import io.sampan.wire.frame.MediaFrame.OpenNamed;
import io.sampan.wire.frame.MediaFrame.RemoveMedia;
import io.sampan.wire.link.Body;
import io.sampan.wire.link.Incoming;
import io.sampan.wire.link.Link;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Downloads and lists over one lane. Called by the conversation's own thread.
///
/// ```
/// OpenMedia ─▶ MediaInfo + leaf digests · Refused
/// GetRange  ─▶ Data + bytes (straight from the file, where the lane is not encrypted) · Refused
/// ```
final class MediaConversation implements AutoCloseable {

    /// One lane keeps so many media open; the one used longest ago is closed for the next.
    private static final int MAX_OPEN = 16;

    private static final Duration WHILE_ALL_READ = Duration.ofSeconds(1);

    private final Link link;
    private final UserName who;
    private final MediaDesk desk;
    private final UploadDesk uploads;
    private final Answers answers;
    private final ServerCounters counters;
    private final Semaphore openMedia;
    private final Map<MediaId, OpenMedia> open = new LinkedHashMap<>(MAX_OPEN, 0.75f, true);

    /// @param openMedia how many media all lanes may read at once
    MediaConversation(
            Link link,
            UserName who,
            Transfers transfers,
            Answers answers,
            ServerCounters counters,
            Semaphore openMedia) {
        this.link = link;
        this.who = who;
        this.desk = transfers.media();
        this.uploads = transfers.uploads();
        this.answers = answers;
        this.counters = counters;
        this.openMedia = openMedia;
    }

    void on(MediaFrame request, Incoming incoming) {
        var exchange = incoming.exchange();
        switch (request) {
            case MediaFrame.OpenMedia(var id) -> info(exchange, opened(id));
            case OpenNamed(var name) ->
                    info(
                            exchange,
                            switch (answers.attempt(() -> desk.byName(who, name))) {
                                case Outcome.Done<io.sampan.model.Media>(var media) ->
                                        opened(media.id());
                                case Outcome.Refused<io.sampan.model.Media>(var refusal) ->
                                        Outcome.refused(refusal);
                            });
            case GetRange range -> getRange(exchange, range);
            case CloseMedia(var id) -> {
                Optional.ofNullable(open.remove(id)).ifPresent(this::close);
                link.send(exchange, new Done());
            }
            case ListMedia list ->
                    answers.aside(exchange, () -> Outcome.done(list(list)), page -> page);
            case RemoveMedia(var id) ->
                    answers.aside(exchange, () -> desk.remove(who, id), removed -> new Done());
            case MediaInfo answer -> throw Conversation.outOfPlace(incoming);
            case Data answer -> throw Conversation.outOfPlace(incoming);
            case MediaList answer -> throw Conversation.outOfPlace(incoming);
        }
    }

    private Outcome<OpenMedia> opened(MediaId id) {
        var known = open.get(id);
        if (known != null) {
            return Outcome.done(known);
        }
        if (!makeRoom()) {
            return Outcome.refused(
                    Refusal.of(RefusalCode.UNAVAILABLE, "too many files are being read at once")
                            .retryAfter(WHILE_ALL_READ));
        }
        var outcome = answers.attempt(() -> desk.read(who, id));
        if (outcome instanceof Outcome.Done<OpenMedia>(var media)) {
            open.put(id, media);
        } else {
            openMedia.release();
        }
        return outcome;
    }

    /// Takes a place for one more open media, that of this lane's oldest one where it must.
    private boolean makeRoom() {
        if (open.size() < MAX_OPEN && openMedia.tryAcquire()) {
            return true;
        }
        var oldest = open.entrySet().iterator();
        if (!oldest.hasNext()) {
            return false;
        }
        oldest.next().getValue().close();
        oldest.remove();
        return true;
    }

    private void close(OpenMedia media) {
        media.close();
        openMedia.release();
    }

    private void info(int exchange, Outcome<OpenMedia> outcome) {
        switch (outcome) {
            case Outcome.Done<OpenMedia>(var media) ->
                    link.send(exchange, new MediaInfo(media.media()), digests(media));
            case Outcome.Refused<OpenMedia>(var refusal) -> answers.refuse(exchange, refusal);
        }
    }

    private static Body digests(OpenMedia media) {
        var length = (long) Leaf.count(media.media().size()) * Sha256.BYTES;
        return new Body.Stream(
                length,
                (offset, into) -> {
                    // Pieces are multiples of a digest, but the last one.
                    for (var leaf = (int) (offset / Sha256.BYTES); into.hasRemaining(); leaf++) {
                        into.put(media.blob().digest(leaf).bytes());
                    }
                });
    }

    private void getRange(int exchange, GetRange request) {
        switch (opened(request.id())) {
            case Outcome.Done<OpenMedia>(var media) -> sendRange(exchange, request, media);
            case Outcome.Refused<OpenMedia>(var refusal) -> answers.refuse(exchange, refusal);
        }
    }

    private void sendRange(int exchange, GetRange request, OpenMedia media) {
        var range = ByteRange.ofLength(request.offset(), request.length());
        if (range.to() > media.media().size() || range.length() > FrameLimits.MEMBER.body()) {
            answers.send(
                    exchange, Outcome.<Frame>refused(RefusalCode.OUT_OF_RANGE), frame -> frame);
            return;
        }
        switch (answers.attempt(() -> desk.check(who, media, range))) {
            case Outcome.Refused<ByteRange>(var refusal) -> {
                Optional.ofNullable(open.remove(request.id())).ifPresent(OpenMedia::close);
                answers.refuse(exchange, refusal);
            }
            case Outcome.Done<ByteRange> _ -> {
                link.send(exchange, new Data(range.from()), MediaBody.of(media, range));
                counters.onBytesOut(range.length());
            }
        }
    }

    private MediaList list(ListMedia request) {
        var page = desk.list(who, request.after(), request.limit());
        var arriving =
                request.uploads()
                        ? uploads.uploads(who).stream().map(MediaConversation::arrival).toList()
                        : List.<MediaFrame.Arrival>of();
        return new MediaList(page, page.size() == request.limit(), arriving);
    }

    private static MediaFrame.Arrival arrival(UploadSummary upload) {
        return new MediaFrame.Arrival(
                upload.offer(),
                upload.heldBytes(),
                upload.state() == UploadSummary.State.PAUSED,
                upload.touched());
    }

    @Override
    public void close() {
        open.values().forEach(this::close);
        open.clear();
    }
}
