package io.sampan.client.work;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a conversation that runs is told to do: first GO, later perhaps one other order, the last
/// one given. Whoever runs looks before each step. Any thread.
public final class Cancellation {

    /// To go on, or why to stop.
    public enum Order {
        GO,
        /// Free the slot, keep the bytes.
        PAUSE,
        /// It is not wanted any more.
        CANCEL,
        /// Another process goes on with it.
        LEAVE
    }

    /// How long an answer may still come after the order to stop.
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition given = lock.newCondition();
    private Order order = Order.GO;
    private long stopAt;
    private @Nullable Thread asking;

    /// What was ordered last.
    public Order now() {
        lock.lock();
        try {
            return order;
        } finally {
            lock.unlock();
        }
    }

    /// Is there no order to stop?
    public boolean isGo() {
        return now() == Order.GO;
    }

    /// Orders; the last order counts. Wakes those who wait for one.
    public void give(Order next) {
        lock.lock();
        try {
            if (order == Order.GO) {
                // The same order comes again and again; the moment that is left counts from the
                // first.
                stopAt = System.nanoTime() + GRACE.toNanos();
            }
            order = next;
            given.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for so long, or until the order is another than GO.
    public void sleep(Duration time) {
        lock.lock();
        try {
            var left = time.toNanos();
            while (order == Order.GO && left > 0) {
                left = given.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /// Asks somebody who may be silent for long, or cannot be reached: as patient as `question` is
    /// while the order is GO, and otherwise a moment only ([#hurry]). Called by the conversation's
    /// own thread.
    ///
    /// @throws RuntimeException what `question` throws, also because it was interrupted
    public <T> T ask(Supplier<T> question) {
        nowAsks(Thread.currentThread());
        try {
            return question.get();
        } finally {
            nowAsks(null);
            if (!isGo()) {
                // It was for the question: what is done with files next must not be interrupted.
                var _ = Thread.interrupted();
            }
        }
    }

    private void nowAsks(@Nullable Thread thread) {
        lock.lock();
        try {
            asking = thread;
        } finally {
            lock.unlock();
        }
    }

    /// Interrupts a question that is still open a moment after another order than GO was given: a
    /// server that is away must not keep anybody from stopping.
    public void hurry() {
        lock.lock();
        try {
            if (order != Order.GO && asking != null && System.nanoTime() - stopAt > 0) {
                asking.interrupt();
                asking = null;
            }
        } finally {
            lock.unlock();
        }
    }
}
