package io.sampan.core.transfer;

import io.sampan.core.storage.AgeClock;
import io.sampan.model.InvalidValueException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/// What decides when something may be removed or set aside. Immutable; checks itself.
///
/// @param age the time by which things grow old
/// @param mayRemove whether what is old enough may be removed now
/// @param unknownKept for how long what the ledger does not know is kept aside
/// @param takesOlderLedger whether everything that the ledger does not know is set aside at the
///   start, however much that is; otherwise a start that finds much of it is refused
public record Housekeeping(
        InstantSource age,
        BooleanSupplier mayRemove,
        Duration unknownKept,
        boolean takesOlderLedger) {

    /// For how long what the ledger does not know is kept, unless somebody says otherwise.
    public static final Duration UNKNOWN_KEPT = Duration.ofDays(30);

    /// @throws InvalidValueException for a period that is no time
    public Housekeeping {
        if (!unknownKept.isPositive()) {
            throw new InvalidValueException("what is set aside is kept for longer than nothing");
        }
    }

    /// The usual, by a clock that is always right.
    public static Housekeeping by(InstantSource clock) {
        return new Housekeeping(clock, () -> true, UNKNOWN_KEPT, false);
    }

    /// As a server does it, whose clock may be wrong.
    public static Housekeeping by(AgeClock age, Duration unknownKept, boolean takesOlderLedger) {
        return new Housekeeping(age, age::mayRemove, unknownKept, takesOlderLedger);
    }
}
