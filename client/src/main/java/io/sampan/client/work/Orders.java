package io.sampan.client.work;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What a conversation that runs is told to do: first GO, later perhaps one other order, the last
/// one given. Whoever runs looks before each step. Any thread.
public final class Orders {

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

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition given = lock.newCondition();
    private Order order = Order.GO;

    public Order now() {
        lock.lock();
        try {
            return order;
        } finally {
            lock.unlock();
        }
    }

    public boolean isGo() {
        return now() == Order.GO;
    }

    public void give(Order next) {
        lock.lock();
        try {
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
}
