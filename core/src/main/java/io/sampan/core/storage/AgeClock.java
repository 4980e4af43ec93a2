package io.sampan.core.storage;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The time by which things grow old. It advances only while the server is up, as the processor
/// counts it, whatever the wall clock says; the ledger keeps it from one run to the next. So
/// neither a clock that is set nor a server that was off for a month makes anything old enough to
/// be swept.
///
/// ```
///   wall  ───────────────┐ off, or set ┌────────▶
///   age   ───────────────┴─────────────┴─ goes on where it was
/// ```
///
/// It begins as the wall clock's time and falls behind it by what the server was off; what was
/// stamped by the wall clock therefore lives longer, never shorter. After a jump of the wall clock,
/// noticed at the start or while the server runs, nothing is to be swept for a day ([#mayRemove]),
/// so that a person can look.
///
/// Thread-safe.
public final class AgeClock implements InstantSource {

    private static final Logger LOG = LoggerFactory.getLogger(AgeClock.class);

    /// A clock that goes further wrong than this, between two looks, was set.
    private static final Duration JUMP = Duration.ofMinutes(10);

    private static final Duration HOLD = Duration.ofDays(1);

    /// What is kept from one run to the next.
    ///
    /// @param age the time by which things grow old
    /// @param wall what the wall clock said then
    /// @param held for how much longer nothing is to be removed
    public record Mark(Instant age, Instant wall, Duration held) {}

    /// Counts up evenly while the process runs, in nanoseconds.
    public interface Ticker {
        /// Nanoseconds of a clock that never goes back.
        long nanos();
    }

    private final LedgerMarks marks;
    private final InstantSource wall;
    private final Ticker ticker;
    private final ReentrantLock lock = new ReentrantLock();
    private Mark mark;
    private long markedAt;

    /// Goes on where the last run ended.
    public AgeClock(LedgerMarks marks, InstantSource wall, Ticker ticker) {
        this.marks = marks;
        this.wall = wall;
        this.ticker = ticker;
        this.markedAt = ticker.nanos();
        var now = wall.instant();
        this.mark =
                marks.age()
                        .map(last -> atStart(last, now))
                        .orElseGet(() -> new Mark(now, now, Duration.ZERO));
    }

    /// Nobody can tell a clock that was set forward from a server that was off: where the wall
    /// clock is more than a day ahead of the last run's end, removing waits as well.
    private static Mark atStart(Mark last, Instant now) {
        var passed = Duration.between(last.wall(), now);
        if (passed.compareTo(JUMP.negated()) >= 0 && passed.compareTo(HOLD) <= 0) {
            return new Mark(last.age(), now, last.held());
        }
        tell(passed);
        return new Mark(last.age(), now, HOLD);
    }

    private static void tell(Duration passed) {
        LOG.atWarn()
                .addKeyValue("by", passed)
                .addKeyValue("for", HOLD)
                .log(
                        "the clock has jumped, or the server was off; nothing old is removed for a while");
    }

    @Override
    public Instant instant() {
        lock.lock();
        try {
            return mark.age().plus(sinceMark());
        } finally {
            lock.unlock();
        }
    }

    /// Whether what is old enough may be removed now. A clock that was set since the last look is
    /// noticed here as well, so nothing is removed between the jump and the next [#keep].
    public boolean mayRemove() {
        lock.lock();
        try {
            var passed = sinceMark();
            return mark.held().compareTo(passed) <= 0 && !hasJumped(jump(passed));
        } finally {
            lock.unlock();
        }
    }

    /// How much more the wall clock has advanced than time has.
    private Duration jump(Duration passed) {
        return Duration.between(mark.wall(), wall.instant()).minus(passed);
    }

    private static boolean hasJumped(Duration jump) {
        return jump.abs().compareTo(JUMP) > 0;
    }

    private Duration sinceMark() {
        return Duration.ofNanos(ticker.nanos() - markedAt);
    }

    /// Looks at the wall clock, and keeps the time for the next run. To be called about once a
    /// minute.
    ///
    /// @throws StorageException if the ledger cannot keep it; the next call does
    public void keep() {
        lock.lock();
        try {
            var passed = sinceMark();
            var now = wall.instant();
            var jump = Duration.between(mark.wall(), now).minus(passed);
            var held = mark.held().minus(passed);
            if (hasJumped(jump)) {
                tell(jump);
                held = HOLD;
            }
            mark = new Mark(mark.age().plus(passed), now, held.isNegative() ? Duration.ZERO : held);
            markedAt += passed.toNanos();
        } finally {
            lock.unlock();
        }
        marks.keep(mark);
    }
}
