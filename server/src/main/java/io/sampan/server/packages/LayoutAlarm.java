package io.sampan.server.packages;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Warns that a program speaks the layout that its listener does not serve: one line a minute,
/// however often the program tries. Thread-safe.
final class LayoutAlarm {

    private static final Logger LOG = LoggerFactory.getLogger(LayoutAlarm.class);
    private static final long QUIET = Duration.ofMinutes(1).toNanos();

    private final PackageLayout layout;
    private final LongSupplier nanoTime;
    private final AtomicLong next;
    private final AtomicLong count = new AtomicLong();

    /// @param layout that the listener serves
    LayoutAlarm(PackageLayout layout, LongSupplier nanoTime) {
        this.layout = layout;
        this.nanoTime = nanoTime;
        this.next = new AtomicLong(nanoTime.getAsLong());
    }

    /// A request was answered FAILED because of its layout.
    ///
    /// @param why it is thought to be the other layout
    void raise(SocketAddress peer, String why) {
        var total = count.incrementAndGet();
        var now = nanoTime.getAsLong();
        var due = next.get();
        if (now - due >= 0 && next.compareAndSet(due, now + QUIET)) {
            LOG.atWarn()
                    .addKeyValue("peer", peer)
                    .addKeyValue("layout", layout)
                    .addKeyValue("reason", why)
                    .addKeyValue("count", total)
                    .log(
                            "a program seems to speak the other layout of the Package struct and is"
                                    + " answered FAILED; nothing is stored; if so, start the server"
                                    + " with the other --package-layout");
        }
    }
}
