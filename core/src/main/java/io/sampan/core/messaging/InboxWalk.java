package io.sampan.core.messaging;

import io.sampan.core.identity.Member;
import io.sampan.core.storage.LogEntry;
import io.sampan.core.storage.MessageRepository;
import io.sampan.core.storage.MessageRepository.Wanted;
import io.sampan.model.Place;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// One walk through a person's log for one of their devices. One thread calls [#next] and delivers;
/// acknowledgements may come from any thread.
///
/// ```
///              ┌── acknowledged ──▶ gone
///   on the wire┤
///              └── not for 30 s ──▶ undecided ── offered again later, and later still ──▶ …
/// ```
///
/// At most [#WINDOW] entries are on the wire at a time. One that is not acknowledged in time counts
/// no longer, so it holds up nothing that comes after it; it is offered again, with growing pauses.
public final class InboxWalk implements AutoCloseable {

    private static final int WINDOW = 64;

    /// So many entries may be undecided; then nothing new is delivered.
    private static final int MOST_OUT = 4_096;

    private static final int MOST_DOUBLINGS = 5;

    private final PostOffice office;
    private final MessageRepository messages;
    private final Member member;
    private final Wanted wanted;
    private final Duration offerAgainAfter;
    private final InstantSource clock;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();

    /// Fetched, not delivered yet.
    private final Deque<LogEntry> ahead = new ArrayDeque<>();

    /// Delivered and not acknowledged.
    private final NavigableMap<Place, Out> out = new TreeMap<>();

    /// @param offered how often
    /// @param again when it is offered again
    private record Out(int offered, Instant at, Instant again) {

        /// Also where the clock was set back meanwhile: nothing waits for as long as that was.
        boolean isDue(Instant now) {
            return !again.isAfter(now) || now.isBefore(at);
        }

        boolean isOnTheWire() {
            return offered == 1;
        }
    }

    private Place settled = Place.START;
    private Place reached = Place.START;
    private boolean newEntries = true;

    /// Whether something may have become visible before `reached`.
    private boolean lookAgain;

    InboxWalk(
            PostOffice office,
            MessageRepository messages,
            Member member,
            Wanted wanted,
            Duration offerAgainAfter,
            InstantSource clock) {
        this.office = office;
        this.messages = messages;
        this.member = member;
        this.wanted = wanted;
        this.offerAgainAfter = offerAgainAfter;
        this.clock = clock;
    }

    /// The next entry to deliver; waits for one for `patience` at most.
    ///
    /// @return empty for now: nothing waits, or as much is on the wire as may be
    public Optional<LogEntry> next(Duration patience) throws InterruptedException {
        var end = System.nanoTime() + patience.toNanos();
        lock.lock();
        try {
            while (true) {
                var next = dueAgain().or(this::fresh);
                var left = end - System.nanoTime();
                if (next.isPresent() || left <= 0) {
                    return next;
                }
                var _ = moved.awaitNanos(Math.min(left, untilDue()));
            }
        } finally {
            lock.unlock();
        }
    }

    /// What was offered and is to be offered again now.
    private Optional<LogEntry> dueAgain() {
        var now = clock.instant();
        var due =
                out.entrySet().stream()
                        .filter(entry -> entry.getValue().isDue(now))
                        .map(Map.Entry::getKey)
                        .toList();
        for (var place : due) {
            var entry = messages.entry(member.name(), place);
            if (entry.isPresent()) {
                offered(place, now);
                return entry;
            }
            out.remove(place);
        }
        return Optional.empty();
    }

    private void offered(Place place, Instant now) {
        var before = Optional.ofNullable(out.get(place)).map(Out::offered).orElse(0);
        var pause = offerAgainAfter.multipliedBy(1L << Math.min(before, MOST_DOUBLINGS));
        out.put(place, new Out(before + 1, now, now.plus(pause)));
    }

    private Optional<LogEntry> fresh() {
        if (out.size() >= MOST_OUT
                || out.values().stream().filter(Out::isOnTheWire).count() >= WINDOW) {
            return Optional.empty();
        }
        while (ahead.isEmpty() && newEntries) {
            if (lookAgain) {
                reached = settled;
                lookAgain = false;
            }
            fetch();
        }
        var next = Optional.ofNullable(ahead.poll());
        next.ifPresent(entry -> offered(entry.place(), clock.instant()));
        return next;
    }

    private void fetch() {
        var page = messages.unread(member.name(), member.device(), reached, WINDOW, wanted);
        for (var entry : page.entries()) {
            reached = entry.place();
            if (!out.containsKey(entry.place())) {
                ahead.add(entry);
            }
        }
        if (page.settled().isAfter(settled)) {
            settled = page.settled();
        }
        newEntries = page.entries().size() == WINDOW || lookAgain;
    }

    /// Nanoseconds until something is to be offered again.
    private long untilDue() {
        return out.values().stream()
                .map(Out::again)
                .min(Instant::compareTo)
                .map(again -> Math.max(1, Duration.between(clock.instant(), again).toNanos()))
                .orElse(Long.MAX_VALUE);
    }

    /// Whether [#next] has given everything that was in the log when it last looked.
    public boolean isAtEnd() {
        lock.lock();
        try {
            return ahead.isEmpty() && !newEntries;
        } finally {
            lock.unlock();
        }
    }

    /// The device has it safely (synced); its sender gets a receipt if it is the person's first.
    public void received(Place place) {
        messages.received(member.name(), member.device(), place, clock.instant())
                .ifPresent(office::wake);
        lock.lock();
        try {
            out.remove(place);
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Looks again, from the last place before which nothing can have become visible meanwhile.
    void wake() {
        lock.lock();
        try {
            newEntries = true;
            lookAgain = true;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Member member() {
        return member;
    }

    /// The walk is over; what was not acknowledged waits for the next one.
    @Override
    public void close() {
        office.end(this);
    }
}
