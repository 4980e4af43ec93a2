package io.sampan.wire.frame;

import com.google.protobuf.InvalidProtocolBufferException;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.wire.frame.ControlFrame.Arriving;
import io.sampan.wire.frame.ControlFrame.Done;
import io.sampan.wire.frame.ControlFrame.Ping;
import io.sampan.wire.frame.ControlFrame.Pong;
import io.sampan.wire.frame.ControlFrame.Refused;
import io.sampan.wire.frame.FrameCodec.Encoded;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/// Types 5 to 9.
final class ControlCodec {

    private ControlCodec() {}

    static Encoded encode(ControlFrame frame) {
        return switch (frame) {
            case Refused(var refusal) ->
                    new Encoded(
                            5,
                            io.sampan.wire.proto.Refused.newBuilder()
                                    .setCode(refusal.code().number())
                                    .setDetail(refusal.detail())
                                    .setRetryAfterMs(
                                            refusal.retryAfter().map(Duration::toMillis).orElse(0L))
                                    .addAllRanges(Fields.ranges(refusal.ranges()))
                                    .build());
            case Done() -> new Encoded(6, io.sampan.wire.proto.Done.getDefaultInstance());
            case Ping() -> new Encoded(7, io.sampan.wire.proto.Ping.getDefaultInstance());
            case Pong() -> new Encoded(8, io.sampan.wire.proto.Pong.getDefaultInstance());
            case Arriving(var exchange, var received) ->
                    new Encoded(
                            9,
                            io.sampan.wire.proto.Arriving.newBuilder()
                                    .setExchange(exchange)
                                    .setReceived(received)
                                    .build());
        };
    }

    static ControlFrame decode(int type, ByteBuffer header) throws InvalidProtocolBufferException {
        return switch (type) {
            case 5 -> new Refused(refusal(io.sampan.wire.proto.Refused.parseFrom(header)));
            case 6 -> new Done();
            case 7 -> new Ping();
            case 8 -> new Pong();
            case 9 -> {
                var arriving = io.sampan.wire.proto.Arriving.parseFrom(header);
                yield new Arriving(arriving.getExchange(), arriving.getReceived());
            }
            default -> throw FrameCodec.unknown(type);
        };
    }

    private static Refusal refusal(io.sampan.wire.proto.Refused refused) {
        var retryAfter = Math.clamp(refused.getRetryAfterMs(), 0, Duration.ofDays(1).toMillis());
        return new Refusal(
                RefusalCode.ofNumber(refused.getCode()),
                refused.getDetail(),
                retryAfter == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(retryAfter)),
                Fields.ranges(refused.getRangesList()));
    }
}
