package io.sampan.fuzz;

import io.netty.buffer.Unpooled;
import io.sampan.wire.frame.FrameLimits;
import io.sampan.wire.frame.MalformedFrameException;
import io.sampan.wire.frame.Prelude;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// A prelude and a header, as they come from a stranger: the lengths that are let through keep to
/// the limits, and what is read is the same after it was written and read again.
final class FrameHarness implements Harness {

    private static final FrameLimits LIMITS = FrameLimits.MEMBER;

    @Override
    public void feed(byte[] bytes) {
        if (bytes.length < Prelude.BYTES) {
            return;
        }
        try {
            var prelude = Prelude.read(Unpooled.wrappedBuffer(bytes), LIMITS);
            keepsToTheLimits(prelude);
            staysTheSame(prelude, bytes);
            var rest = ByteBuffer.wrap(bytes).position(Prelude.BYTES).slice();
            var header = rest.limit(Math.min(rest.limit(), prelude.headerLength()));
            SchemaHarness.staysTheSame(prelude.type(), header);
        } catch (MalformedFrameException refused) {
            // As it should be.
        }
    }

    private static void keepsToTheLimits(Prelude prelude) {
        Harness.require(
                prelude.headerLength() >= 0 && prelude.headerLength() <= LIMITS.header(),
                "a header of impossible length is let through");
        Harness.require(
                prelude.bodyLength() >= 0 && prelude.bodyLength() <= LIMITS.body(),
                "a body of impossible length is let through");
    }

    private static void staysTheSame(Prelude prelude, byte[] bytes) {
        var written = Unpooled.buffer(Prelude.BYTES);
        prelude.write(written);
        Harness.require(
                Arrays.equals(written.array(), 0, Prelude.BYTES, bytes, 0, Prelude.BYTES),
                "a prelude changes when it is written");
    }
}
