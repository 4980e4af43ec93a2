package io.sampan.client.work;

import java.util.concurrent.atomic.AtomicLong;

/// How far a transfer is, in bytes. Any thread.
///
/// `done` is what the other side has acknowledged, and what it is known to have received of blocks
/// that are still arriving.
public final class TransferProgress {

    private final AtomicLong total = new AtomicLong();
    private final AtomicLong settled = new AtomicLong();
    private final AtomicLong arriving = new AtomicLong();
    private final AtomicLong carried = new AtomicLong();
    private final AtomicLong again = new AtomicLong();

    /// Begins anew: `held` of `size` bytes are there already. What was carried so far stays
    /// counted.
    public void begin(long held, long size) {
        total.set(size);
        settled.set(held);
        arriving.set(0);
    }

    /// Acknowledged, or verified.
    public void settle(long bytes) {
        settled.addAndGet(bytes);
    }

    /// Received, not yet acknowledged; negative when it is settled or lost.
    public void arrive(long bytes) {
        arriving.addAndGet(bytes);
    }

    /// Given to a lane, or come from one.
    public void carry(long bytes) {
        carried.addAndGet(bytes);
    }

    /// To be carried a second time.
    public void again(long bytes) {
        again.addAndGet(bytes);
    }

    /// Bytes of the whole task.
    public long total() {
        return total.get();
    }

    /// Bytes that the server has, or that lie here verified.
    public long done() {
        return Math.clamp(settled.get() + arriving.get(), 0, Math.max(0, total.get()));
    }

    /// Bytes that went over lanes, those that went twice counted twice.
    public long carried() {
        return carried.get();
    }

    /// Bytes that went over lanes more than once.
    public long again() {
        return again.get();
    }
}
