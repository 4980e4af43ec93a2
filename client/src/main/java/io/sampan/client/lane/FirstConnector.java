package io.sampan.client.lane;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Lets one maintainer alone connect while no lane is up: the others follow when it has found a way
/// in, so that a server that is away is not asked by all of them at once.
///
/// ```
///            awaitTurn                     onUp
///  none up ─────────────▶ one connects ───────────▶ up: all connect
///     ▲  ▲                     │ done (failed)        │
///     │  ╰─────────────────────╯                      │ onDown of the last one
///     ╰───────────────────────────────────────────────╯
/// ```
///
/// Thread-safe.
final class FirstConnector {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    @GuardedBy("lock")
    private int up;

    @GuardedBy("lock")
    private @Nullable Thread connecting;

    @GuardedBy("lock")
    private boolean closed;

    /// Waits while another maintainer looks for the first way in.
    ///
    /// @throws LanesDownException if the pool is closed
    void awaitTurn() throws InterruptedException {
        lock.lock();
        try {
            while (connecting != null && up == 0 && !closed) {
                changed.await();
            }
            if (closed) {
                throw new LanesDownException(LanePool.CLOSED);
            }
            if (up == 0) {
                connecting = Thread.currentThread();
            }
        } finally {
            lock.unlock();
        }
    }

    /// The calling maintainer has connected, or could not. Where it was not its turn nothing
    /// happens.
    void done() {
        lock.lock();
        try {
            if (Thread.currentThread().equals(connecting)) {
                connecting = null;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// One more lane is up.
    void onUp() {
        lock.lock();
        try {
            up++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// One lane less is up.
    void onDown() {
        lock.lock();
        try {
            up--;
        } finally {
            lock.unlock();
        }
    }

    /// Whoever waits is told that the pool is closed.
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
