package io.sampan.server.packages;

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
import io.sampan.server.Faults;
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
import io.sampan.wire.link.LinkException;
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
///   anything that cannot be done ─▶ FAILED
/// ```
///
/// After FAILED the connection stays open wherever it is known where the next struct begins; after
/// FAILED for a body, that body may come again without a struct ([BodyReceiver]). It is closed
/// where a struct asks for nothing, where the program speaks the other layout, and after
/// [#MAX_FAILED] FAILEDs in a row.
///
/// All methods are called by the conversation's own virtual thread.
final class PackageConversation {

    private static final Logger LOG = LoggerFactory.getLogger(PackageConversation.class);

    /// A connection whose other ones carry the blocks may have nothing to say for long.
    static final Duration BETWEEN_REQUESTS = Duration.ofHours(1);

    /// The seed's programs try three times; one that never stops is cut.
    static final int MAX_FAILED = 100;

    private static final Md5 OF_NOTHING = Md5.finish(Md5.hasher());

    private final ByteLink link;
    private final PackageCodec codec;
    private final Transfers transfers;
    private final SlotLease attendance;
    private final Md5Shelf md5s;
    private final LayoutAlarm alarm;
    private final Faults faults;
    private final Duration silence;
    private final StructReader reader;
    private final BodyReceiver bodies;
    private int failed;

    /// @param silence how long the program may send nothing in the middle of something
    PackageConversation(
            ByteLink link,
            PackageCodec codec,
            Transfers transfers,
            SlotLease attendance,
            Md5Shelf md5s,
            LayoutAlarm alarm,
            Faults faults,
            Duration silence) {
        this.link = link;
        this.codec = codec;
        this.transfers = transfers;
        this.attendance = attendance;
        this.md5s = md5s;
        this.alarm = alarm;
        this.faults = faults;
        this.silence = silence;
        this.reader = new StructReader(link, codec);
        this.bodies = new BodyReceiver(link, codec, reader, faults, silence);
    }

    /// Returns when the connection is of no use any more, and that has been said.
    ///
    /// @throws LinkException when the peer is gone, as most connections end
    void run() {
        var patience = silence;
        while (failed < MAX_FAILED && goesOn(reader.next(patience))) {
            patience = BETWEEN_REQUESTS;
        }
        link.closeGently();
    }

    /// Answers what was read; false if nothing can follow it.
    private boolean goesOn(StructReader.Reading reading) {
        return switch (reading) {
            case StructReader.Reading.Struct(var struct, var request) -> {
                if (request.isPresent() && done(struct, request.get())) {
                    failed = 0;
                    yield true;
                }
                failed++;
                link.send(Body.of(codec.failed(struct)));
                yield codec.isRequest(struct);
            }
            case StructReader.Reading.OtherLayout(var start, var why, var answerIn) -> {
                alarm.raise(link.peer(), why);
                link.send(Body.of(codec.failed(start, answerIn)));
                yield false;
            }
        };
    }

    /// Whether the request was answered with yes; if not, it is to be answered with FAILED.
    private boolean done(ByteBuffer struct, Request request) {
        return switch (faults.<Object>attempt(() -> answer(struct, request).map(yes -> yes))) {
            case Outcome.Done<Object> _ -> true;
            case Outcome.Refused<Object>(var refusal) -> {
                LOG.atDebug()
                        .addKeyValue("peer", link.peer())
                        .addKeyValue("name", request.name())
                        .addKeyValue("reason", refusal)
                        .log("a request failed");
                yield false;
            }
        };
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
            case OfferFile(var name, var size) when PackageBlocks.isSmall(size) ->
                    bodies.takeIn(
                            struct,
                            size,
                            codec.md5Of(struct),
                            () -> transfers.named().whole(name, size, attendance));
            case OfferFile(var name, var size) ->
                    say(
                            struct,
                            transfers.named().begin(name, size, codec.md5Of(struct), attendance));
            case WriteBlock(var name, var block) ->
                    bodies.takeIn(
                            struct,
                            block.rest().length(),
                            Optional.empty(),
                            () ->
                                    transfers
                                            .named()
                                            .range(
                                                    name,
                                                    block.fileSize(),
                                                    block.range(),
                                                    block.from(),
                                                    attendance));
            case WhereWasI(var name, var block) -> whereWasI(struct, name, block);
            case EndWriting(var name, var size) -> say(struct, end(struct, name, size));
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

    /// Whether the file is complete, and has the MD5 that the program says, if it says one.
    private Outcome<?> end(ByteBuffer struct, MediaName name, long size) {
        var finished = transfers.named().finish(name, size);
        var told = codec.md5Of(struct);
        if (told.isEmpty() || !(finished instanceof Outcome.Done<Media>(var media))) {
            return finished;
        }
        return switch (transfers.media().read(Space.OWNER, media.id())) {
            case Outcome.Refused<OpenMedia>(var refusal) -> Outcome.refused(refusal);
            case Outcome.Done<OpenMedia>(var opened) -> {
                try (opened) {
                    yield md5s.of(opened).equals(told.get())
                            ? finished
                            : Outcome.refused(RefusalCode.DIGEST_MISMATCH);
                }
            }
        };
    }

    private Outcome<?> whereWasI(ByteBuffer struct, MediaName name, Request.Block block) {
        var held = transfers.named().held(name, block.fileSize(), block.range());
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
                    if (PackageBlocks.isSmall(size)) {
                        sendBytes(media, new ByteRange(0, size));
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
                    sendBytes(media, block.rest());
                    yield Outcome.done(name);
                }
            }
        };
    }

    /// A fault in the middle of a file's bytes ends the connection: a struct would be taken for
    /// more of them.
    private void sendBytes(OpenMedia media, ByteRange range) {
        try {
            link.send(MediaBody.of(media, range));
        } catch (LinkException e) {
            throw e;
        } catch (RuntimeException e) {
            faults.refusal(e);
            throw new LinkException.Closed("the rest of a file cannot be sent", e);
        }
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
