package io.sampan.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.security.SecureRandom;

/// What a relay sends through an upstream to find out whether it leads back to itself: four fixed
/// bytes and a random number that nobody can guess.
///
/// ```
///  0      4                       36
///  │ SMPL │ 32 random bytes       │
/// ```
///
/// A server refuses it as a foreign protocol. Only the relay that made the number knows it again.
record LoopProbe(String number) {

    private static final byte[] MAGIC = "SMPL".getBytes(US_ASCII);
    private static final int NUMBER_BYTES = 32;
    private static final int LENGTH = MAGIC.length + NUMBER_BYTES;
    private static final SecureRandom RANDOM = new SecureRandom();

    static LoopProbe random() {
        var bytes = new byte[NUMBER_BYTES];
        RANDOM.nextBytes(bytes);
        return new LoopProbe(ByteBufUtil.hexDump(bytes));
    }

    /// Whether a session that begins with these bytes may be a probe. Reads nothing.
    static boolean isOne(ByteBuf first) {
        return first.readableBytes() == LENGTH
                && ByteBufUtil.equals(
                        first, first.readerIndex(), Unpooled.wrappedBuffer(MAGIC), 0, MAGIC.length);
    }

    /// The probe that these bytes [are][#isOne].
    static LoopProbe of(ByteBuf first) {
        return new LoopProbe(
                ByteBufUtil.hexDump(first, first.readerIndex() + MAGIC.length, NUMBER_BYTES));
    }

    ByteBuf encode() {
        return Unpooled.wrappedBuffer(MAGIC, ByteBufUtil.decodeHexDump(number));
    }
}
