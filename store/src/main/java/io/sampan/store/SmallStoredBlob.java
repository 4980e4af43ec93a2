package io.sampan.store;

import io.sampan.core.storage.StoredBlob;
import io.sampan.model.Sha256;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;
import java.util.Optional;

/// A small blob in memory, as it came from the database. It has one leaf.
///
/// @param bytes all of it, from 0 to the capacity
record SmallStoredBlob(Sha256 digest, ByteBuffer bytes) implements StoredBlob {

    @Override
    public long size() {
        return bytes.capacity();
    }

    @Override
    public Sha256 digest(int leaf) {
        Objects.checkIndex(leaf, 1);
        return digest;
    }

    @Override
    public void read(long offset, ByteBuffer into) {
        into.put(bytes.slice(Math.toIntExact(offset), into.remaining()));
    }

    @Override
    public Optional<FileChannel> file() {
        return Optional.empty();
    }

    @Override
    public void close() {
        // nothing is open
    }
}
