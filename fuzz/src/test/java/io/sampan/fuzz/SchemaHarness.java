package io.sampan.fuzz;

import io.sampan.wire.frame.FrameCodec;
import io.sampan.wire.frame.MalformedFrameException;
import java.nio.ByteBuffer;

/// A header of the schema alone, behind one byte for its type. What is read is written again and
/// read once more: that is the same frame.
final class SchemaHarness implements Harness {

    @Override
    public void feed(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        try {
            staysTheSame(bytes[0] & 0x3F, ByteBuffer.wrap(bytes).position(1).slice());
        } catch (MalformedFrameException refused) {
            // As it should be.
        }
    }

    /// @throws MalformedFrameException if it is no frame
    static void staysTheSame(int type, ByteBuffer header) {
        var frame = FrameCodec.decode(type, header);
        var encoded = FrameCodec.encode(frame);
        Harness.require(encoded.type() == type, "a frame becomes one of another type");
        var again = ByteBuffer.wrap(encoded.header().toByteArray());
        Harness.require(
                again(type, again).equals(frame), "a frame changes when it is written and read");
    }

    private static Object again(int type, ByteBuffer header) {
        try {
            return FrameCodec.decode(type, header);
        } catch (MalformedFrameException e) {
            throw new AssertionError("what we wrote ourselves is refused", e);
        }
    }
}
