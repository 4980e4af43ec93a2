package io.sampan.relay;

import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import java.util.concurrent.atomic.AtomicLong;

/// How large a buffer each read gets: as much as the last reads filled, 16 KiB to 1 MiB, less while
/// many bytes wait for slow readers.
///
/// A session holds a buffer only while its bytes are not written yet. What all of them hold
/// together has a budget; the more of it is taken, the smaller the next buffers are, down to 4 KiB.
/// So a relay with thousands of stalled sessions stays within its memory, and one busy session has
/// the large buffers that make it fast. Any thread.
final class ReceiveBuffers extends DefaultMaxMessagesRecvByteBufAllocator {

    private static final int SMALLEST = 16 * 1024;
    private static final int FIRST = 64 * 1024;
    private static final int LARGEST = 1024 * 1024;
    private static final int SCARCE = 4 * 1024;

    /// One buffer takes at most this part of what is left.
    private static final int SHARES = 16;

    private final long budget;
    private final AtomicLong held = new AtomicLong();

    /// @param budget bytes that may wait to be written before buffers become smallest
    ReceiveBuffers(long budget) {
        this.budget = budget;
    }

    /// A buffer of this size could not be written at once.
    void hold(long bytes) {
        held.addAndGet(bytes);
    }

    void release(long bytes) {
        held.addAndGet(-bytes);
    }

    long held() {
        return held.get();
    }

    @Override
    public ExtendedHandle newHandle() {
        return new Adaptive();
    }

    private int ceiling() {
        var share = (budget - held.get()) / SHARES;
        return Math.clamp(share, SCARCE, LARGEST);
    }

    private final class Adaptive extends MaxMessageHandle {

        private int size = FIRST;

        @Override
        public int guess() {
            return Math.min(size, ceiling());
        }

        @Override
        public void lastBytesRead(int bytes) {
            if (bytes == attemptedBytesRead()) {
                size = Math.min(size * 2, LARGEST);
            } else if (bytes > 0 && bytes < size / 4) {
                size = Math.max(size / 2, SMALLEST);
            }
            super.lastBytesRead(bytes);
        }
    }
}
