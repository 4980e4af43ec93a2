package io.sampan.web.tus;

import io.sampan.core.transfer.BlockIntake;
import io.sampan.core.transfer.PieceChecksum;
import io.sampan.model.ByteRange;
import io.sampan.model.Offer;
import io.sampan.model.Outcome;
import io.sampan.model.Refusal;
import io.sampan.model.UserName;
import io.sampan.web.Refusals;
import io.sampan.web.tus.TusUploads.Progress;
import io.sampan.wire.http.HttpExchange;
import io.sampan.wire.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Takes the body of one request into an upload. Used by the connection's virtual thread, once.
final class Appending {

    private final TusUploads uploads;
    private final HttpExchange exchange;
    private final UserName who;
    private final Offer offer;
    private final long offset;
    private final long room;

    private long taken;
    private boolean tooMuch;

    /// @param offset where the body begins in the file
    Appending(TusUploads uploads, HttpExchange exchange, UserName who, Offer offer, long offset) {
        this.uploads = uploads;
        this.exchange = exchange;
        this.who = who;
        this.offer = offer;
        this.offset = offset;
        this.room = offer.size() - offset;
    }

    /// What it came to.
    sealed interface Result {

        /// The upload is at this offset now.
        record At(long offset) implements Result {}

        /// To be answered instead.
        record Refused(HttpResponse response) implements Result {}
    }

    Result run(Optional<PieceChecksum> checksum) {
        var length = exchange.length();
        if (length.isPresent() && length.getAsLong() > room) {
            return tooMuch();
        }
        if (length.orElse(room) == 0) {
            return new Result.At(offset);
        }
        if (length.isEmpty() && checksum.isPresent()) {
            return new Result.Refused(
                    HttpResponse.text(411, "a body with a checksum says how long it is"));
        }
        var range = ByteRange.ofLength(offset, length.orElse(room));
        return switch (uploads.append(who, offer, range, checksum)) {
            case Outcome.Refused<BlockIntake>(var refusal) -> refused(refusal);
            case Outcome.Done<BlockIntake>(var intake) -> into(intake, range.length());
        };
    }

    /// What a newer request took over is locked, as clients call it: they ask where they are.
    private static Result refused(Refusal refusal) {
        return new Result.Refused(
                switch (refusal.code()) {
                    case INCOMPLETE, ID_CONFLICT -> HttpResponse.text(409, refusal.reason());
                    case LEAF_BUSY -> HttpResponse.text(423, refusal.reason());
                    case DIGEST_MISMATCH ->
                            HttpResponse.text(460, "the body is not what its checksum says");
                    default -> Refusals.toResponse(refusal);
                });
    }

    private static Result tooMuch() {
        return new Result.Refused(
                HttpResponse.text(413, "more came than the upload is long; nothing of it is lost"));
    }

    private Result into(BlockIntake intake, long length) {
        try {
            while (!tooMuch && exchange.next(piece -> take(intake, piece))) {
                // Each piece is written and hashed as it comes.
            }
        } catch (RuntimeException e) {
            intake.abandon(); // What came is held.
            throw e;
        }
        if (taken < length) {
            intake.abandon();
            return new Result.At(offset + taken);
        }
        return switch (intake.finish()) {
            case Outcome.Refused<ByteRange>(var refusal) -> refused(refusal);
            case Outcome.Done<ByteRange> _ -> tooMuch ? tooMuch() : ended();
        };
    }

    private Result ended() {
        if (taken < room) {
            return new Result.At(offset + taken);
        }
        return switch (uploads.finish(who, offer.id())) {
            case Outcome.Refused<Progress>(var refusal) -> refused(refusal);
            case Outcome.Done<Progress> _ -> new Result.At(offer.size());
        };
    }

    private void take(BlockIntake intake, ByteBuffer piece) {
        var fits = (int) Math.min(piece.remaining(), room - taken);
        tooMuch = fits < piece.remaining();
        taken += fits;
        intake.accept(piece.slice(piece.position(), fits));
    }
}
