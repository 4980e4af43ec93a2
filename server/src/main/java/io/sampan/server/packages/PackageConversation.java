package io.sampan.server.packages;

import io.sampan.core.storage.StorageException;
import io.sampan.core.transfer.BlockIntake;
import io.sampan.core.transfer.OpenMedia;
import io.sampan.core.transfer.SlotLease;
import io.sampan.core.transfer.Transfers;
import io.sampan.model.ByteRange;
import io.sampan.model.Md5;
import io.sampan.model.Media;
import io.sampan.model.MediaName;
import io.sampan.model.Outcome;
import io.sampan.model.RefusalCode;
import io.sampan.model.Space;
import io.sampan.server.MediaBody;
import io.sampan.server.packages.Request.AskMd5;
import io.sampan.server.packages.Request.EndReading;
import io.sampan.server.packages.Request.EndWriting;
import io.sampan.server.packages.Request.FindFile;
import io.sampan.server.packages.Request.OfferFile;
import io.sampan.server.packages.Request.ReadBlock;
import io.sampan.server.packages.Request.WhereWasI;
import io.sampan.server.packages.Request.WriteBlock;
import io.sampan.wire.link.Body;
import io.sampan.wire.link.ByteLink;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection of a program that speaks the struct, from its first request to its end. Requests
/// are worked on in the order they come.
///
/// ```
///   1 find           ─▶ struct{size, type} and, of a small file, its bytes
///   2 read block     ─▶ the bytes
///   3 end of reading ─▶ (nothing)
///   4 offer big      ─▶ OK
///   4 offer small    ─▶ OK   bytes ─▶ OK
///   5 write block    ─▶ OK   bytes ─▶ OK
///   6 where was I    ─▶ struct{off_set}
///   7 end of writing ─▶ OK
///   8 ask md5        ─▶ OK{md5}
///   anything that cannot be done ─▶ FAILED, and the connection is closed
/// ```
///
/// All methods are called by the conversation's own virtual thread.
final class PackageConversation {

    private static final Logger LOG = LoggerFactory.getLogger(PackageConversation.class);

    /// A connection whose other ones carry the blocks may have nothing to say for long.
    private static final Duration BETWEEN_REQUESTS = Duration.ofHours(1);

    private static final Md5 OF_NOTHING = Md5.finish(Md5.hasher());

    private final ByteLink link;
    private final PackageCodec codec;
    private final Transfers transfers;
    private final SlotLease attendance;
    private final Md5Shelf md5s;
    private final LayoutAlarm alarm;
    private final Duration silence;
    private final StructReader reader;

    /// @param silence how long the program may send nothing in the middle of something
    PackageConversation(
            ByteLink link,
            PackageCodec codec,
            Transfers transfers,
            SlotLease attendance,
            Md5Shelf md5s,
            LayoutAlarm alarm,
            Duration silence) {
        this.link = link;
        this.reader = new StructReader(link, codec);
        this.alarm = alarm;
        this.codec = codec;
        this.transfers = transfers;
        this.attendance = attendance;
        this.md5s = md5s;
        this.silence = silence;
    }

    /// Returns when something could not be done, and that has been said.
    ///
    /// @throws io.sampan.wire.link.LinkException when the peer is gone, as most connections end
    void run() {
        var patience = silence;
        while (true) {
            switch (reader.next(patience)) {
                case StructReader.Reading.Struct(var struct, var request) -> {
                    if (!done(struct, request)) {
                        endWith(codec.failed(struct));
                        return;
                    }
                }
                case StructReader.Reading.OtherLayout(var start, var why, var answerIn) -> {
                    alarm.raise(link.peer(), why);
                    endWith(codec.failed(start, answerIn));
                    return;
                }
            }
            patience = BETWEEN_REQUESTS;
        }
    }

    private void endWith(ByteBuffer failed) {
        link.send(Body.of(failed));
        link.closeGently();
    }

    private boolean done(ByteBuffer struct, Optional<Request> request) {
        if (request.isEmpty()) {
            LOG.atDebug().addKeyValue("peer", link.peer()).log("a struct that asks for nothing");
            return false;
        }
        try {
            return switch (answer(struct, request.get())) {
                case Outcome.Done<?> _ -> true;
                case Outcome.Refused<?>(var refusal) -> {
                    LOG.atDebug()
                            .addKeyValue("peer", link.peer())
                            .addKeyValue("name", request.get().name())
                            .addKeyValue("why", refusal)
                            .log("a request failed");
                    yield false;
                }
            };
        } catch (StorageException e) {
            LOG.atError().setCause(e).log("storage failed");
            return false;
        }
    }

    private Outcome<?> answer(ByteBuffer struct, Request request) {
        return switch (request) {
            case FindFile(var name) -> find(struct, name);
            case ReadBlock(var name, var block) -> read(name, block);
            case EndReading(var name) -> Outcome.done(name);
            case OfferFile(var name, var size) when size == 0 && !mayBeEmpty(struct, name) -> {
                alarm.raise(link.peer(), "an empty file for a name under which there are bytes");
                yield Outcome.refused(
                        RefusalCode.NOT_ALLOWED, "what is stored is not replaced by nothing");
            }
            case OfferFile(var name, var size) when Blocks.isSmall(size) ->
                    takeIn(struct, transfers.stripes().whole(name, size, attendance), size);
            case OfferFile(var name, var size) ->
                    say(struct, transfers.stripes().begin(name, size, attendance));
            case WriteBlock(var name, var block) ->
                    takeIn(
                            struct,
                            transfers
                                    .stripes()
                                    .stripe(
                                            name,
                                            block.fileSize(),
                                            block.range(),
                                            block.from(),
                                            attendance),
                            block.rest().length());
            case WhereWasI(var name, var block) -> whereWasI(struct, name, block);
            case EndWriting(var name, var size) ->
                    say(struct, transfers.stripes().finish(name, size));
            case AskMd5(var name) -> md5(struct, name);
        };
    }

    /// Whether an empty file may be stored under a name. It never takes the place of one that has
    /// bytes, unless the program says the MD5 of nothing: of an empty file nothing arrives, and a
    /// size that was read from the wrong place is mostly 0 too.
    private boolean mayBeEmpty(ByteBuffer struct, MediaName name) {
        return codec.md5Of(struct).filter(OF_NOTHING::equals).isPresent()
                || !(transfers.media().byName(Space.OWNER, name)
                        instanceof Outcome.Done<Media>(var media))
                || media.size() == 0;
    }

    private <T> Outcome<T> say(ByteBuffer struct, Outcome<T> outcome) {
        if (outcome instanceof Outcome.Done) {
            send(codec.ok(struct));
        }
        return outcome;
    }

    private Outcome<?> takeIn(ByteBuffer struct, Outcome<BlockIntake> begun, long length) {
        return switch (begun) {
            case Outcome.Refused<BlockIntake>(var refusal) -> Outcome.refused(refusal);
            case Outcome.Done<BlockIntake>(var intake) -> {
                feed(struct, intake, length);
                yield say(struct, intake.finish());
            }
        };
    }

    private void feed(ByteBuffer struct, BlockIntake intake, long length) {
        try {
            send(codec.ok(struct));
            var body = link.body(length);
            while (body.next(silence, intake::accept)) {
                // The piece is taken in.
            }
        } catch (RuntimeException e) {
            intake.abandon();
            throw e;
        }
    }

    private Outcome<?> whereWasI(ByteBuffer struct, MediaName name, Request.Block block) {
        var held = transfers.stripes().held(name, block.fileSize(), block.range());
        if (held instanceof Outcome.Done<Long>(var bytes)) {
            send(codec.held(struct, bytes));
        }
        return held;
    }

    private Outcome<?> find(ByteBuffer struct, MediaName name) {
        return switch (open(name)) {
            case Outcome.Refused<OpenMedia>(var refusal) -> Outcome.refused(refusal);
            case Outcome.Done<OpenMedia>(var media) -> {
                try (media) {
                    var size = media.media().size();
                    send(codec.file(struct, size));
                    if (Blocks.isSmall(size)) {
                        link.send(MediaBody.of(media, new ByteRange(0, size)));
                    }
                    yield Outcome.done(name);
                }
            }
        };
    }

    private Outcome<?> read(MediaName name, Request.Block block) {
        return switch (open(name)) {
            case Outcome.Refused<OpenMedia>(var refusal) -> Outcome.refused(refusal);
            case Outcome.Done<OpenMedia>(var media) -> {
                try (media) {
                    if (media.media().size() != block.fileSize()) {
                        yield Outcome.refused(RefusalCode.OUT_OF_RANGE, "it has another size");
                    }
                    reader.established();
                    link.send(MediaBody.of(media, block.rest()));
                    yield Outcome.done(name);
                }
            }
        };
    }

    private Outcome<?> md5(ByteBuffer struct, MediaName name) {
        return switch (open(name)) {
            case Outcome.Refused<OpenMedia>(var refusal) -> Outcome.refused(refusal);
            case Outcome.Done<OpenMedia>(var media) -> {
                try (media) {
                    send(codec.md5(struct, media.media().size(), md5s.of(media)));
                    yield Outcome.done(name);
                }
            }
        };
    }

    private Outcome<OpenMedia> open(MediaName name) {
        var desk = transfers.media();
        return switch (desk.byName(Space.OWNER, name)) {
            case Outcome.Done<Media>(var media) -> desk.read(Space.OWNER, media.id());
            case Outcome.Refused<Media>(var refusal) -> Outcome.refused(refusal);
        };
    }

    /// Answers with a struct that says yes, in one way or another.
    private void send(ByteBuffer struct) {
        reader.established();
        link.send(Body.of(struct));
    }
}
