package io.sampan.core.transfer;

import io.sampan.model.Outcome;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// What space is promised. An upload reserves all of its size when it is admitted, so it never runs
/// out of space later; as its bytes arrive, what is still outstanding shrinks with the free space
/// of the disk.
///
/// ```
///    disk    free = usable − Σ outstanding − keepFree
///    quota   free = quota − stored − Σ size of what is promised
/// ```
///
/// All methods may be called from any thread.
final class SpaceBook {

    private static final Duration TRY_AGAIN = Duration.ofSeconds(30);

    private final LongSupplier usable;
    private final long keepFree;
    private final OptionalLong quota;

    private final ReentrantLock lock = new ReentrantLock();
    private long stored;
    private long promised;
    private long outstanding;

    /// @param usable bytes that the disk could take now
    /// @param stored bytes in complete media
    SpaceBook(LongSupplier usable, long keepFree, OptionalLong quota, long stored) {
        this.usable = usable;
        this.keepFree = keepFree;
        this.quota = quota;
        this.stored = stored;
    }

    /// Promises `size` bytes, or refuses with `NO_SPACE` and the figures.
    Outcome<Reservation> reserve(long size) {
        lock.lock();
        try {
            var free = freeNow();
            if (size > free) {
                return Outcome.refused(
                        Refusal.of(
                                        RefusalCode.NO_SPACE,
                                        size + " bytes needed, " + Math.max(0, free) + " free")
                                .retryAfter(TRY_AGAIN));
            }
            return Outcome.done(adopt(size));
        } finally {
            lock.unlock();
        }
    }

    /// Promises `size` bytes to an upload that was admitted by an earlier run.
    Reservation adopt(long size) {
        lock.lock();
        try {
            promised += size;
            outstanding += size;
            return new Reservation(size);
        } finally {
            lock.unlock();
        }
    }

    /// A media of `size` bytes was removed.
    void removed(long size) {
        lock.lock();
        try {
            stored -= size;
        } finally {
            lock.unlock();
        }
    }

    /// Bytes in complete media.
    long stored() {
        lock.lock();
        try {
            return stored;
        } finally {
            lock.unlock();
        }
    }

    /// Bytes that are promised and have not arrived.
    long outstanding() {
        lock.lock();
        try {
            return outstanding;
        } finally {
            lock.unlock();
        }
    }

    /// Bytes that could still be promised.
    long free() {
        lock.lock();
        try {
            return Math.max(0, freeNow());
        } finally {
            lock.unlock();
        }
    }

    private long freeNow() {
        var onDisk = usable.getAsLong() - outstanding - keepFree;
        return quota.isPresent() ? Math.min(onDisk, quota.getAsLong() - stored - promised) : onDisk;
    }

    /// The space of one upload, from its admission until it is settled: given back, or turned into
    /// stored bytes. What is asked of it afterwards changes nothing.
    final class Reservation {

        private final long size;
        private long awaited;
        private boolean settled;

        private Reservation(long size) {
            this.size = size;
            this.awaited = size;
        }

        /// So many bytes more are on the disk now; fewer, if negative.
        void arrived(long bytes) {
            lock.lock();
            try {
                if (!settled) {
                    awaited -= bytes;
                    outstanding -= bytes;
                }
            } finally {
                lock.unlock();
            }
        }

        /// The upload is gone, and its bytes with it.
        void release() {
            settle(0);
        }

        /// The upload has become a media.
        void turnIntoStored() {
            settle(size);
        }

        private void settle(long becomesStored) {
            lock.lock();
            try {
                if (!settled) {
                    settled = true;
                    outstanding -= awaited;
                    promised -= size;
                    stored += becomesStored;
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
