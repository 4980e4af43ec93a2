package io.sampan.wire.net.limit;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// Counts who is inside. Every [#enter] that let somebody in is followed by one [#leave]. Any
/// thread; nothing waits.
///
/// ```
///  source:  tokens ──enter──▶ one less      open ──enter──▶ one more ──leave──▶ one less
///             └── refilled by the clock, up to the burst
/// ```
public final class ConnectionLimiter {

    private static final int SOURCES_BEFORE_FORGETTING = 1024;

    private final ConnectionLimits limits;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Source, Caller> callers = new HashMap<>();
    private int forgetAt = SOURCES_BEFORE_FORGETTING;
    private int open;

    /// @param nanos a clock such as [System#nanoTime]
    public ConnectionLimiter(ConnectionLimits limits, LongSupplier nanos) {
        this.limits = limits;
        this.nanos = nanos;
    }

    /// Lets one more in, or says why not.
    public Optional<Violation> enter(InetAddress from) {
        lock.lock();
        try {
            if (open >= limits.most()) {
                return Optional.of(Violation.FULL);
            }
            if (!isTrusted(from)) {
                var offence = admit(Source.of(from));
                if (offence.isPresent()) {
                    return offence;
                }
            }
            open++;
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private Optional<Violation> admit(Source source) {
        var now = nanos.getAsLong();
        forgetThoseThatAreGone(now);
        var caller = callers.computeIfAbsent(source, _ -> new Caller(limits.burst(), now));
        if (caller.open >= limits.mostPerAddress()) {
            return Optional.of(Violation.CROWD);
        }
        if (!caller.takesToken(limits, now)) {
            return Optional.of(Violation.RUSH);
        }
        caller.open++;
        return Optional.empty();
    }

    private void forgetThoseThatAreGone(long now) {
        if (callers.size() >= forgetAt) {
            callers.values().removeIf(caller -> caller.isLikeNew(limits, now));
            forgetAt = Math.max(SOURCES_BEFORE_FORGETTING, 2 * callers.size());
        }
    }

    /// Somebody who was let in is gone.
    public void leave(InetAddress from) {
        lock.lock();
        try {
            open--;
            var caller = isTrusted(from) ? null : callers.get(Source.of(from));
            if (caller != null) {
                caller.open--;
            }
        } finally {
            lock.unlock();
        }
    }

    /// How many are inside.
    public int open() {
        lock.lock();
        try {
            return open;
        } finally {
            lock.unlock();
        }
    }

    /// How many sources are remembered.
    int remembered() {
        lock.lock();
        try {
            return callers.size();
        } finally {
            lock.unlock();
        }
    }

    private boolean isTrusted(InetAddress from) {
        return limits.trusted().stream().anyMatch(network -> network.contains(from));
    }

    /// What is known of one source. Used with the door's lock held.
    private static final class Caller {

        private int open;
        private double tokens;
        private long filledAt;

        Caller(int tokens, long now) {
            this.tokens = tokens;
            this.filledAt = now;
        }

        boolean takesToken(ConnectionLimits limits, long now) {
            refill(limits, now);
            if (tokens < 1) {
                return false;
            }
            tokens--;
            return true;
        }

        boolean isLikeNew(ConnectionLimits limits, long now) {
            refill(limits, now);
            return open == 0 && tokens >= limits.burst();
        }

        private void refill(ConnectionLimits limits, long now) {
            var earned = (now - filledAt) / 1e9 * limits.opensPerSecond();
            tokens = Math.min(limits.burst(), tokens + earned);
            filledAt = now;
        }
    }
}
