package io.sampan.wire.link;

import io.netty.buffer.ByteBuf;
import io.sampan.wire.frame.MalformedFrameException;
import io.sampan.wire.net.limit.RateLimit;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;

/// The body of a received frame, as it arrives. Used by the thread that received the frame.
public final class IncomingBody {

    /// No piece is longer.
    public static final int MAX_PIECE = 256 << 10;

    private final ByteStream stream;
    private final long length;
    private final RateLimit limit;
    private long remaining;

    /// @param limit how fast it is read
    IncomingBody(ByteStream stream, long length, RateLimit limit) {
        this.stream = stream;
        this.length = length;
        this.limit = limit;
        this.remaining = length;
    }

    /// Bytes of the whole body.
    public long length() {
        return length;
    }

    /// Bytes that were not read yet.
    public long remaining() {
        return remaining;
    }

    /// Hands the next piece to `reader` as a buffer that is valid only during the call: at most
    /// [#MAX_PIECE] bytes, whatever has arrived.
    ///
    /// @return whether there was one; `false` at the end of the body
    /// @throws LinkException if the line breaks, or says nothing for `silence`
    public boolean next(Duration silence, Consumer<ByteBuffer> reader) {
        if (remaining == 0) {
            return false;
        }
        ByteBuf piece = stream.piece(limit.slice((int) Math.min(remaining, MAX_PIECE)), silence);
        try {
            take(piece.readableBytes());
            remaining -= piece.readableBytes();
            reader.accept(piece.nioBuffer());
            return true;
        } finally {
            piece.release();
        }
    }

    private void take(int bytes) {
        try {
            limit.take(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LinkException.Closed("interrupted while waiting for the peer", e);
        }
    }

    /// The whole body in memory.
    ///
    /// @throws MalformedFrameException if it has more than `limit` bytes
    public ByteBuffer readAll(int limit, Duration silence) {
        if (remaining > limit) {
            throw new MalformedFrameException("a body is longer than " + limit + " bytes");
        }
        var all = ByteBuffer.allocate((int) remaining);
        while (next(silence, all::put)) {
            // The piece is in the buffer.
        }
        return all.flip();
    }

    /// Reads the rest and drops it.
    public void skip(Duration silence) {
        while (next(silence, piece -> {})) {
            // Dropped.
        }
    }
}
