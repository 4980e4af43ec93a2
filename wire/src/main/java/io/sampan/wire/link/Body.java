package io.sampan.wire.link;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;

/// The body of a frame that is to be sent.
public sealed interface Body {

    /// No body.
    Body NONE = new Bytes(List.of());

    /// Bytes in memory, sent one buffer after the other. They must not change until the send
    /// returns and are copied by then.
    record Bytes(List<ByteBuffer> buffers) implements Body {

        @Override
        public long length() {
            return buffers.stream().mapToLong(ByteBuffer::remaining).sum();
        }
    }

    /// Bytes of a file, handed to the kernel where the line is not encrypted. The file must stay
    /// open and at least as long until the send returns.
    record FilePart(FileChannel file, long offset, long length) implements Body {}

    /// Bytes that are produced while they are sent.
    ///
    /// @param length how many bytes the source will fill in all
    record Stream(long length, Source source) implements Body {}

    /// Fills buffers with the body's bytes, in order.
    @FunctionalInterface
    interface Source {
        /// Fills `into` with the bytes from `offset` of the body, all of its remaining space.
        void read(long offset, ByteBuffer into);
    }

    /// These bytes; they are not copied.
    static Body of(ByteBuffer bytes) {
        return new Bytes(List.of(bytes));
    }

    /// These bytes; they are not copied.
    static Body of(byte[] bytes) {
        return of(ByteBuffer.wrap(bytes));
    }

    /// Bytes of the body.
    long length();
}
