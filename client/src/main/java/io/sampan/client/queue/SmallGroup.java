package io.sampan.client.queue;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Many small files on their way together: each has its round trip, and enough of them are under
/// way at once that nobody waits for one. Bounded in number and in bytes.
final class SmallGroup {

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Job> waiting = new ArrayDeque<>();
    private final Semaphore bytes = new Semaphore(QueueSettings.SMALL_BYTES);
    private final Consumer<Job> runner;
    private int workers;

    /// @param runner does one job, start to end
    SmallGroup(Consumer<Job> runner) {
        this.runner = runner;
    }

    /// Whether any is under way.
    boolean isBusy() {
        lock.lock();
        try {
            return workers > 0;
        } finally {
            lock.unlock();
        }
    }

    void add(Collection<Job> jobs) {
        lock.lock();
        try {
            waiting.addAll(jobs);
            // One for each that waits: those who are at work may be for long.
            var places = QueueSettings.SMALL_AT_ONCE - workers;
            for (var n = Math.min(places, waiting.size()); n > 0; n--, workers++) {
                Thread.ofVirtual().name("small-" + workers).start(this::work);
            }
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        for (var job = next(); job.isPresent(); job = next()) {
            var size = Math.clamp(job.get().tally().total(), 1, QueueSettings.SMALL_BYTES);
            bytes.acquireUninterruptibly(size);
            try {
                runner.accept(job.get());
            } finally {
                bytes.release(size);
            }
        }
    }

    private Optional<Job> next() {
        lock.lock();
        try {
            if (waiting.isEmpty()) {
                workers--;
            }
            return Optional.ofNullable(waiting.poll());
        } finally {
            lock.unlock();
        }
    }
}
