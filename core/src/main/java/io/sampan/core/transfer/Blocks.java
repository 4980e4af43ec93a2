package io.sampan.core.transfer;

import io.sampan.model.ByteRange;
import io.sampan.model.Leaf;
import io.sampan.model.Outcome;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.model.UploadId;
import io.sampan.model.UserName;
import java.util.Optional;

/// Begins blocks: checks what is announced of them, and that their upload takes bytes. Methods may
/// be called from any thread.
final class Blocks {

    private final UploadParts parts;
    private final UploadBook book;

    Blocks(UploadParts parts, UploadBook book) {
        this.parts = parts;
        this.book = book;
    }

    Outcome<BlockIntake> begin(
            UserName who,
            UploadId id,
            ByteRange range,
            BlockDigests digests,
            SlotLease attendance) {
        return switch (book.find(who, id)) {
            case UploadBook.Entry.Unknown() -> Outcome.refused(RefusalCode.NOT_FOUND);
            case UploadBook.Entry.Finished(var media) ->
                    wrong(range, digests, media.size())
                            .<Outcome<BlockIntake>>map(Outcome::refused)
                            .orElseGet(() -> Outcome.done(dropping(range)));
            case UploadBook.Entry.Unfinished(var upload) ->
                    wrong(range, digests, upload.offer.size())
                            .<Outcome<BlockIntake>>map(Outcome::refused)
                            .orElseGet(() -> into(upload, range, digests, attendance));
        };
    }

    private Optional<Refusal> wrong(ByteRange range, BlockDigests digests, long size) {
        if (range.to() > size) {
            return Optional.of(Refusal.of(RefusalCode.OUT_OF_RANGE, "it has " + size + " bytes"));
        }
        return switch (digests) {
            case BlockDigests.Learned _ -> Optional.empty();
            case BlockDigests.Announced(var leaves) -> wrong(range, leaves.size(), size);
        };
    }

    private Optional<Refusal> wrong(ByteRange range, int digests, long size) {
        if (range.length() > parts.limits().maxBlockBytes()) {
            return malformed("a block has at most " + parts.limits().maxBlockBytes() + " bytes");
        }
        if (range.isEmpty() && size > 0) {
            return malformed("a block has at least one byte");
        }
        if (digests != leaves(range)) {
            return malformed("a block comes with one digest for each leaf that it touches");
        }
        return Optional.empty();
    }

    private static int leaves(ByteRange range) {
        return range.isEmpty() ? 1 : Leaf.at(range.to() - 1) - Leaf.at(range.from()) + 1;
    }

    private static Optional<Refusal> malformed(String rule) {
        return Optional.of(Refusal.of(RefusalCode.MALFORMED, rule));
    }

    private Outcome<BlockIntake> into(
            Upload upload, ByteRange range, BlockDigests digests, SlotLease attendance) {
        return switch (upload.state()) {
            case UploadState.Paused _ -> Outcome.refused(RefusalCode.PAUSED);
            case UploadState.Cancelled _ -> Outcome.refused(RefusalCode.CANCELLED);
            case UploadState.Swept _ -> Outcome.refused(RefusalCode.NOT_FOUND);
            case UploadState.Complete _ -> Outcome.done(dropping(range));
            case UploadState.Arriving _ -> withSlot(upload, range, digests, attendance);
        };
    }

    private Outcome<BlockIntake> withSlot(
            Upload upload, ByteRange range, BlockDigests digests, SlotLease attendance) {
        var slot = parts.slots().take(upload.id(), upload.owner, attendance, upload::isArriving);
        if (slot.isEmpty()) {
            return upload.isArriving()
                    ? Outcome.refused(Admission.noSlot(parts.slots(), upload.owner))
                    : into(upload, range, digests, attendance);
        }
        var noSpace = upload.renewSpace();
        if (noSpace.isPresent()) {
            return Outcome.refused(noSpace.get());
        }
        upload.touch(parts.clock().instant());
        return digests.areLearned() && upload.heldFromStart() < range.from()
                ? Outcome.refused(RefusalCode.INCOMPLETE)
                : Outcome.done(
                        new BlockWriter(
                                upload,
                                range,
                                digests,
                                new SlotHold(parts.slots(), upload, attendance, slot.get()),
                                parts));
    }

    private BlockIntake dropping(ByteRange range) {
        return new DroppingIntake(range, parts.counters().droppedBytes);
    }
}
