package io.sampan.wire.net;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/// In which order the addresses of one name are tried: round robin over those that work, and those
/// that failed a short while ago last. All of them are in the list, so a connect fails only when
/// every address has failed.
///
/// Thread-safe.
public final class AddressRotation {

    /// How long a failed address is tried last.
    static final Duration REMEMBERED = Duration.ofSeconds(30);

    /// Failures that are remembered before the expired ones are removed.
    private static final int FAILURES_BEFORE_CLEANUP = 256;

    private final LongSupplier nanoTime;
    private final Map<InetSocketAddress, Long> failedAt = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger();

    /// @param nanoTime a clock that only goes forward, such as [System#nanoTime]
    public AddressRotation(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /// All of `addresses`, in the order in which this connect tries them.
    public List<InetSocketAddress> order(List<InetSocketAddress> addresses) {
        if (addresses.size() < 2) {
            return addresses;
        }
        var ordered = new ArrayList<>(addresses);
        Collections.rotate(ordered, -Math.floorMod(next.getAndIncrement(), ordered.size()));
        ordered.sort(Comparator.comparing(this::failedRecently)); // stable
        return ordered;
    }

    /// A connect to this address failed.
    public void onFailed(InetSocketAddress address) {
        if (failedAt.size() >= FAILURES_BEFORE_CLEANUP) {
            failedAt.keySet().removeIf(known -> !failedRecently(known));
        }
        failedAt.put(address, nanoTime.getAsLong());
    }

    /// A connect to this address succeeded.
    public void onReached(InetSocketAddress address) {
        failedAt.remove(address);
    }

    private boolean failedRecently(InetSocketAddress address) {
        var failed = failedAt.get(address);
        return failed != null && nanoTime.getAsLong() - failed < REMEMBERED.toNanos();
    }
}
