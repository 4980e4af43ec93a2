package io.sampan.server.packages;

import io.sampan.core.transfer.BlockIntake;
import io.sampan.model.ByteRange;
import io.sampan.model.Md5;
import io.sampan.model.Outcome;
import io.sampan.model.RefusalCode;
import io.sampan.server.Faults;
import io.sampan.wire.link.Body;
import io.sampan.wire.link.ByteLink;
import io.sampan.wire.link.IncomingBody;
import io.sampan.wire.link.LinkException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Receives the bytes that follow an OK, as often as the program sends them: a body that was
/// answered with FAILED may come again on the same connection, with a struct before it or without
/// one, as the seed says ("reply not OK: send the body again").
///
/// ```
///   struct ─▶ OK ─▶ body ─┬─ stored ─▶ OK
///                  ▲      └─ not ────▶ FAILED ─┬─ a struct of this name follows ─▶ the next request
///                  └───────────────────────────┘ anything else: the body again
/// ```
///
/// A struct is told from a body by its first bytes: a message type, and the name that the last
/// struct had. All methods are called by the conversation's own virtual thread.
final class BodyReceiver {

    private static final Logger LOG = LoggerFactory.getLogger(BodyReceiver.class);

    /// A struct is written at once: so long the rest of one is waited for behind bytes that a short
    /// body and a struct have in common.
    private static final Duration REST_OF_A_STRUCT = Duration.ofMillis(250);

    private final ByteLink link;
    private final PackageCodec codec;
    private final StructReader reader;
    private final Faults faults;
    private final Duration silence;

    /// @param silence how long the program may send nothing in the middle of a body
    BodyReceiver(
            ByteLink link,
            PackageCodec codec,
            StructReader reader,
            Faults faults,
            Duration silence) {
        this.link = link;
        this.codec = codec;
        this.reader = reader;
        this.faults = faults;
        this.silence = silence;
    }

    /// Takes the body of a request in, and answers.
    ///
    /// @param md5 what its MD5 should be, if the program said so
    /// @param begin begins to take it in; called again for each time that the body comes
    /// @return refused if that was not answered yet
    Outcome<?> takeIn(
            ByteBuffer struct,
            long length,
            Optional<Md5> md5,
            Supplier<Outcome<BlockIntake>> begin) {
        var begun = begin.get();
        if (begun instanceof Outcome.Refused<BlockIntake>(var refusal)) {
            return Outcome.refused(refusal);
        }
        reader.established();
        link.send(Body.of(codec.ok(struct)));
        for (var tries = 1; ; tries++) {
            var stored = receive(begun, length, md5);
            if (stored instanceof Outcome.Done) {
                link.send(Body.of(codec.ok(struct)));
                return stored;
            }
            if (tries == PackageConversation.MAX_FAILED) {
                return stored;
            }
            LOG.atDebug()
                    .addKeyValue("peer", link.peer())
                    .addKeyValue("reason", stored)
                    .log("a body was not stored");
            link.send(Body.of(codec.failed(struct)));
            if (isStructNext(struct, length)) {
                return Outcome.done(length);
            }
            begun = faults.attempt(begin);
        }
    }

    /// Receives a body to its end, whatever becomes of it.
    private Outcome<ByteRange> receive(Outcome<BlockIntake> begun, long length, Optional<Md5> md5) {
        var body = link.body(length);
        var stored =
                switch (begun) {
                    case Outcome.Refused<BlockIntake>(var refusal) ->
                            Outcome.<ByteRange>refused(refusal);
                    case Outcome.Done<BlockIntake>(var intake) ->
                            faults.attempt(() -> feed(intake, body, md5));
                };
        body.skip(silence);
        return stored;
    }

    private Outcome<ByteRange> feed(BlockIntake intake, IncomingBody body, Optional<Md5> md5) {
        var hasher = Md5.hasher();
        try {
            while (body.next(silence, piece -> take(intake, piece, md5.isPresent(), hasher))) {
                // The piece is taken in.
            }
        } catch (RuntimeException e) {
            intake.abandon();
            throw e;
        }
        if (md5.isPresent() && !md5.get().equals(Md5.finish(hasher))) {
            intake.abandon();
            return Outcome.refused(RefusalCode.DIGEST_MISMATCH, "the MD5 is another one");
        }
        return intake.finish();
    }

    private static void take(
            BlockIntake intake, ByteBuffer piece, boolean hash, MessageDigest hasher) {
        if (hash) {
            hasher.update(piece.duplicate());
        }
        intake.accept(piece);
    }

    /// Whether what follows a FAILED body is a struct, and not the body again.
    ///
    /// @throws LinkException if nothing follows
    private boolean isStructNext(ByteBuffer struct, long length) {
        var common = (int) Math.min(length, codec.structBytes());
        if (common == 0) {
            return true;
        }
        var head = link.peek(common, PackageConversation.BETWEEN_REQUESTS);
        return codec.beginsLikeRequest(head, struct)
                && (common == codec.structBytes() || link.hasMoreThan(common, REST_OF_A_STRUCT));
    }
}
