package io.sampan.core.transfer;

import io.sampan.model.Outcome;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.model.UserName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What space is promised. An upload reserves all of its size when it is admitted, so it never runs
/// out of space later; as its bytes arrive, what is still outstanding shrinks with the free space
/// of the disk.
///
/// ```
///    disk    free = usable − Σ outstanding − keepFree
///    quota   free = quota − stored − Σ size of what is promised
/// ```
///
/// One person may have no more than an allowance promised at once, unless it is for one upload:
/// what nobody sends must not be in the way of others. And a promise that got no byte for
/// [#LAPSES_AFTER] is given to whoever needs its space; its upload asks for it again when it goes
/// on ([Reservation#renew]).
///
/// All methods may be called from any thread.
final class SpaceBook {

    /// How long a promise is kept though nothing comes, once somebody else needs its space.
    static final Duration LAPSES_AFTER = Duration.ofMinutes(10);

    private static final Duration TRY_AGAIN = Duration.ofSeconds(30);

    /// What one person may have promised at once: this, or a tenth of what is free if that is more.
    private static final long ALLOWANCE = 1L << 30;

    private static final int ALLOWANCE_PART = 10;

    private final LongSupplier usable;
    private final long keepFree;
    private final OptionalLong quota;
    private final LongSupplier stored;
    private final PersonQuota quotas;
    private final InstantSource clock;

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Reservation> open = new LinkedHashSet<>();
    private final Map<UserName, Long> outstandingOf = new HashMap<>();
    private final LongAdder lapsed = new LongAdder();
    private final LongAdder refusedPromises = new LongAdder();
    private final LongAdder refusedQuotas = new LongAdder();
    private long promised;
    private long outstanding;

    /// @param usable bytes that the disk could take now
    /// @param stored bytes in complete media: the ledger's word, as others write it as well
    /// @param clock by which promises grow old
    SpaceBook(
            LongSupplier usable,
            long keepFree,
            OptionalLong quota,
            LongSupplier stored,
            PersonQuota quotas,
            InstantSource clock) {
        this.usable = usable;
        this.keepFree = keepFree;
        this.quota = quota;
        this.stored = stored;
        this.quotas = quotas;
        this.clock = clock;
    }

    /// Promises `size` bytes, or refuses with the figures: `NO_SPACE`; `QUOTA` where the person has
    /// as much as they may; `NO_SLOT` where so much is promised to them already that they send that
    /// first.
    Outcome<Reservation> reserve(UserName who, long size) {
        var limit = quotas.limit(who);
        lock.lock();
        try {
            if (limit.isPresent()) {
                var used = quotas.stored(who) + promisedTo(who);
                if (used + size > limit.getAsLong()) {
                    refusedQuotas.increment();
                    return Outcome.refused(PersonQuota.refusal(used, limit.getAsLong()));
                }
            }
            var mine = outstandingOf.getOrDefault(who, 0L);
            var allowance = Math.max(ALLOWANCE, freeNow() / ALLOWANCE_PART);
            if (mine > 0 && mine + size > allowance) {
                refusedPromises.increment();
                return Outcome.refused(
                        Refusal.of(
                                        RefusalCode.NO_SLOT,
                                        mine
                                                + " bytes of your other uploads are promised and not"
                                                + " here yet, "
                                                + allowance
                                                + " are allowed")
                                .retryAfter(TRY_AGAIN));
            }
            return noSpace(size, size)
                    .<Outcome<Reservation>>map(Outcome::refused)
                    .orElseGet(() -> Outcome.done(adopt(who, size)));
        } finally {
            lock.unlock();
        }
    }

    private long promisedTo(UserName who) {
        return open.stream()
                .filter(promise -> promise.owner.equals(who))
                .mapToLong(promise -> promise.size)
                .sum();
    }

    /// @param onDisk bytes that are to come
    /// @param ofQuota what counts as promised then
    private Optional<Refusal> noSpace(long onDisk, long ofQuota) {
        if (!fits(onDisk, ofQuota)) {
            takeBackSilent();
        }
        return fits(onDisk, ofQuota)
                ? Optional.empty()
                : Optional.of(
                        Refusal.of(
                                        RefusalCode.NO_SPACE,
                                        onDisk
                                                + " bytes needed, "
                                                + Math.max(0, freeNow())
                                                + " free")
                                .retryAfter(TRY_AGAIN));
    }

    private boolean fits(long onDisk, long ofQuota) {
        return onDisk <= freeOnDisk() && ofQuota <= freeOfQuota();
    }

    private void takeBackSilent() {
        var last = clock.millis() - LAPSES_AFTER.toMillis();
        open.stream().filter(promise -> promise.heardMillis <= last).forEach(Reservation::lapse);
    }

    /// Promises `size` bytes to an upload that was admitted by an earlier run.
    Reservation adopt(UserName who, long size) {
        lock.lock();
        try {
            promised += size;
            var reservation = new Reservation(who, size);
            open.add(reservation);
            reservation.outstanding(size);
            return reservation;
        } finally {
            lock.unlock();
        }
    }

    /// Promises that were given to others after a long silence.
    long lapsed() {
        return lapsed.sum();
    }

    /// Offers that were refused as their person has as much as they may.
    long refusedQuotas() {
        return refusedQuotas.sum();
    }

    /// Offers that were refused as too much was promised to that person already.
    long refusedPromises() {
        return refusedPromises.sum();
    }

    /// Bytes in complete media.
    long stored() {
        return stored.getAsLong();
    }

    /// Bytes that are promised and have not arrived.
    long outstanding() {
        lock.lock();
        try {
            return outstanding;
        } finally {
            lock.unlock();
        }
    }

    /// Bytes that could still be promised.
    long free() {
        lock.lock();
        try {
            return Math.max(0, freeNow());
        } finally {
            lock.unlock();
        }
    }

    private long freeNow() {
        return Math.min(freeOnDisk(), freeOfQuota());
    }

    private long freeOnDisk() {
        return usable.getAsLong() - outstanding - keepFree;
    }

    private long freeOfQuota() {
        return quota.isPresent()
                ? quota.getAsLong() - stored.getAsLong() - promised
                : Long.MAX_VALUE;
    }

    /// The space of one upload, from its admission until it is settled: given back, or turned into
    /// stored bytes. What is asked of it afterwards changes nothing.
    final class Reservation {

        private final UserName owner;
        private final long size;
        private long awaited;
        private long heardMillis;
        private boolean lapsed;
        private boolean settled;

        private Reservation(UserName owner, long size) {
            this.owner = owner;
            this.size = size;
            this.awaited = size;
            this.heardMillis = clock.millis();
        }

        /// So many bytes more are on the disk now; fewer, if negative.
        void arrived(long bytes) {
            lock.lock();
            try {
                if (!settled) {
                    heardMillis = clock.millis();
                    awaited -= bytes;
                    if (!lapsed) {
                        outstanding(-bytes);
                    }
                }
            } finally {
                lock.unlock();
            }
        }

        /// Bytes are about to come. Where the space of the rest was given to others, it is promised
        /// again, or it is told why not.
        Optional<Refusal> renew() {
            lock.lock();
            try {
                heardMillis = clock.millis();
                if (settled || !lapsed) {
                    return Optional.empty();
                }
                var refusal = noSpace(awaited, size);
                if (refusal.isEmpty()) {
                    lapsed = false;
                    promised += size;
                    outstanding(awaited);
                }
                return refusal;
            } finally {
                lock.unlock();
            }
        }

        private void lapse() {
            if (!settled && !lapsed && awaited > 0) {
                lapsed = true;
                promised -= size;
                outstanding(-awaited);
                SpaceBook.this.lapsed.increment();
            }
        }

        /// The upload is gone, and its bytes with it.
        void release() {
            settle();
        }

        /// The upload has become a media, as the ledger says.
        void turnIntoStored() {
            settle();
        }

        private void settle() {
            lock.lock();
            try {
                if (!settled) {
                    if (!lapsed) {
                        outstanding(-awaited);
                        promised -= size;
                    }
                    settled = true;
                    open.remove(this);
                }
            } finally {
                lock.unlock();
            }
        }

        private void outstanding(long more) {
            outstanding += more;
            outstandingOf.merge(owner, more, SpaceBook::sumOrNone);
        }
    }

    private static @Nullable Long sumOrNone(long before, long more) {
        return before + more == 0 ? null : Long.valueOf(before + more);
    }
}
