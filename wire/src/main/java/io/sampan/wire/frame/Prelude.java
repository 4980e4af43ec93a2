package io.sampan.wire.frame;

import io.netty.buffer.ByteBuf;

/// The 16 bytes that every frame begins with; big endian, unsigned:
///
/// ```
/// 0             4               8      10      12         16
/// | body length | header length | type | flags | exchange |
/// ```
///
/// @param bodyLength bytes of the body
/// @param headerLength bytes of the header
/// @param type which message the header is: [FrameCodec]
/// @param exchange which request this is, or answers; 0 where it is neither
public record Prelude(long bodyLength, int headerLength, int type, int exchange) {

    /// Bytes of a prelude.
    public static final int BYTES = 16;

    /// Writes the prelude to `out`.
    public void write(ByteBuf out) {
        out.writeInt((int) bodyLength);
        out.writeInt(headerLength);
        out.writeShort(type);
        out.writeShort(0);
        out.writeInt(exchange);
    }

    /// Reads a prelude and checks its lengths.
    ///
    /// @throws MalformedFrameException if a length is over `limits`, or a flag is set
    public static Prelude read(ByteBuf in, FrameLimits limits) {
        var bodyLength = in.readUnsignedInt();
        var headerLength = in.readUnsignedInt();
        var type = in.readUnsignedShort();
        var flags = in.readUnsignedShort();
        var exchange = in.readInt();
        if (headerLength > limits.header()) {
            throw new MalformedFrameException(
                    "a header is longer than " + limits.header() + " bytes");
        }
        if (bodyLength > limits.body()) {
            throw new MalformedFrameException("a body is longer than " + limits.body() + " bytes");
        }
        if (flags != 0) {
            throw new MalformedFrameException("a flag is set that version 1 does not know");
        }
        return new Prelude(bodyLength, (int) headerLength, type, exchange);
    }
}
