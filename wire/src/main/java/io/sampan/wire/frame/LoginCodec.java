package io.sampan.wire.frame;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.sampan.model.DeviceLabel;
import io.sampan.model.UserName;
import io.sampan.wire.frame.FrameCodec.Encoded;
import io.sampan.wire.frame.LoginFrame.Challenge;
import io.sampan.wire.frame.LoginFrame.Hello;
import io.sampan.wire.frame.LoginFrame.Limits;
import io.sampan.wire.frame.LoginFrame.Proof;
import io.sampan.wire.frame.LoginFrame.Welcome;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// Types 1 to 4.
final class LoginCodec {

    private LoginCodec() {}

    static Encoded encode(LoginFrame frame) {
        return switch (frame) {
            case Hello hello ->
                    new Encoded(
                            1,
                            io.sampan.wire.proto.Hello.newBuilder()
                                    .setSoftware(hello.software())
                                    .setName(hello.name().value())
                                    .setSession(bytes(hello.session()))
                                    .setKey(bytes(hello.key()))
                                    .setInviteBytes(bytes(hello.invite()))
                                    .setLabel(hello.label().value())
                                    .build());
            case Challenge(var nonce) ->
                    new Encoded(
                            2,
                            io.sampan.wire.proto.Challenge.newBuilder()
                                    .setNonce(bytes(nonce))
                                    .build());
            case Proof(var signature) ->
                    new Encoded(
                            3,
                            io.sampan.wire.proto.Proof.newBuilder()
                                    .setSignature(bytes(signature))
                                    .build());
            case Welcome welcome ->
                    new Encoded(
                            4,
                            io.sampan.wire.proto.Welcome.newBuilder()
                                    .setSession(bytes(welcome.session()))
                                    .setLimits(limits(welcome.limits()))
                                    .addAllRelays(welcome.relays())
                                    .setServerTime(welcome.serverTime().toEpochMilli())
                                    .setDevice(Fields.id(welcome.device()))
                                    .setSessionExpires(
                                            Fields.milliseconds(welcome.sessionExpires()))
                                    .build());
        };
    }

    static LoginFrame decode(int type, ByteBuffer header) throws InvalidProtocolBufferException {
        return switch (type) {
            case 1 -> hello(io.sampan.wire.proto.Hello.parseFrom(header));
            case 2 ->
                    new Challenge(
                            secret(io.sampan.wire.proto.Challenge.parseFrom(header).getNonce()));
            case 3 ->
                    new Proof(secret(io.sampan.wire.proto.Proof.parseFrom(header).getSignature()));
            case 4 -> welcome(io.sampan.wire.proto.Welcome.parseFrom(header));
            default -> throw FrameCodec.unknown(type);
        };
    }

    private static Hello hello(io.sampan.wire.proto.Hello hello) {
        return new Hello(
                hello.getSoftware(),
                new UserName(hello.getName()),
                secret(hello.getSession()),
                secret(hello.getKey()),
                Secret.of(hello.getInvite().getBytes(StandardCharsets.UTF_8)),
                new DeviceLabel(hello.getLabel()));
    }

    private static Welcome welcome(io.sampan.wire.proto.Welcome welcome) {
        return new Welcome(
                secret(welcome.getSession()),
                limits(welcome.getLimits()),
                List.copyOf(welcome.getRelaysList()),
                Fields.instant(welcome.getServerTime()),
                Fields.deviceId(welcome.getDevice()),
                Fields.maybeInstant(welcome.getSessionExpires()));
    }

    private static io.sampan.wire.proto.Limits limits(Limits limits) {
        return io.sampan.wire.proto.Limits.newBuilder()
                .setMaxBlock(limits.maxBlock())
                .setMaxSmall(limits.maxSmall())
                .setMaxFile(limits.maxFile())
                .setHeartbeatSeconds((int) limits.heartbeat().toSeconds())
                .build();
    }

    private static Limits limits(io.sampan.wire.proto.Limits limits) {
        return new Limits(
                limits.getMaxBlock(),
                limits.getMaxSmall(),
                limits.getMaxFile(),
                Duration.ofSeconds(limits.getHeartbeatSeconds()));
    }

    private static ByteString bytes(Secret secret) {
        return ByteString.copyFrom(secret.bytes());
    }

    private static Secret secret(ByteString bytes) {
        return Secret.of(bytes.toByteArray());
    }
}
