package io.sampan.core.messaging;

import io.sampan.core.storage.InboxEntry;
import io.sampan.core.storage.MessageRepository;
import io.sampan.model.UserName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// One walk through one person's inbox. One thread calls [#next] and delivers; acknowledgements may
/// come from any thread.
///
/// At most [#WINDOW] entries are out at a time: delivered, and not acknowledged yet. One that is
/// out for too long takes the walk back to it, so it and what follows it are offered again.
public final class InboxWalk implements AutoCloseable {

    private static final int WINDOW = 64;

    private final PostOffice office;
    private final MessageRepository messages;
    private final UserName who;
    private final Duration offerAgainAfter;
    private final InstantSource clock;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();

    /// Fetched, not delivered yet.
    private final Deque<InboxEntry> ahead = new ArrayDeque<>();

    /// Delivered and not acknowledged: the number of the entry, and since when.
    private final NavigableMap<Long, Instant> out = new TreeMap<>();

    private long reached;
    private boolean newEntries = true;

    InboxWalk(
            PostOffice office,
            MessageRepository messages,
            UserName who,
            Duration offerAgainAfter,
            InstantSource clock) {
        this.office = office;
        this.messages = messages;
        this.who = who;
        this.offerAgainAfter = offerAgainAfter;
        this.clock = clock;
    }

    /// The next entry to deliver; waits for one for `patience` at most.
    ///
    /// @return empty for now: nothing waits, or as much is out as may be
    public Optional<InboxEntry> next(Duration patience) throws InterruptedException {
        var nanos = patience.toNanos();
        lock.lock();
        try {
            while (true) {
                goBackToWhatWasNotAcknowledged();
                fetch();
                if (!ahead.isEmpty() && out.size() < WINDOW) {
                    var entry = ahead.remove();
                    out.put(entry.number(), clock.instant());
                    return Optional.of(entry);
                }
                if (nanos <= 0) {
                    return Optional.empty();
                }
                nanos = moved.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Whether [#next] has given everything that was in the inbox when it last looked.
    public boolean isAtEnd() {
        lock.lock();
        try {
            return ahead.isEmpty() && !newEntries;
        } finally {
            lock.unlock();
        }
    }

    private void goBackToWhatWasNotAcknowledged() {
        if (out.isEmpty()) {
            return;
        }
        var oldest = out.firstEntry();
        if (oldest.getValue().plus(offerAgainAfter).isBefore(clock.instant())) {
            reached = oldest.getKey() - 1;
            out.clear();
            ahead.clear();
            newEntries = true;
        }
    }

    private void fetch() {
        if (!ahead.isEmpty() || !newEntries) {
            return;
        }
        var page = messages.inbox(who, reached, WINDOW);
        newEntries = page.size() == WINDOW;
        for (var entry : page) {
            reached = entry.number();
            ahead.add(entry);
        }
    }

    /// The person has it safely. The entry leaves the inbox (synced) and its sender gets a receipt.
    public void received(long number) {
        messages.received(who, number, clock.instant()).ifPresent(office::wake);
        lock.lock();
        try {
            out.remove(number);
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void wake() {
        lock.lock();
        try {
            newEntries = true;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// The walk is over; what was not acknowledged waits for the next one.
    @Override
    public void close() {
        office.end(this, who);
    }
}
