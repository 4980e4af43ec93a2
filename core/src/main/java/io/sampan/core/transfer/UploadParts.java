package io.sampan.core.transfer;

import io.sampan.core.storage.BlobStore;
import io.sampan.core.storage.Ledger;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/// What the parts of transfer share; put together by [Transfers].
record UploadParts(
        BlobStore blobs,
        Ledger ledger,
        TransferLimits limits,
        InstantSource wall,
        Housekeeping housekeeping,
        Executor background,
        Slots slots,
        SpaceBook space,
        TransferCounters counters) {

    /// The time by which things grow old, and silence is measured. Only what a person is told is
    /// told by the wall clock.
    InstantSource clock() {
        return housekeeping.age();
    }
}
