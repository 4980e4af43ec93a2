package io.sampan.relay;

import java.util.concurrent.atomic.LongAdder;

/// The running counts behind [RelayStats]. Added to by all event loops.
final class RelayCounters {

    final LongAdder total = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder idled = new LongAdder();
    final LongAdder up = new LongAdder();
    final LongAdder down = new LongAdder();
    final LongAdder upstreamFailures = new LongAdder();
    final LongAdder unserved = new LongAdder();
    final LongAdder loops = new LongAdder();

    RelayStats snapshot(int open) {
        return new RelayStats(
                open,
                total.sum(),
                refused.sum(),
                idled.sum(),
                up.sum(),
                down.sum(),
                upstreamFailures.sum(),
                unserved.sum(),
                loops.sum());
    }
}
