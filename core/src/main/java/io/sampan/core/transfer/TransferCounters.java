package io.sampan.core.transfer;

import java.util.concurrent.atomic.LongAdder;

/// What happened since the start. All methods may be called from any thread.
final class TransferCounters {

    final LongAdder acceptedBytes = new LongAdder();
    final LongAdder droppedBytes = new LongAdder();
    final LongAdder damagedLeaves = new LongAdder();
    final LongAdder takenOverLeaves = new LongAdder();
    final LongAdder completedMedia = new LongAdder();
    final LongAdder cancelledUploads = new LongAdder();
    final LongAdder sweptUploads = new LongAdder();
    final LongAdder damagedMedia = new LongAdder();
    final LongAdder retiredMedia = new LongAdder();
    final LongAdder scrubs = new LongAdder();
    final LongAdder scrubbedBytes = new LongAdder();
    final LongAdder refusedOffers = new LongAdder();
}
