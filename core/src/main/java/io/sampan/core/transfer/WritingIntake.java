package io.sampan.core.transfer;

import io.sampan.core.transfer.LeafPart.Unkept;
import io.sampan.model.ByteRange;
import io.sampan.model.Leaf;
import io.sampan.model.Outcome;
import io.sampan.model.RefusalCode;
import io.sampan.model.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Takes the body of a block into an upload, leaf after leaf. One hasher serves all of them.
///
/// ```
///    Between ──first byte of a part──▶ Keeping ──last byte──▶ Between
///       │ ▲                               │
///       │ └───────────────last byte──┐    │ the claim or the slot is lost
///       └──held, gap, shut────────▶ Dropping ◀
/// ```
///
/// Used by the lane's thread alone.
final class WritingIntake implements BlockIntake {

    private static final int READ_BYTES = 64 << 10;

    private sealed interface Mode {

        record Between() implements Mode {}

        record Keeping(LeafPart part, LeafClaim claim) implements Mode {}

        record Dropping() implements Mode {}
    }

    private static final Mode BETWEEN = new Mode.Between();
    private static final Mode DROPPING = new Mode.Dropping();

    private final Upload upload;
    private final ByteRange range;
    private final List<Sha256> digests;
    private final SlotHold slot;
    private final InstantSource clock;
    private final TransferCounters counters;
    private final MessageDigest hasher = Sha256.hasher();
    private final List<Unkept> unkept = new ArrayList<>();

    private long at;
    private Mode mode = BETWEEN;

    WritingIntake(
            Upload upload,
            ByteRange range,
            List<Sha256> digests,
            SlotHold slot,
            InstantSource clock,
            TransferCounters counters) {
        this.upload = upload;
        this.range = range;
        this.digests = digests;
        this.slot = slot;
        this.clock = clock;
        this.counters = counters;
        this.at = range.from();
    }

    @Override
    public void accept(ByteBuffer piece) {
        if (piece.remaining() > range.to() - at) {
            throw new IllegalStateException("more came than the block has");
        }
        var now = clock.millis();
        var slotHeld = slot.heard(now);
        var limit = piece.limit();
        while (piece.position() < limit) {
            var part = partAt(at);
            if (mode instanceof Mode.Between) {
                mode = slotHeld ? begin(part) : drop(part, RefusalCode.SLOT_LOST);
            } else if (!slotHeld && mode instanceof Mode.Keeping(_, var claim)) {
                release(claim);
                mode = drop(part, RefusalCode.SLOT_LOST);
            }
            var inLeaf = (int) (at - Leaf.start(part.leaf()));
            var length = Math.min(limit - piece.position(), part.to() - inLeaf);
            piece.limit(piece.position() + length);
            take(piece, inLeaf, now);
            piece.limit(limit);
            at += length;
            if (inLeaf + length == part.to()) {
                end();
            }
        }
    }

    private LeafPart partAt(long offset) {
        var leaf = Leaf.at(offset);
        var start = Leaf.start(leaf);
        var length = upload.bytes.leafLength(leaf);
        return new LeafPart(
                leaf,
                (int) Math.max(0, range.from() - start),
                (int) Math.min(length, range.to() - start),
                length);
    }

    private Mode begin(LeafPart part) {
        var answer = upload.claims.take(part.leaf(), part.from(), part.to(), digest(part));
        return switch (answer) {
            case LeafClaims.Answer.Granted(var claim) ->
                    hashHead(part.from(), claim)
                            ? new Mode.Keeping(part, claim)
                            : lost(part, claim);
            case LeafClaims.Answer.Held() -> DROPPING;
            case LeafClaims.Answer.Gap() -> drop(part, RefusalCode.INCOMPLETE);
            case LeafClaims.Answer.Shut(var why) -> drop(part, why);
        };
    }

    private Sha256 digest(LeafPart part) {
        return digests.get(part.leaf() - Leaf.at(range.from()));
    }

    /// The hasher takes in what is held of the leaf before this block.
    private boolean hashHead(int length, LeafClaim claim) {
        hasher.reset();
        if (length == 0) {
            return true;
        }
        var buffer = ByteBuffer.allocate(Math.min(length, READ_BYTES));
        for (var read = 0; read < length; read += buffer.limit()) {
            buffer.clear().limit(Math.min(buffer.capacity(), length - read));
            if (!claim.read(read, buffer)) {
                return false;
            }
            hasher.update(buffer.flip());
        }
        return true;
    }

    private void take(ByteBuffer piece, int inLeaf, long now) {
        var length = piece.remaining();
        if (mode instanceof Mode.Keeping(var part, var claim)) {
            var start = piece.position();
            hasher.update(piece);
            piece.position(start);
            if (claim.write(inLeaf, piece, now)) {
                counters.acceptedBytes.add(length);
            } else {
                mode = lost(part, claim);
            }
        }
        if (mode instanceof Mode.Dropping) {
            counters.droppedBytes.add(length);
        }
        piece.position(piece.limit());
    }

    private void end() {
        if (mode instanceof Mode.Keeping(var part, var claim)) {
            if (part.endsLeaf()) {
                endLeaf(part, claim);
            } else {
                release(claim);
                claim.lost().ifPresent(why -> unkept.add(new Unkept(part, why)));
            }
        }
        mode = BETWEEN;
    }

    private void endLeaf(LeafPart part, LeafClaim claim) {
        var found = Sha256.finish(hasher);
        if (!found.equals(digest(part))) {
            if (claim.forget()) {
                counters.damagedLeaves.increment();
                unkept.add(new Unkept(part, RefusalCode.BAD_LEAF));
            }
        } else if (claim.verified(found)) {
            upload.onVerified(part.leaf());
        }
        claim.lost().ifPresent(why -> unkept.add(new Unkept(part, why)));
        upload.claims.end(claim);
    }

    /// What was written is left as the leaf's head, for whoever comes next.
    private void release(LeafClaim claim) {
        try {
            claim.recordHead();
        } finally {
            upload.claims.end(claim);
        }
    }

    private Mode lost(LeafPart part, LeafClaim claim) {
        upload.claims.end(claim);
        return drop(part, claim.lost().orElse(RefusalCode.LEAF_BUSY));
    }

    private Mode drop(LeafPart part, RefusalCode why) {
        unkept.add(new Unkept(part, why));
        return DROPPING;
    }

    @Override
    public Outcome<ByteRange> finish() {
        if (at != range.to()) {
            throw new IllegalStateException("bytes of the block are missing");
        }
        return unkept.isEmpty() ? Outcome.done(range) : new BlockVerdict(upload, unkept).of(range);
    }

    @Override
    public void abandon() {
        if (mode instanceof Mode.Keeping(_, var claim)) {
            mode = BETWEEN;
            release(claim);
        }
    }
}
