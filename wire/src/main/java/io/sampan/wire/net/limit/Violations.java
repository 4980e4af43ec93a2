package io.sampan.wire.net.limit;

import static java.util.Objects.requireNonNull;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/// Counts what peers did wrong, and says so in one line for each kind and minute, however many they
/// are: a log that a stranger can fill is one more thing to attack. Any thread.
public final class Violations {

    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    private final Logger log;
    private final LongSupplier nanos;
    private final Map<Violation, Count> tallies = new EnumMap<>(Violation.class);

    /// @param log where the lines go
    /// @param nanos a clock such as [System#nanoTime]
    public Violations(Logger log, LongSupplier nanos) {
        this.log = log;
        this.nanos = nanos;
        for (var kind : Violation.values()) {
            tallies.put(kind, new Count(nanos.getAsLong() - BETWEEN_LINES.toNanos()));
        }
    }

    /// One more.
    ///
    /// @param peer who it was; the line that is said names one of many
    public void note(Violation kind, SocketAddress peer) {
        var tally = tally(kind);
        tally.count.increment();
        if (tally.mayBeSaid(nanos.getAsLong())) {
            log.atInfo()
                    .addKeyValue("why", kind.meaning())
                    .addKeyValue("peer", peer)
                    .addKeyValue("since start", tally.count.sum())
                    .log("peers are turned away");
        }
    }

    /// How many there were since the start.
    public long count(Violation kind) {
        return tally(kind).count.sum();
    }

    private Count tally(Violation kind) {
        return requireNonNull(tallies.get(kind));
    }

    private static final class Count {

        private final LongAdder count = new LongAdder();
        private final AtomicLong said;

        Count(long longAgo) {
            said = new AtomicLong(longAgo);
        }

        boolean mayBeSaid(long now) {
            var last = said.get();
            return now - last >= BETWEEN_LINES.toNanos() && said.compareAndSet(last, now);
        }
    }
}
