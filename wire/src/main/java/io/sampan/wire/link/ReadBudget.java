package io.sampan.wire.link;

import io.netty.util.internal.PlatformDependent;
import java.util.concurrent.atomic.AtomicLong;

/// How many received bytes may wait to be taken, on all links of one program together. As long as
/// there is room a link reads ahead; beyond that it reads a little, and only what somebody waits
/// for. So memory does not grow with the number of busy links. Any thread.
final class ReadBudget {

    private static final long MOST = 64L << 20;

    private final long most;
    private final AtomicLong waiting = new AtomicLong();

    private ReadBudget(long most) {
        this.most = most;
    }

    /// A quarter of the memory that the JVM has for buffers, 64 MiB at most.
    static ReadBudget ofThisProgram() {
        return new ReadBudget(Math.min(MOST, PlatformDependent.maxDirectMemory() / 4));
    }

    void arrived(long bytes) {
        waiting.addAndGet(bytes);
    }

    void taken(long bytes) {
        waiting.addAndGet(-bytes);
    }

    boolean hasRoom() {
        return waiting.get() < most;
    }
}
