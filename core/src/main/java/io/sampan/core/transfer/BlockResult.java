package io.sampan.core.transfer;

import io.sampan.core.transfer.LeafPart.Unkept;
import io.sampan.model.ByteRange;
import io.sampan.model.Leaf;
import io.sampan.model.Outcome;
import io.sampan.model.RangeSet;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import java.util.ArrayList;
import java.util.List;

/// Judges a block, some parts of which could not be kept when they came. What other lanes have
/// brought meanwhile counts: a part that is held by now is no reason to refuse.
final class BlockResult {

    /// What is told first where several things went wrong.
    private static final List<RefusalCode> GRAVEST_FIRST =
            List.of(
                    RefusalCode.CANCELLED,
                    RefusalCode.PAUSED,
                    RefusalCode.SLOT_LOST,
                    RefusalCode.BAD_LEAF,
                    RefusalCode.LEAF_BUSY,
                    RefusalCode.INCOMPLETE);

    private final Upload upload;
    private final List<Unkept> unkept;
    private final boolean learned;

    /// @param learned whether the block had no digests. What others brought is then no proof that
    ///   it is what this block had
    BlockResult(Upload upload, List<Unkept> unkept, boolean learned) {
        this.upload = upload;
        this.unkept = unkept;
        this.learned = learned;
    }

    Outcome<ByteRange> of(ByteRange block) {
        return switch (upload.state()) {
            case UploadState.Complete _ -> Outcome.done(block);
            case UploadState.Cancelled _ -> Outcome.refused(RefusalCode.CANCELLED);
            case UploadState.Swept _ -> Outcome.refused(RefusalCode.NOT_FOUND);
            case UploadState.Arriving _, UploadState.Paused _ -> ofWhatIsHeld(block);
        };
    }

    private Outcome<ByteRange> ofWhatIsHeld(ByteRange block) {
        var missing = new ArrayList<ByteRange>();
        var reasons = new ArrayList<RefusalCode>();
        for (var each : unkept) {
            var part = each.part();
            var held = upload.bytes.heldOf(part.leaf()).orElse(0);
            if (learned || held < part.to()) {
                var start = Leaf.start(part.leaf());
                var end = each.why() == RefusalCode.BAD_LEAF ? part.length() : part.to();
                missing.add(new ByteRange(start + Math.min(held, end), start + end));
                reasons.add(each.why());
            }
        }
        if (missing.isEmpty()) {
            return Outcome.done(block);
        }
        var gravest = GRAVEST_FIRST.stream().filter(reasons::contains).findFirst();
        return Outcome.refused(
                Refusal.of(gravest.orElse(RefusalCode.INCOMPLETE)).ranges(RangeSet.of(missing)));
    }
}
