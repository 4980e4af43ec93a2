package io.sampan.systemtests.fault;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// Shares one line's rate among all who send on it. Used by many threads.
final class Pace {

    private final long bytesPerSecond;
    private final ReentrantLock lock = new ReentrantLock();
    private long freeAt = System.nanoTime();

    Pace(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /// The most to send in one go, so that a slow line does not carry in jerks.
    int most(int wanted) {
        return Math.clamp(bytesPerSecond / 50, 1, wanted);
    }

    /// Waits until the line has carried so many bytes.
    void carry(int bytes) throws InterruptedException {
        if (bytesPerSecond == Long.MAX_VALUE) {
            return;
        }
        long until;
        lock.lock();
        try {
            var takes = (long) (bytes * (double) TimeUnit.SECONDS.toNanos(1) / bytesPerSecond);
            freeAt = Math.max(freeAt, System.nanoTime()) + takes;
            until = freeAt;
        } finally {
            lock.unlock();
        }
        TimeUnit.NANOSECONDS.sleep(until - System.nanoTime());
    }
}
