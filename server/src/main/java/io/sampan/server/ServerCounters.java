package io.sampan.server;

import java.util.concurrent.atomic.LongAdder;

/// Counts what conversations do, since the start. Any thread.
public final class ServerCounters {

    private final LongAdder logins = new LongAdder();
    private final LongAdder refusals = new LongAdder();
    private final LongAdder tooManyLanes = new LongAdder();
    private final LongAdder faults = new LongAdder();
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();

    /// The counts at one moment.
    ///
    /// @param lanes connections that are open now
    /// @param logins lanes that have logged in
    /// @param refusals requests that were refused, a malformed frame included
    /// @param tooManyLanes lanes that were refused as their person had as many as they may
    /// @param faults requests that failed for a fault of our own
    /// @param bytesIn of bodies received
    /// @param bytesOut of bodies sent
    public record Figures(
            int lanes,
            long logins,
            long refusals,
            long tooManyLanes,
            long faults,
            long bytesIn,
            long bytesOut) {}

    Figures figures(int lanes) {
        return new Figures(
                lanes,
                logins.sum(),
                refusals.sum(),
                tooManyLanes.sum(),
                faults.sum(),
                bytesIn.sum(),
                bytesOut.sum());
    }

    void onLogin() {
        logins.increment();
    }

    void onRefusal() {
        refusals.increment();
    }

    void onTooManyLanes() {
        tooManyLanes.increment();
    }

    void onFault() {
        faults.increment();
    }

    void onBytesIn(long bytes) {
        bytesIn.add(bytes);
    }

    void onBytesOut(long bytes) {
        bytesOut.add(bytes);
    }
}
