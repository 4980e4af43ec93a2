package io.sampan.client.people;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What has arrived and the user does not have yet, as a stream: entries, then empty for now, then
/// entries again. One thread takes; any may say that a message is done.
public final class Inbox {

    private final PeopleStore store;
    private final ReadMarks marks;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private long taken;

    Inbox(PeopleStore store, ReadMarks marks) {
        this.store = store;
        this.marks = marks;
    }

    /// The next message that the user does not have, in the order in which they arrived; waits for
    /// one for `patience` at most. What was taken and never [#done] comes again in the next
    /// session.
    ///
    /// @return empty for now
    public Optional<InboxMessage> next(Duration patience) throws InterruptedException {
        var nanos = patience.toNanos();
        lock.lock();
        try {
            while (true) {
                var waiting = store.waiting(taken);
                if (waiting.isPresent()) {
                    taken = waiting.get().number();
                    return waiting;
                }
                if (nanos <= 0) {
                    return Optional.empty();
                }
                nanos = arrived.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /// The user has it, with what there is of its files: it does not come again. Synced. It counts
    /// as read on the person's other devices, too, once the server could be told.
    public void done(InboxMessage message) {
        store.done(message.number());
        marks.read(message);
    }

    void onArrived() {
        lock.lock();
        try {
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
