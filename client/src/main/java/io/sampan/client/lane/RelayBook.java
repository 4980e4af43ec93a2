package io.sampan.client.lane;

import io.sampan.wire.net.HostPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// Which relay the next lane goes through. Lanes are spread over all relays that are healthy; one
/// that fails is left alone for a while, longer each time it fails again, and then tried anew.
///
/// ```
///             failed                        rest is over
///  healthy ───────────▶ resting(n failures) ─────────────▶ tried again
///     ▲                    ▲       failed                    │
///     │                    └─────────────────────────────────┤
///     └──────────────────────────────────────────────────────┘ up for a while
/// ```
///
/// If all of them rest, the one whose rest ends first is tried, after [#LAST_RESORT] at most: a
/// single server that was restarted is found again at once. All methods may be called from any
/// thread.
public final class RelayBook {

    /// The first rest; each further one is twice as long.
    static final Duration FIRST_REST = Duration.ofMillis(200);

    /// No rest is longer.
    static final Duration LONGEST_REST = Duration.ofSeconds(3);

    /// How long anybody waits where no relay is healthy.
    static final Duration LAST_RESORT = Duration.ofMillis(300);

    /// A lane that held so long shows that its relay is well.
    static final Duration PROVEN = Duration.ofSeconds(2);

    private static final class Health {
        private int lanes;
        private int failures;
        private long restsUntil;
        private boolean rests;
    }

    private final List<HostPort> order;
    private final Map<HostPort, Health> health = new HashMap<>();
    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private final ReentrantLock lock = new ReentrantLock();

    /// @param relays at least one; the first is preferred where all else is equal
    /// @param nanoTime a clock that only goes forward, as [System#nanoTime]
    /// @param random spreads the rests, so that many clients do not come back all at once
    public RelayBook(List<HostPort> relays, LongSupplier nanoTime, RandomGenerator random) {
        this.order = relays.stream().distinct().toList();
        this.nanoTime = nanoTime;
        this.random = random;
        if (order.isEmpty()) {
            throw new IllegalArgumentException("there is at least one relay");
        }
        order.forEach(relay -> health.put(relay, new Health()));
    }

    /// A relay to go through, and how long to wait before. Whoever asked tells later how it went:
    /// [#onEnded] once.
    public record Choice(HostPort relay, Duration rest) {}

    /// Chooses for the next lane, and counts it to the relay already.
    public Choice choose() {
        lock.lock();
        try {
            var now = nanoTime.getAsLong();
            var healthy = new ArrayList<HostPort>();
            for (var relay : order) {
                if (restOf(relay, now) <= 0) {
                    healthy.add(relay);
                }
            }
            var chosen =
                    healthy.isEmpty()
                            ? order.stream()
                                    .min(Comparator.comparingLong(relay -> restOf(relay, now)))
                                    .orElseThrow()
                            : healthy.stream()
                                    .min(Comparator.comparingInt(relay -> of(relay).lanes))
                                    .orElseThrow();
            of(chosen).lanes++;
            var rest = Math.clamp(restOf(chosen, now), 0, LAST_RESORT.toNanos());
            return new Choice(chosen, Duration.ofNanos(rest));
        } finally {
            lock.unlock();
        }
    }

    /// The lane that was chosen for has ended, or could not be made: a failure of the relay, as far
    /// as anybody can tell.
    ///
    /// @param held how long it was up; zero if it never was
    public void onEnded(HostPort relay, Duration held) {
        lock.lock();
        try {
            var known = of(relay);
            known.lanes--;
            if (held.compareTo(PROVEN) >= 0) {
                known.failures = 0;
            }
            known.failures++;
            known.rests = true;
            known.restsUntil = nanoTime.getAsLong() + rest(known.failures);
        } finally {
            lock.unlock();
        }
    }

    /// The lane was ended by this side, or nobody tried: that says nothing about the relay.
    public void onReleased(HostPort relay) {
        lock.lock();
        try {
            of(relay).lanes--;
        } finally {
            lock.unlock();
        }
    }

    /// A lane is up through it: it need not rest any more.
    public void onUp(HostPort relay) {
        lock.lock();
        try {
            of(relay).rests = false;
        } finally {
            lock.unlock();
        }
    }

    private long rest(int failures) {
        var full =
                Math.min(
                        LONGEST_REST.toNanos(), FIRST_REST.toNanos() << Math.min(failures - 1, 20));
        return full * 3 / 4 + random.nextLong(full / 4 + 1);
    }

    private long restOf(HostPort relay, long now) {
        var known = of(relay);
        return known.rests ? known.restsUntil - now : 0;
    }

    private Health of(HostPort relay) {
        var known = health.get(relay);
        if (known == null) {
            throw new IllegalArgumentException(relay + " is not in the book");
        }
        return known;
    }
}
