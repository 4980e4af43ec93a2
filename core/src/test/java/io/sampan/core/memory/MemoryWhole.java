package io.sampan.core.memory;

import io.sampan.core.storage.ArrivingBlob;
import io.sampan.model.ByteRange;
import io.sampan.model.Media;
import io.sampan.model.RangeSet;
import io.sampan.model.Sha256;
import io.sampan.model.UploadId;
import java.nio.ByteBuffer;
import java.util.Optional;

/// An upload that was completed, opened once more.
record MemoryWhole(UploadId id, MemoryStored stored) implements ArrivingBlob {

    @Override
    public long size() {
        return stored.size();
    }

    @Override
    public Optional<Sha256> digest(int leaf) {
        return Optional.of(stored.digests().get(leaf));
    }

    @Override
    public int head(int leaf) {
        return 0;
    }

    @Override
    public RangeSet parts(int leaf) {
        return RangeSet.EMPTY;
    }

    @Override
    public RangeSet held() {
        return RangeSet.of(new ByteRange(0, size()));
    }

    @Override
    public void read(long offset, ByteBuffer into) {
        stored.pages().read(offset, into);
    }

    @Override
    public void write(long offset, ByteBuffer piece) {
        throw unchangeable();
    }

    @Override
    public void verified(int leaf, Sha256 digest) {
        throw unchangeable();
    }

    @Override
    public void head(int leaf, int bytes) {
        throw unchangeable();
    }

    @Override
    public void parts(int leaf, RangeSet held) {
        throw unchangeable();
    }

    @Override
    public void forget(int leaf) {
        throw unchangeable();
    }

    private static IllegalStateException unchangeable() {
        return new IllegalStateException("the upload is complete");
    }

    @Override
    public void sync() {}

    @Override
    public void complete(Media facts) {}

    @Override
    public void close() {}
}
