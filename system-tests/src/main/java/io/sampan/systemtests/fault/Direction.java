package io.sampan.systemtests.fault;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// What all connections of a relay share in one direction: its faults and its counts.
final class Direction {

    private final Duration delay;
    private final long flipAt;
    private final long cutAfter;
    private final boolean recording;
    private final Pace pace;
    private final AtomicBoolean flipNext = new AtomicBoolean();
    private final AtomicBoolean flipped = new AtomicBoolean();
    private final AtomicLong carried = new AtomicLong();
    private final ByteArrayOutputStream recorded = new ByteArrayOutputStream();

    Direction(Duration delay, long flipAt, long cutAfter, boolean recording, Pace pace) {
        this.delay = delay;
        this.flipAt = flipAt;
        this.cutAfter = cutAfter;
        this.recording = recording;
        this.pace = pace;
    }

    Duration delay() {
        return delay;
    }

    long cutAfter() {
        return cutAfter;
    }

    Pace pace() {
        return pace;
    }

    /// Flips a bit of whatever is carried next.
    void flipNext() {
        flipNext.set(true);
    }

    /// Flips the bit, if it is in these bytes and was not flipped before.
    void spoil(byte[] bytes, int length, long position) {
        if (flipNext.compareAndSet(true, false)) {
            bytes[length / 2] ^= 0x10;
        }
        var index = flipAt - position;
        if (index >= 0 && index < length && flipped.compareAndSet(false, true)) {
            bytes[(int) index] ^= 0x10;
        }
    }

    void onCarried(byte[] bytes, int length) {
        carried.addAndGet(length);
        if (recording) {
            recorded.write(bytes, 0, length);
        }
    }

    long carried() {
        return carried.get();
    }

    boolean hasFlipped() {
        return flipped.get();
    }

    byte[] recorded() {
        return recorded.toByteArray();
    }
}
