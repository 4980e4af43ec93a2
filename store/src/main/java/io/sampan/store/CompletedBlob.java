package io.sampan.store;

import io.sampan.core.storage.ArrivingBlob;
import io.sampan.model.ByteRange;
import io.sampan.model.Media;
import io.sampan.model.RangeSet;
import io.sampan.model.Sha256;
import io.sampan.model.UploadId;
import java.nio.ByteBuffer;
import java.util.Optional;

/// An upload that was completed before its caller could hear of it: every leaf is verified, and to
/// complete it again only makes sure that it is synced. It cannot be written to any more.
record CompletedBlob(UploadId id, FolderStoredBlob blob, BlobFolders folders)
        implements ArrivingBlob {

    @Override
    public long size() {
        return blob.size();
    }

    @Override
    public Optional<Sha256> digest(int leaf) {
        return Optional.of(blob.digest(leaf));
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
    public void write(long offset, ByteBuffer piece) {
        throw isStored();
    }

    @Override
    public void read(long offset, ByteBuffer into) {
        blob.read(offset, into);
    }

    @Override
    public void verified(int leaf, Sha256 digest) {
        throw isStored();
    }

    @Override
    public void head(int leaf, int bytes) {
        throw isStored();
    }

    @Override
    public void parts(int leaf, RangeSet held) {
        throw isStored();
    }

    @Override
    public void forget(int leaf) {
        throw isStored();
    }

    private IllegalStateException isStored() {
        return new IllegalStateException("upload " + id + " is stored and cannot be changed");
    }

    @Override
    public void sync() {
        StorageFaults.translate(() -> folders.syncStored(id));
    }

    @Override
    public void complete(Media facts) {
        StorageFaults.translate(() -> {
            var folder = folders.media(id.toMediaId());
            if (!folders.facts(folder, id.toMediaId()).equals(Optional.of(facts))) {
                folders.describe(folder, facts);
            }
        });
        sync();
        close();
    }

    @Override
    public void close() {
        blob.close();
    }
}
