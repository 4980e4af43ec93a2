package io.sampan.core.storage;

import java.util.Optional;

/// What the ledger keeps about the store as a whole, from one run to the next.
public interface LedgerMarks {

    /// How far the time had come by which things grow old; empty before it was kept once.
    Optional<AgeClock.Mark> age();

    /// Keeps that time.
    void keep(AgeClock.Mark mark);
}
