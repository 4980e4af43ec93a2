package io.sampan.core.transfer;

import io.sampan.model.UploadId;
import io.sampan.model.UserName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// So many uploads may be receiving at once. A slot is a lease: it ends when the last conversation
/// that attends the upload has left, when the upload is paused, cancelled or complete, and when it
/// was silent for too long and somebody else wants the slot.
///
/// All methods may be called from any thread; the lock is held for moments, never across the disk.
final class Slots {

    private final int limit;
    private final Duration silence;
    private final InstantSource clock;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<UploadId, Slot> taken = new HashMap<>();
    private final LongAdder takenBackForOthers = new LongAdder();

    Slots(int limit, Duration silence, InstantSource clock) {
        this.limit = limit;
        this.silence = silence;
        this.clock = clock;
    }

    int limit() {
        return limit;
    }

    int used() {
        lock.lock();
        try {
            return taken.size();
        } finally {
            lock.unlock();
        }
    }

    /// The slot of the upload, which `attendance` attends from now on: the one it has, or a free
    /// one, or one of a silent upload, or one of a person who holds more than a [#share] where
    /// `owner` holds less; empty if there is none of these, or the conversation is over.
    ///
    /// @param wanted whether the upload takes bytes; asked under the lock, so that whoever first
    ///   says that it takes none and then calls [#release] leaves no slot behind
    Optional<Slot> take(
            UploadId upload, UserName owner, SlotLease attendance, BooleanSupplier wanted) {
        lock.lock();
        try {
            // A conversation may end while a request of it is under way: nobody waits for its
            // answer.
            if (attendance.isClosed() || !wanted.getAsBoolean()) {
                return Optional.empty();
            }
            var slot = taken.get(upload);
            if (slot == null) {
                if (taken.size() >= limit && takeBackSilent() == 0 && !takeBackFromOther(owner)) {
                    return Optional.empty();
                }
                slot = new Slot(upload, owner, clock.millis());
                taken.put(upload, slot);
            }
            slot.heard(clock.millis());
            slot.attending.add(attendance);
            attendance.slots().add(slot);
            return Optional.of(slot);
        } finally {
            lock.unlock();
        }
    }

    /// How many slots one person keeps while others wait.
    int share() {
        return Math.max(1, limit / 4);
    }

    /// How many slots a person holds.
    long heldBy(UserName owner) {
        lock.lock();
        try {
            return taken.values().stream().filter(slot -> slot.owner.equals(owner)).count();
        } finally {
            lock.unlock();
        }
    }

    /// Slots that were taken back from people who held more than their share.
    long takenBackForOthers() {
        return takenBackForOthers.sum();
    }

    /// Whether the person with the most slots had to give one back, the one that was silent for
    /// longest. It comes to a share for each who wants one, and nobody loses more than they hold
    /// above it.
    private boolean takeBackFromOther(UserName owner) {
        var held =
                taken.values().stream()
                        .collect(Collectors.groupingBy(slot -> slot.owner, Collectors.counting()));
        if (held.getOrDefault(owner, 0L) >= share()) {
            return false;
        }
        var most = held.values().stream().mapToLong(Long::longValue).max().orElse(0);
        if (most <= share()) {
            return false;
        }
        taken.values().stream()
                .filter(slot -> held.getOrDefault(slot.owner, 0L) == most)
                .min(Comparator.comparingLong(Slot::heardMillis))
                .ifPresent(this::giveBack);
        takenBackForOthers.increment();
        return true;
    }

    /// Whether the upload holds a slot.
    boolean holds(UploadId upload) {
        lock.lock();
        try {
            return taken.containsKey(upload);
        } finally {
            lock.unlock();
        }
    }

    /// The upload needs its slot no longer, whoever attends it.
    void release(UploadId upload) {
        lock.lock();
        try {
            var slot = taken.get(upload);
            if (slot != null) {
                giveBack(slot);
            }
        } finally {
            lock.unlock();
        }
    }

    /// A conversation is over: slots that nobody else attends are free.
    void leave(SlotLease attendance) {
        lock.lock();
        try {
            attendance.markClosed();
            for (var slot : List.copyOf(attendance.slots())) {
                slot.attending.remove(attendance);
                if (slot.attending.isEmpty()) {
                    giveBack(slot);
                }
            }
            attendance.slots().clear();
        } finally {
            lock.unlock();
        }
    }

    /// Takes back the slots of uploads that were silent for too long; says how many.
    int takeBackSilent() {
        lock.lock();
        try {
            var last = clock.millis() - silence.toMillis();
            var silent = taken.values().stream().filter(s -> s.heardMillis() <= last).toList();
            silent.forEach(this::giveBack);
            return silent.size();
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(Slot slot) {
        slot.giveBack();
        taken.remove(slot.upload);
        slot.attending.forEach(attendance -> attendance.slots().remove(slot));
        slot.attending.clear();
    }
}
