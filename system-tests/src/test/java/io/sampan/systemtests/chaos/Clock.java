package io.sampan.systemtests.chaos;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The time that a run has; all who take part stop when it is over. Any thread.
final class Clock {

    private final Duration lasts;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile long end;

    Clock(Duration lasts) {
        this.lasts = lasts;
    }

    /// The time begins. Called once, before anybody asks how much is left.
    void start() {
        end = System.nanoTime() + lasts.toNanos();
    }

    /// One who takes part; if they fail, it is over for all.
    Runnable endedBy(Runnable one) {
        return () -> {
            try {
                one.run();
            } catch (RuntimeException | Error e) {
                over.countDown();
                throw e;
            }
        };
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

    private long left() {
        return over.getCount() == 0 ? 0 : end - System.nanoTime();
    }
}
