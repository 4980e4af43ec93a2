package io.sampan.core.transfer;

import io.sampan.model.ByteRange;
import io.sampan.model.Outcome;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.LongAdder;

/// The block is of an upload that is complete: a late duplicate, read and dropped.
final class DroppingIntake implements BlockIntake {

    private final ByteRange range;
    private final LongAdder droppedBytes;

    DroppingIntake(ByteRange range, LongAdder droppedBytes) {
        this.range = range;
        this.droppedBytes = droppedBytes;
    }

    @Override
    public void accept(ByteBuffer piece) {
        droppedBytes.add(piece.remaining());
        piece.position(piece.limit());
    }

    @Override
    public Outcome<ByteRange> finish() {
        return Outcome.done(range);
    }

    @Override
    public void abandon() {}
}
