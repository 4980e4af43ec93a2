package io.sampan.core.transfer;

import io.sampan.model.InvalidValueException;
import io.sampan.model.Leaf;
import java.time.Duration;
import java.util.OptionalLong;

/// The settings of transfer. Immutable; checks itself.
///
/// @param slots how many uploads may be receiving at once
/// @param maxFileBytes the largest file that is admitted
/// @param keepFreeBytes space on the disk that is never promised to an upload
/// @param quotaBytes the most that this store may hold, complete or promised; empty for as much as
///   the disk has
/// @param personQuotaBytes the most that one person may have here, complete or promised, unless the
///   ledger has another limit for them
/// @param maxBlockBytes the longest block
/// @param maxSmallBytes the largest file that may be put in one round trip; at most one leaf
/// @param slotSilence a slot whose upload got no byte for so long is taken back once somebody else
///   wants it
/// @param idleAfter an upload that got no byte for so long has its files closed until it goes on
/// @param abandonedAfter an upload that nobody touched for so long is removed
/// @param cancelledKept for how long a cancelled upload is remembered, so that a late request is
///   answered right
public record TransferLimits(
        int slots,
        long maxFileBytes,
        long keepFreeBytes,
        OptionalLong quotaBytes,
        OptionalLong personQuotaBytes,
        int maxBlockBytes,
        int maxSmallBytes,
        Duration slotSilence,
        Duration idleAfter,
        Duration abandonedAfter,
        Duration cancelledKept) {

    /// 200 slots, any size of file, 256 MiB kept free, no quota; blocks of up to 64 MiB, small
    /// files of up to one leaf; slots taken back after a minute's silence, files closed after two,
    /// uploads removed after 14 days, cancelled ones remembered for a day.
    public static final TransferLimits DEFAULTS =
            new TransferLimits(
                    200,
                    Leaf.MAX_FILE_SIZE,
                    256L << 20,
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    64 << 20,
                    Leaf.SIZE,
                    Duration.ofSeconds(60),
                    Duration.ofMinutes(2),
                    Duration.ofDays(14),
                    Duration.ofDays(1));

    /// @throws InvalidValueException for limits that would let nothing through, with the limit in
    ///   the message
    public TransferLimits {
        check(slots > 0, "there is at least one slot");
        check(
                maxFileBytes >= 0 && maxFileBytes <= Leaf.MAX_FILE_SIZE,
                "the largest file has 0 to " + Leaf.MAX_FILE_SIZE + " bytes");
        check(keepFreeBytes >= 0, "the space kept free is not negative");
        check(quotaBytes.orElse(0) >= 0, "a quota is not negative");
        check(personQuotaBytes.orElse(0) >= 0, "a person's quota is not negative");
        check(maxBlockBytes >= Leaf.SIZE, "a block may have at least one leaf");
        check(
                maxSmallBytes >= 0 && maxSmallBytes <= Leaf.SIZE,
                "a small file has at most one leaf");
        check(isPositive(slotSilence), "slotSilence is longer than nothing");
        check(isPositive(idleAfter), "idleAfter is longer than nothing");
        check(isPositive(abandonedAfter), "abandonedAfter is longer than nothing");
        check(isPositive(cancelledKept), "cancelledKept is longer than nothing");
    }

    /// The same with another number of slots.
    public TransferLimits withSlots(int number) {
        return new TransferLimits(
                number,
                maxFileBytes,
                keepFreeBytes,
                quotaBytes,
                personQuotaBytes,
                maxBlockBytes,
                maxSmallBytes,
                slotSilence,
                idleAfter,
                abandonedAfter,
                cancelledKept);
    }

    /// The same with another largest file.
    public TransferLimits withMaxFileBytes(long bytes) {
        return new TransferLimits(
                slots,
                bytes,
                keepFreeBytes,
                quotaBytes,
                personQuotaBytes,
                maxBlockBytes,
                maxSmallBytes,
                slotSilence,
                idleAfter,
                abandonedAfter,
                cancelledKept);
    }

    /// The same with another space on the disk that is never promised, and another quota.
    public TransferLimits withSpace(long keepFree, OptionalLong quota) {
        return new TransferLimits(
                slots,
                maxFileBytes,
                keepFree,
                quota,
                personQuotaBytes,
                maxBlockBytes,
                maxSmallBytes,
                slotSilence,
                idleAfter,
                abandonedAfter,
                cancelledKept);
    }

    /// The same with another limit for each person.
    public TransferLimits withPersonQuotaBytes(long bytes) {
        return new TransferLimits(
                slots,
                maxFileBytes,
                keepFreeBytes,
                quotaBytes,
                OptionalLong.of(bytes),
                maxBlockBytes,
                maxSmallBytes,
                slotSilence,
                idleAfter,
                abandonedAfter,
                cancelledKept);
    }

    private static boolean isPositive(Duration duration) {
        return duration.isPositive();
    }

    private static void check(boolean holds, String rule) {
        if (!holds) {
            throw new InvalidValueException(rule);
        }
    }
}
