package io.sampan.wire.net.limit;

import io.sampan.model.InvalidValueException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// So many bytes a second, for all connections that share it: a token bucket that holds a tenth of
/// a second's worth.
///
/// ```
///   slice(most)  how many bytes to carry at once, so that others get their turn
///   take(bytes)  waits until these bytes may go
/// ```
///
/// Who comes first goes first, and each takes a small slice at a time; so those that share it get
/// the same rate, as far as they want it. The rate can be changed while it is used. Thread-safe.
public final class RateLimit {

    private static final int SLICES_PER_SECOND = 20;
    private static final int SMALLEST_SLICE = 1 << 10;
    private static final long BURST = Duration.ofMillis(100).toNanos();
    private static final double SECOND = Duration.ofSeconds(1).toNanos();

    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile long bytesPerSecond;
    private long nextFree;

    /// @param bytesPerSecond 0 for no limit
    public RateLimit(long bytesPerSecond) {
        this(bytesPerSecond, System::nanoTime);
    }

    RateLimit(long bytesPerSecond, LongSupplier nanos) {
        this.nanos = nanos;
        this.nextFree = nanos.getAsLong();
        change(bytesPerSecond);
    }

    /// Carries as fast as it goes, until it is changed.
    public static RateLimit none() {
        return new RateLimit(0);
    }

    /// From now on so much; what waits already goes within a moment at the rate of before.
    ///
    /// @param newBytesPerSecond 0 for no limit
    public void change(long newBytesPerSecond) {
        if (newBytesPerSecond < 0) {
            throw new InvalidValueException("a rate is not negative");
        }
        bytesPerSecond = newBytesPerSecond;
    }

    /// 0 for no limit.
    public long bytesPerSecond() {
        return bytesPerSecond;
    }

    /// Whether there is a limit now.
    public boolean isLimited() {
        return bytesPerSecond > 0;
    }

    /// How many of `most` bytes are best carried at once.
    public int slice(int most) {
        var rate = bytesPerSecond;
        return rate == 0
                ? most
                : (int) Math.min(most, Math.max(SMALLEST_SLICE, rate / SLICES_PER_SECOND));
    }

    /// Takes so many bytes from the bucket, and waits until they may go.
    public void take(int bytes) throws InterruptedException {
        var rate = bytesPerSecond;
        if (rate > 0) {
            var wait = reserve(bytes, rate);
            if (wait > 0) {
                Thread.sleep(Duration.ofNanos(wait));
            }
        }
    }

    /// @return how long to wait for them, in nanoseconds; 0 or less for not at all
    private long reserve(int bytes, long rate) {
        lock.lock();
        try {
            var now = nanos.getAsLong();
            // What was not used counts for a moment only.
            var start = Math.max(nextFree - now, -BURST) + now;
            nextFree = start + (long) (bytes * SECOND / rate);
            return start - now;
        } finally {
            lock.unlock();
        }
    }
}
