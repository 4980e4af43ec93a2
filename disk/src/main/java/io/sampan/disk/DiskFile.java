package io.sampan.disk;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/// An open file. Every read and write says where; there is no position. Any number of threads may
/// use it at once; writes to the same bytes are the callers' affair.
///
/// Every method throws [DiskException] when the file system fails, or the file was closed.
public interface DiskFile extends AutoCloseable {

    /// Where the file is.
    Path path();

    /// Bytes in the file now.
    long size();

    /// Reads from `at` until `into` is full or the file ends, and returns how many bytes it read.
    int read(long at, ByteBuffer into);

    /// Writes all of `from` at `at`. *Written.* A gap before it reads as zeros.
    void write(long at, ByteBuffer from);

    /// Fills `into` from `at`.
    ///
    /// @throws DiskException if the file ends before
    default void readFully(long at, ByteBuffer into) {
        var wanted = into.remaining();
        var got = read(at, into);
        if (got < wanted) {
            throw new DiskException(
                    path() + " ends " + (wanted - got) + " bytes short of " + (at + wanted));
        }
    }

    /// Makes the file `size` bytes long: cut off, or longer by zeros that take no space.
    void truncate(long size);

    /// Makes everything that was written before the call *synced*, the size included.
    void sync();

    /// The channel beneath, where there is one, for the kernel to send from. It belongs to this
    /// object; nobody else closes it.
    Optional<FileChannel> channel();

    @Override
    void close();
}
