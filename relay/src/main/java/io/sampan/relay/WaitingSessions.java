package io.sampan.relay;

import java.util.concurrent.atomic.AtomicInteger;

/// How many sessions of one upstream wait for its first byte, and at which number the next
/// [LoopProbe] is due: at 32, 64, 128 and so on, and again at 32 once few wait. Thread-safe.
final class WaitingSessions {

    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger probeAt = new AtomicInteger(LoopDetector.FIRST_PROBE);

    /// One more waits.
    ///
    /// @return whether a probe is due
    boolean add() {
        var waiting = now.incrementAndGet();
        var due = probeAt.get();
        return waiting >= due && probeAt.compareAndSet(due, 2 * due);
    }

    /// One has its first byte, or has ended.
    void remove() {
        if (now.decrementAndGet() < LoopDetector.FIRST_PROBE / 2) {
            probeAt.set(LoopDetector.FIRST_PROBE);
        }
    }

    int count() {
        return now.get();
    }
}
