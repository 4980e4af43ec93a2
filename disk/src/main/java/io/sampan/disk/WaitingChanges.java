package io.sampan.disk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The changes that wait for a writer, and how many of them it waits for. It is woken once they are
/// there, not by each of them. Any thread adds, the writer takes.
///
/// Whoever was let go by the last commit often comes back at once. The writer therefore waits for
/// as many as it let go and as have come meanwhile, which is everybody who is changing things now:
/// one sync then serves all of them, where otherwise two halves would take turns.
final class WaitingChanges {

    private final int most;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition enough = lock.newCondition();
    private final Deque<Change<?>> changes = new ArrayDeque<>();
    private int wanted = 1;

    /// @param most how many are taken at once
    WaitingChanges(int most) {
        this.most = most;
    }

    void add(Change<?> change) {
        lock.lock();
        try {
            changes.add(change);
            if (changes.size() >= wanted) {
                enough.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits for one, and until a moment for others.
    ///
    /// @param letGo how many were let go by the last commit
    /// @param until when to go without the others, as of `System.nanoTime()`
    List<Change<?>> take(int letGo, long until) throws InterruptedException {
        lock.lock();
        try {
            var all = Math.min(most, changes.size() + letGo);
            wanted = 1;
            while (changes.isEmpty()) {
                enough.await();
            }
            wanted = all;
            for (var left = until - System.nanoTime(); changes.size() < all && left > 0; ) {
                left = enough.awaitNanos(left);
            }
            return removeSome();
        } finally {
            lock.unlock();
        }
    }

    /// What is there, without waiting.
    List<Change<?>> takeAll() {
        lock.lock();
        try {
            var all = List.copyOf(changes);
            changes.clear();
            return all;
        } finally {
            lock.unlock();
        }
    }

    private List<Change<?>> removeSome() {
        var some = new ArrayList<Change<?>>();
        while (!changes.isEmpty() && some.size() < most) {
            some.add(changes.remove());
        }
        return some;
    }
}
