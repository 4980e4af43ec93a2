package io.sampan.core.roster;

import io.sampan.core.identity.Member;
import io.sampan.model.DeviceId;
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

/// Who is online, with a version. A person is online while one of their devices is; a second one
/// changes nothing, and the same device from somewhere else takes over. Thread-safe.
public final class Roster {

    /// So many changes are remembered; who has missed more gets a snapshot.
    private static final int REMEMBERED = 1024;

    private record Change(UserName who, boolean arrived) {}

    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<UserName, Map<DeviceId, Presence>> online = new TreeMap<>();

    /// The newest last; the newest led to `version`.
    private final Deque<Change> changes = new ArrayDeque<>();

    private long version;

    /// @param most how many people may be online at once
    public Roster(int most) {
        this.most = most;
    }

    /// A device's being online, from [#arrive] until [#close].
    public final class Presence implements AutoCloseable {

        private final Member member;
        private final Runnable onTakenOver;

        private Presence(Member member, Runnable onTakenOver) {
            this.member = member;
            this.onTakenOver = onTakenOver;
        }

        /// It is gone. Nothing happens if it came again from somewhere else, or the second time.
        @Override
        public void close() {
            lock.lock();
            try {
                var devices = online.getOrDefault(member.name(), new TreeMap<>());
                if (devices.remove(member.device(), this) && devices.isEmpty()) {
                    online.remove(member.name());
                    record(new Change(member.name(), false));
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /// A device is here. If it was here already, the newcomer takes over and nobody sees a change.
    ///
    /// Refused: `TOO_MANY_ONLINE`.
    ///
    /// @param onTakenOver called once if it comes again from somewhere else; must not block
    public Outcome<Presence> arrive(Member member, Runnable onTakenOver) {
        var presence = new Presence(member, onTakenOver);
        Optional<Presence> before;
        lock.lock();
        try {
            if (!online.containsKey(member.name())) {
                if (online.size() >= most) {
                    return Outcome.refused(
                            RefusalCode.TOO_MANY_ONLINE,
                            most + " people are online, the most there may be");
                }
                online.put(member.name(), new TreeMap<>());
                record(new Change(member.name(), true));
            }
            before =
                    Optional.ofNullable(
                            online.computeIfAbsent(member.name(), _ -> new TreeMap<>())
                                    .put(member.device(), presence));
        } finally {
            lock.unlock();
        }
        before.ifPresent(older -> older.onTakenOver.run());
        return Outcome.done(presence);
    }

    /// Whether this device of a person is online.
    public boolean isOnline(UserName who, DeviceId device) {
        lock.lock();
        try {
            return online.containsKey(who) && online.get(who).containsKey(device);
        } finally {
            lock.unlock();
        }
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
