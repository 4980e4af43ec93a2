package io.sampan.wire.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.time.Duration;

/// The received buffers as one stream of bytes. Used by the link's reader only.
final class ByteStream {

    private final Inbound inbound;
    private ByteBuf current = Unpooled.EMPTY_BUFFER;

    ByteStream(Inbound inbound) {
        this.inbound = inbound;
    }

    /// Whatever has arrived, at least one byte and at most `max`; the caller releases it.
    ByteBuf piece(int max, Duration silence) {
        if (!current.isReadable()) {
            current.release();
            current = Unpooled.EMPTY_BUFFER;
            current = inbound.take(silence);
        }
        return current.readRetainedSlice(Math.min(max, current.readableBytes()));
    }

    /// Whether there are more than `than` bytes to read, waiting for them at most so long.
    boolean hasMore(int than, Duration patience) {
        return current.readableBytes() > than || inbound.awaitBytes(patience);
    }

    /// The next `length` bytes, which stay there to be read.
    ByteBuffer peek(int length, Duration silence) {
        var head = Unpooled.buffer(length, length);
        fill(head, silence);
        current = Unpooled.wrappedBuffer(head, current);
        return ByteBuffer.wrap(head.array(), 0, length).asReadOnlyBuffer();
    }

    /// Fills `into` to its capacity.
    void fill(ByteBuf into, Duration silence) {
        while (into.isWritable()) {
            var piece = piece(into.writableBytes(), silence);
            try {
                into.writeBytes(piece);
            } finally {
                piece.release();
            }
        }
    }

    void release() {
        current.release();
        current = Unpooled.EMPTY_BUFFER;
    }
}
