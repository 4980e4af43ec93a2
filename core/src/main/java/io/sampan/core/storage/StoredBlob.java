package io.sampan.core.storage;

import io.sampan.model.Sha256;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/// One stored blob, open for reading. May be read by several threads.
public interface StoredBlob extends AutoCloseable {

    /// Bytes of the whole.
    long size();

    /// The digest of one leaf.
    Sha256 digest(int leaf);

    /// Fills `into` from `offset`; the caller asks only for bytes within the size.
    void read(long offset, ByteBuffer into);

    /// The file that the bytes lie in from its position 0, where there is one: it lets the kernel
    /// send them without copying. The channel belongs to this object and is closed with it.
    Optional<FileChannel> file();

    @Override
    void close();
}
