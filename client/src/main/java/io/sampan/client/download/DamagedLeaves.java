package io.sampan.client.download;

import io.sampan.model.ByteRange;
import io.sampan.model.Leaf;
import io.sampan.model.RangeSet;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/// Which leaves of a media came damaged, how often, and which were given up: those that the server
/// says are damaged in its store, and those that came damaged so often that something is broken.
/// The rest of the media is fetched and kept. Thread-safe.
final class DamagedLeaves {

    /// How often one leaf may come damaged. A line that flips bits hits other leaves each time; a
    /// leaf that is damaged where it is stored comes damaged each time.
    static final int TRIES = 8;

    /// How many leaves may be given up before the rest is not worth asking for.
    static final int MOST = 64;

    private static final int SHOWN = 4;

    private final long size;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Integer, Integer> times = new HashMap<>();
    private RangeSet givenUp = RangeSet.EMPTY;
    private boolean toldByServer;

    /// @param size of the media in bytes
    DamagedLeaves(long size) {
        this.size = size;
    }

    /// These leaves came damaged. Returns those of them that are given up with this.
    RangeSet onDamaged(RangeSet leaves) {
        lock.lock();
        try {
            var over = RangeSet.EMPTY;
            for (var range : leaves.ranges()) {
                for (var leaf = Leaf.at(range.from()); leaf <= Leaf.at(range.to() - 1); leaf++) {
                    if (times.merge(leaf, 1, Integer::sum) >= TRIES) {
                        over = over.plus(Leaf.range(leaf, size));
                    }
                }
            }
            givenUp = givenUp.plus(over);
            return over;
        } finally {
            lock.unlock();
        }
    }

    /// The server says that what it stored is damaged. Returns the whole leaves.
    RangeSet onRefused(RangeSet ranges) {
        lock.lock();
        try {
            toldByServer = true;
            var leaves = RangeSet.EMPTY;
            for (var range : ranges.ranges()) {
                var first = Leaf.at(range.from());
                var last = Leaf.at(Math.min(range.to(), size) - 1);
                leaves = leaves.plus(new ByteRange(Leaf.start(first), Leaf.range(last, size).to()));
            }
            givenUp = givenUp.plus(leaves);
            return leaves;
        } finally {
            lock.unlock();
        }
    }

    /// Whether so much is damaged that nothing more is asked for.
    boolean isTooMuch() {
        lock.lock();
        try {
            return givenUp.total() >= (long) MOST * Leaf.SIZE;
        } finally {
            lock.unlock();
        }
    }

    /// What was given up, as a refusal that names it; empty where nothing was.
    Optional<Refusal> refusal() {
        lock.lock();
        try {
            return givenUp.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Refusal.of(RefusalCode.DAMAGED, described()).ranges(givenUp));
        } finally {
            lock.unlock();
        }
    }

    private String described() {
        var named =
                givenUp.ranges().stream()
                        .limit(SHOWN)
                        .map(range -> "bytes " + range.from() + " to " + (range.to() - 1))
                        .collect(Collectors.joining(", "));
        return named
                + (givenUp.ranges().size() > SHOWN ? " and more" : "")
                + " of "
                + size
                + (toldByServer ? "" : " came damaged " + TRIES + " times")
                + "; what is whole is kept, and is not fetched again";
    }
}
