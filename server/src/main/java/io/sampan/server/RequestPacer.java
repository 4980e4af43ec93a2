package io.sampan.server;

import io.sampan.model.UserName;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/// How fast the requests of one person are worked on, over all their lanes: so many a second, and
/// ten seconds' worth in a burst. Nothing is refused: what comes faster is read later, so that the
/// sender is slowed down by its own connection (back-pressure), and has what it asked for in the
/// end. A token bucket for each person, kept as one number: the time at which it is full again
/// (GCRA, the generic cell rate algorithm of ATM). On this server alone. Thread-safe.
final class RequestPacer {

    private static final Duration BURST = Duration.ofSeconds(10);
    private static final int SWEEP_ABOVE = 10_000;

    private final long interval;
    private final LongSupplier nanos;
    private final ConcurrentHashMap<UserName, Long> fullAgain = new ConcurrentHashMap<>();
    private final LongAdder delayed = new LongAdder();

    /// @param perSecond requests of one person, in the long run
    /// @param nanos counts up evenly, in nanoseconds
    RequestPacer(int perSecond, LongSupplier nanos) {
        this.interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.nanos = nanos;
    }

    /// Takes one request of `who`, which is to be worked on after so many nanoseconds.
    long take(UserName who) {
        var now = nanos.getAsLong();
        if (fullAgain.size() > SWEEP_ABOVE) {
            fullAgain.values().removeIf(full -> full - now <= 0);
        }
        var full =
                fullAgain.merge(
                        who,
                        now + interval,
                        (before, _) -> before - now < 0 ? now + interval : before + interval);
        var wait = Math.max(0, full - now - BURST.toNanos());
        if (wait > 0) {
            delayed.increment();
        }
        return wait;
    }

    /// Waits until the next request of `who` may be worked on; called by the conversation's thread.
    void await(UserName who) {
        var wait = take(who);
        if (wait > 0) {
            LockSupport.parkNanos(wait);
        }
    }

    /// Requests that had to wait.
    long delayed() {
        return delayed.sum();
    }
}
