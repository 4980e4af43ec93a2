package io.sampan.core.memory;

import io.sampan.core.storage.StoredBlob;
import io.sampan.model.Sha256;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Optional;

/// A stored blob in memory.
record MemoryStored(Pages pages, List<Sha256> digests) {

    long size() {
        return pages.size();
    }

    StoredBlob open() {
        return new Opened(this);
    }

    private record Opened(MemoryStored stored) implements StoredBlob {

        @Override
        public long size() {
            return stored.size();
        }

        @Override
        public Sha256 digest(int leaf) {
            return stored.digests().get(leaf);
        }

        @Override
        public void read(long offset, ByteBuffer into) {
            stored.pages().read(offset, into);
        }

        @Override
        public Optional<FileChannel> file() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}
