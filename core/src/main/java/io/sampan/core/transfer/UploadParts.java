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
        InstantSource clock,
        Executor background,
        Slots slots,
        SpaceBook space,
        TransferCounters counters) {}
