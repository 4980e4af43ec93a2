package io.sampan.core.transfer;

import io.sampan.core.storage.BlobStore;
import io.sampan.core.storage.Ledger;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/// Transfer, put together over a store of bytes and a ledger.
@SuppressWarnings("DoNotCallSuggester") // until the bodies follow
public final class Transfers implements AutoCloseable {

    private Transfers() {}

    /// Finds out what was left by the last run, removes what nobody can continue, and is ready: in
    /// a time that depends little on how many uploads wait. What each of them holds is counted in
    /// the background; until then all of its size is reserved.
    ///
    /// @param blobs used by nobody else for uploads; not closed here
    /// @param ledger not closed here
    /// @param background runs what must not hold up a lane (syncs, MD5s): a virtual thread for each
    ///   task is right
    public static Transfers open(
            BlobStore blobs,
            Ledger ledger,
            TransferLimits limits,
            InstantSource clock,
            Executor background) {
        throw new UnsupportedOperationException();
    }

    /// A new conversation is here; it closes its attendance when it ends.
    public Attendance attend() {
        throw new UnsupportedOperationException();
    }

    public UploadDesk uploads() {
        throw new UnsupportedOperationException();
    }

    public MediaDesk media() {
        throw new UnsupportedOperationException();
    }

    /// To be run about once a minute.
    public Sweeper sweeper() {
        throw new UnsupportedOperationException();
    }

    public TransferGauges gauges() {
        throw new UnsupportedOperationException();
    }

    /// Closes what is open; conversations have ended before. What came is kept.
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
