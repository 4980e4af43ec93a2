package io.sampan.systemtests.chaos;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The time that a run has; all who take part stop when it is over. Any thread.
final class Clock {

    private final long end;
    private final CountDownLatch over = new CountDownLatch(1);

    Clock(Duration lasts) {
        this.end = System.nanoTime() + lasts.toNanos();
    }

    boolean isOver() {
        return left() <= 0;
    }

    /// Sleeps for so long, or less if the run is over before.
    ///
    /// @return whether it is not over
    boolean sleeps(Duration time) {
        try {
            var told = over.await(Math.min(time.toNanos(), left()), TimeUnit.NANOSECONDS);
            return !told && !isOver();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// It is over before its time.
    void stop() {
        over.countDown();
    }

    private long left() {
        return over.getCount() == 0 ? 0 : end - System.nanoTime();
    }
}
