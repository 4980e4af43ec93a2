package io.sampan.core.messaging;

import io.sampan.model.UserName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// How much each person may do in a minute: a token bucket each, which holds a minute's worth. On
/// this server alone; a person who spreads over several gets that much on each. Thread-safe.
final class PersonRates {

    private static final int MOST_PEOPLE = 100_000;
    private static final double MINUTE = Duration.ofMinutes(1).toNanos();

    private final double perMinute;
    private final double bytesPerMinute;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();

    /// Oldest use first; a bucket that is forgotten was full long ago, or people are very many.
    private final Map<UserName, Bucket> buckets =
            new LinkedHashMap<>(64, 0.75f, true) {

                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<UserName, Bucket> eldest) {
                    return size() > MOST_PEOPLE;
                }
            };

    private record Bucket(double messages, double bytes, Instant filled) {}

    PersonRates(MessageLimits limits, InstantSource clock) {
        this.perMinute = limits.perMinute();
        this.bytesPerMinute = limits.bytesPerMinute();
        this.clock = clock;
    }

    /// Takes one message of so many bytes.
    ///
    /// @return empty if it may be; otherwise how long to wait, and nothing was taken
    Optional<Duration> take(UserName who, long bytes) {
        lock.lock();
        try {
            var full = new Bucket(perMinute, bytesPerMinute, clock.instant());
            var now = refilled(buckets.getOrDefault(who, full));
            // A message that is larger than a minute's worth needs a full bucket, and empties it.
            var cost = Math.min((double) bytes, bytesPerMinute);
            var missing =
                    Math.max(
                            (1 - now.messages()) / perMinute,
                            (cost - now.bytes()) / bytesPerMinute);
            if (missing > 0) {
                buckets.put(who, now);
                return Optional.of(Duration.ofNanos((long) Math.ceil(missing * MINUTE)));
            }
            buckets.put(who, new Bucket(now.messages() - 1, now.bytes() - cost, now.filled()));
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private Bucket refilled(Bucket bucket) {
        var now = clock.instant();
        var minutes = Math.max(0, Duration.between(bucket.filled(), now).toNanos() / MINUTE);
        return new Bucket(
                Math.min(perMinute, bucket.messages() + minutes * perMinute),
                Math.min(bytesPerMinute, bucket.bytes() + minutes * bytesPerMinute),
                now);
    }
}
