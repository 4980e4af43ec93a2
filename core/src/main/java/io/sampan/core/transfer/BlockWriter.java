package io.sampan.core.transfer;

import io.sampan.core.transfer.LeafPart.Unkept;
import io.sampan.model.ByteRange;
import io.sampan.model.Leaf;
import io.sampan.model.Outcome;
import io.sampan.model.RefusalCode;
import io.sampan.model.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes the body of a block into an upload, leaf after leaf: the one way in which bytes arrive.
/// One hasher serves all leaves.
///
/// ```
///    Between ──first byte of a part──▶ Keeping ──last byte──▶ Between
///       │ ▲                               │
///       │ └───────────────last byte──┐    │ the claim or the slot is lost
///       └──held, gap, shut────────▶ Dropping ◀
/// ```
///
/// A leaf whose digest was announced is *compared*. The digest of any other is *learned*: as its
/// bytes come, where all before them is held, and by reading it back where two blocks share the
/// leaf and the last of its bytes came here. A checksum of the whole block is compared at the end,
/// and until then nothing of it counts as held (the block is *provisional*).
///
/// Used by the lane's thread alone, but for [#revoke], [#revoked] and [#isProvisional].
final class BlockWriter implements BlockIntake {

    private static final int READ_BYTES = 64 << 10;

    private sealed interface Mode {

        record Between() implements Mode {}

        record Keeping(LeafPart part, LeafClaim claim) implements Mode {}

        record Dropping() implements Mode {}
    }

    private static final Mode BETWEEN = new Mode.Between();
    private static final Mode DROPPING = new Mode.Dropping();

    /// A leaf of a provisional block: written, and waiting for the checksum.
    private record Waiting(LeafPart part, LeafClaim claim, Optional<Sha256> digest) {}

    private final Upload upload;
    private final ByteRange range;
    private final BlockDigests digests;
    private final SlotHold slot;
    private final UploadParts parts;
    private final MessageDigest hasher = Sha256.hasher();
    private final @Nullable MessageDigest checksum;
    private final List<Unkept> unkept = new ArrayList<>();
    private final List<Waiting> waiting = new ArrayList<>();

    private long at;
    private Mode mode = BETWEEN;
    private volatile boolean provisional;
    private volatile @Nullable RefusalCode revoked;

    BlockWriter(
            Upload upload,
            ByteRange range,
            BlockDigests digests,
            SlotHold slot,
            UploadParts parts) {
        this.upload = upload;
        this.range = range;
        this.digests = digests;
        this.slot = slot;
        this.parts = parts;
        this.at = range.from();
        this.checksum = digests.checksum().map(PieceChecksum::hasher).orElse(null);
        this.provisional = checksum != null;
    }

    @Override
    public void accept(ByteBuffer piece) {
        if (piece.remaining() > range.to() - at) {
            throw new IllegalStateException("more came than the block has");
        }
        if (checksum != null) {
            checksum.update(piece.duplicate());
        }
        var now = parts.clock().millis();
        upload.heard(now);
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
        if (!unkept.isEmpty() && digests.areLearned()) {
            // What is held of such a block is told as a run from its start; it has ended.
            return DROPPING;
        }
        return switch (upload.claims.take(part, announced(part), this)) {
            case LeafClaims.Answer.Granted(var claim) ->
                    hashHeld(claim) ? new Mode.Keeping(part, claim) : lost(part, claim);
            case LeafClaims.Answer.Held() -> DROPPING;
            case LeafClaims.Answer.Gap() -> drop(part, RefusalCode.INCOMPLETE);
            case LeafClaims.Answer.Shut(var why) -> drop(part, why);
        };
    }

    private Optional<Sha256> announced(LeafPart part) {
        return digests.of(part.leaf() - Leaf.at(range.from()));
    }

    /// The hasher takes in what is held of the leaf before the first byte that is written here.
    private boolean hashHeld(LeafClaim claim) {
        hasher.reset();
        if (!claim.isHashed() || claim.start() == 0) {
            return true;
        }
        var length = claim.start();
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
        if (mode instanceof Mode.Keeping(var part, var claim)) {
            var held = Math.clamp(claim.start() - inLeaf, 0, piece.remaining());
            parts.counters().droppedBytes.add(held);
            piece.position(piece.position() + held);
            write(piece, inLeaf + held, part, claim, now);
        }
        if (mode instanceof Mode.Dropping) {
            parts.counters().droppedBytes.add(piece.remaining());
        }
        piece.position(piece.limit());
    }

    private void write(ByteBuffer piece, int inLeaf, LeafPart part, LeafClaim claim, long now) {
        var length = piece.remaining();
        if (length == 0) {
            return;
        }
        if (claim.isHashed()) {
            hasher.update(piece.duplicate());
        }
        if (claim.write(inLeaf, piece.duplicate(), now)) {
            parts.counters().acceptedBytes.add(length);
        } else {
            mode = lost(part, claim);
        }
    }

    private void end() {
        if (mode instanceof Mode.Keeping(var part, var claim)) {
            var found =
                    claim.isHashed() && part.endsLeaf()
                            ? Optional.of(Sha256.finish(hasher))
                            : Optional.<Sha256>empty();
            if (provisional) {
                waiting.add(new Waiting(part, claim, found));
            } else {
                end(part, claim, found);
            }
        }
        mode = BETWEEN;
    }

    /// All bytes of a part are written.
    ///
    /// @param found the leaf's digest, where the leaf is whole and was hashed as it came
    private void end(LeafPart part, LeafClaim claim, Optional<Sha256> found) {
        try {
            if (found.isPresent()) {
                endLeaf(part, claim, found.get());
            } else if (claim.record() && digests.areLearned() && claim.verifyIfWritten()) {
                upload.onVerified(part.leaf());
            }
            claim.lost().ifPresent(why -> unkept.add(new Unkept(part, why)));
        } finally {
            upload.claims.end(claim);
        }
    }

    private void endLeaf(LeafPart part, LeafClaim claim, Sha256 found) {
        if (!announced(part).orElse(found).equals(found)) {
            if (claim.forget()) {
                parts.counters().damagedLeaves.increment();
                unkept.add(new Unkept(part, RefusalCode.BAD_LEAF));
            }
        } else if (claim.verified(found)) {
            upload.onVerified(part.leaf());
        }
    }

    /// What was written is held, for whoever comes next.
    private void release(LeafClaim claim) {
        try {
            claim.record();
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
        if (checksum != null && !digests.checksum().orElseThrow().matches(checksum)) {
            abandon();
            return Outcome.refused(RefusalCode.DIGEST_MISMATCH, "the checksum is another one");
        }
        provisional = false;
        while (!waiting.isEmpty()) {
            var leaf = waiting.removeFirst();
            end(leaf.part(), leaf.claim(), leaf.digest());
        }
        var why = revoked;
        if (why != null && unkept.isEmpty()) {
            unkept.add(new Unkept(partAt(range.from()), why));
        }
        return unkept.isEmpty()
                ? Outcome.done(range)
                : new BlockResult(upload, unkept, digests.areLearned()).of(range);
    }

    @Override
    public void abandon() {
        if (mode instanceof Mode.Keeping(_, var claim)) {
            mode = BETWEEN;
            release(claim);
        }
        waiting.forEach(leaf -> upload.claims.end(leaf.claim()));
        waiting.clear();
    }

    /// Whether what is written counts only once the checksum was compared.
    boolean isProvisional() {
        return provisional;
    }

    /// Takes the block away from its lane. Called by [LeafClaims].
    void revoke(RefusalCode why) {
        if (revoked == null) {
            revoked = why;
        }
    }

    @Nullable RefusalCode revoked() {
        return revoked;
    }
}
