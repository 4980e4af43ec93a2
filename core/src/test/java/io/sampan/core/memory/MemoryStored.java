package io.sampan.core.memory;

import io.sampan.core.storage.StoredBlob;
import io.sampan.model.Sha256;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Optional;

/// A stored blob in memory.
final class MemoryStored {

    private final byte[] content;
    private final List<Sha256> digests;

    MemoryStored(byte[] content, List<Sha256> digests) {
        this.content = content;
        this.digests = digests;
    }

    byte[] content() {
        return content;
    }

    List<Sha256> digests() {
        return digests;
    }

    long size() {
        return content.length;
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
            into.put(stored.content(), Math.toIntExact(offset), into.remaining());
        }

        @Override
        public Optional<FileChannel> file() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}
