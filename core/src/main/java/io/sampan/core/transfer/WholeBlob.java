package io.sampan.core.transfer;

import io.sampan.core.storage.ArrivingBlob;
import io.sampan.core.storage.StoredBlob;
import io.sampan.model.ByteRange;
import io.sampan.model.RangeSet;
import io.sampan.model.Sha256;
import io.sampan.model.UploadId;
import java.nio.ByteBuffer;
import java.util.Optional;

/// An upload whose bytes became a stored blob before a crash kept the ledger from hearing of it.
/// Every leaf of it is verified, so that nobody writes to it, and completing it is doing nothing.
record WholeBlob(UploadId id, StoredBlob stored) implements ArrivingBlob {

    @Override
    public long size() {
        return stored.size();
    }

    @Override
    public Optional<Sha256> digest(int leaf) {
        return Optional.of(stored.digest(leaf));
    }

    @Override
    public int head(int leaf) {
        return 0;
    }

    @Override
    public RangeSet held() {
        return RangeSet.of(new ByteRange(0, size()));
    }

    @Override
    public void read(long offset, ByteBuffer into) {
        stored.read(offset, into);
    }

    @Override
    public void write(long offset, ByteBuffer piece) {
        throw neverWritten();
    }

    @Override
    public void verified(int leaf, Sha256 digest) {
        throw neverWritten();
    }

    @Override
    public void head(int leaf, int bytes) {
        throw neverWritten();
    }

    @Override
    public void forget(int leaf) {
        throw neverWritten();
    }

    private static IllegalStateException neverWritten() {
        return new IllegalStateException("a stored blob does not change");
    }

    @Override
    public void sync() {}

    @Override
    public void complete() {
        close();
    }

    @Override
    public void close() {
        stored.close();
    }
}
