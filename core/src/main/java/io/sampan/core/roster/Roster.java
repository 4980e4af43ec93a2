package io.sampan.core.roster;

import io.sampan.model.Outcome;
import io.sampan.model.RefusalCode;
import io.sampan.model.UserName;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Who is online, with a version. Any thread.
public final class Roster {

    /// So many changes are remembered; who has missed more gets a snapshot.
    private static final int REMEMBERED = 1024;

    private record Change(UserName who, boolean arrived) {}

    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<UserName, Presence> online = new TreeMap<>();

    /// The newest last; the newest led to `version`.
    private final Deque<Change> changes = new ArrayDeque<>();

    private long version;

    /// @param most how many people may be online at once
    public Roster(int most) {
        this.most = most;
    }

    /// Somebody's being online, from [#arrive] until [#close].
    public final class Presence implements AutoCloseable {

        private final UserName who;
        private final Runnable onTakenOver;

        private Presence(UserName who, Runnable onTakenOver) {
            this.who = who;
            this.onTakenOver = onTakenOver;
        }

        /// They are gone. Nothing happens if they came again from somewhere else, or the second
        /// time.
        @Override
        public void close() {
            lock.lock();
            try {
                if (online.remove(who, this)) {
                    record(new Change(who, false));
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /// Somebody is here. If they were here already, the newcomer takes over and nobody sees a
    /// change.
    ///
    /// Refused: `TOO_MANY_ONLINE`.
    ///
    /// @param onTakenOver called once if they come again from somewhere else; must not block
    public Outcome<Presence> arrive(UserName who, Runnable onTakenOver) {
        var presence = new Presence(who, onTakenOver);
        Optional<Presence> before;
        lock.lock();
        try {
            if (!online.containsKey(who) && online.size() >= most) {
                return Outcome.refused(
                        RefusalCode.TOO_MANY_ONLINE,
                        most + " people are online, the most there may be");
            }
            before = Optional.ofNullable(online.put(who, presence));
            if (before.isEmpty()) {
                record(new Change(who, true));
            }
        } finally {
            lock.unlock();
        }
        before.ifPresent(older -> older.onTakenOver.run());
        return Outcome.done(presence);
    }

    private void record(Change change) {
        version++;
        changes.addLast(change);
        if (changes.size() > REMEMBERED) {
            changes.removeFirst();
        }
        changed.signalAll();
    }

    /// Everybody who is online now.
    public RosterNews.Snapshot snapshot() {
        lock.lock();
        try {
            return new RosterNews.Snapshot(version, new ArrayList<>(online.keySet()));
        } finally {
            lock.unlock();
        }
    }

    /// How many people are online.
    public int size() {
        lock.lock();
        try {
            return online.size();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until something has changed since version `known`, for `patience` at most.
    ///
    /// @return the changes together, or a snapshot if they are too many; empty if nothing changed
    public Optional<RosterNews> since(long known, Duration patience) throws InterruptedException {
        var nanos = patience.toNanos();
        lock.lock();
        try {
            while (version == known) {
                if (nanos <= 0) {
                    return Optional.empty();
                }
                nanos = changed.awaitNanos(nanos);
            }
            var missed = version - known;
            return Optional.of(
                    missed < 0 || missed > changes.size()
                            ? snapshot()
                            : changes(known, (int) missed));
        } finally {
            lock.unlock();
        }
    }

    private RosterNews changes(long known, int missed) {
        var arrived = new LinkedHashSet<UserName>();
        var left = new LinkedHashSet<UserName>();
        changes.stream()
                .skip(changes.size() - missed)
                .forEach(change -> {
                    // Coming undoes going, and the other way round.
                    var undone = (change.arrived() ? left : arrived).remove(change.who());
                    if (!undone) {
                        (change.arrived() ? arrived : left).add(change.who());
                    }
                });
        return new RosterNews.Changes(
                known, version, new ArrayList<>(arrived), new ArrayList<>(left));
    }
}
