package io.sampan.client.work;

import java.util.ArrayDeque;
import java.util.Deque;

/// A moving average of how fast a count grows, over the last seconds. Used by one thread.
public final class RateMeter {

    private static final long WINDOW_NANOS = 5_000_000_000L;

    private record Sample(long at, long bytes) {}

    private final Deque<Sample> samples = new ArrayDeque<>();

    /// Bytes per second since the oldest sample in the window.
    ///
    /// @param now in nanoseconds, of a clock that only goes forward
    public long rate(long now, long bytes) {
        if (!samples.isEmpty() && bytes < samples.getLast().bytes()) {
            samples.clear();
        }
        samples.addLast(new Sample(now, bytes));
        while (samples.size() > 2 && now - samples.getFirst().at() > WINDOW_NANOS) {
            samples.removeFirst();
        }
        var oldest = samples.getFirst();
        var time = now - oldest.at();
        return time <= 0 ? 0 : (long) ((bytes - oldest.bytes()) * 1e9 / time);
    }
}
