package io.sampan.wire.frame;

import com.google.protobuf.InvalidProtocolBufferException;
import io.sampan.model.DeviceLabel;
import io.sampan.model.IdentityKey;
import io.sampan.model.UserName;
import io.sampan.wire.frame.DeviceFrame.Device;
import io.sampan.wire.frame.DeviceFrame.DeviceLink;
import io.sampan.wire.frame.DeviceFrame.DeviceList;
import io.sampan.wire.frame.DeviceFrame.EndSession;
import io.sampan.wire.frame.DeviceFrame.LinkDevice;
import io.sampan.wire.frame.DeviceFrame.ListDevices;
import io.sampan.wire.frame.DeviceFrame.RenameDevice;
import io.sampan.wire.frame.DeviceFrame.RevokeDevice;
import io.sampan.wire.frame.FrameCodec.Encoded;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// Types 40 to 46.
final class DeviceCodec {

    private DeviceCodec() {}

    static Encoded encode(DeviceFrame frame) {
        return switch (frame) {
            case LinkDevice(var goodFor) ->
                    new Encoded(
                            40,
                            io.sampan.wire.proto.LinkDevice.newBuilder()
                                    .setMinutes((int) goodFor.toMinutes())
                                    .build());
            case DeviceLink(var code, var expires) ->
                    new Encoded(
                            41,
                            io.sampan.wire.proto.DeviceLink.newBuilder()
                                    .setCode(new String(code.bytes(), StandardCharsets.US_ASCII))
                                    .setExpires(expires.toEpochMilli())
                                    .build());
            case ListDevices(var person) ->
                    new Encoded(
                            42,
                            io.sampan.wire.proto.ListDevices.newBuilder()
                                    .setPerson(person.map(UserName::value).orElse(""))
                                    .build());
            case DeviceList(var devices) ->
                    new Encoded(
                            43,
                            io.sampan.wire.proto.DeviceList.newBuilder()
                                    .addAllDevices(
                                            devices.stream().map(DeviceCodec::device).toList())
                                    .build());
            case RenameDevice(var id, var label) ->
                    new Encoded(
                            44,
                            io.sampan.wire.proto.RenameDevice.newBuilder()
                                    .setId(Fields.id(id))
                                    .setLabel(label.value())
                                    .build());
            case RevokeDevice(var id) ->
                    new Encoded(
                            45,
                            io.sampan.wire.proto.RevokeDevice.newBuilder()
                                    .setId(Fields.id(id))
                                    .build());
            case EndSession() ->
                    new Encoded(46, io.sampan.wire.proto.EndSession.getDefaultInstance());
        };
    }

    static DeviceFrame decode(int type, ByteBuffer header) throws InvalidProtocolBufferException {
        return switch (type) {
            case 40 -> {
                var minutes = io.sampan.wire.proto.LinkDevice.parseFrom(header).getMinutes();
                yield new LinkDevice(
                        minutes == 0 ? LinkDevice.DEFAULT : Duration.ofMinutes(minutes));
            }
            case 41 -> {
                var link = io.sampan.wire.proto.DeviceLink.parseFrom(header);
                yield new DeviceLink(
                        Secret.of(link.getCodeBytes().toByteArray()),
                        Fields.instant(link.getExpires()));
            }
            case 42 -> {
                var person = io.sampan.wire.proto.ListDevices.parseFrom(header).getPerson();
                yield new ListDevices(
                        person.isEmpty() ? Optional.empty() : Optional.of(new UserName(person)));
            }
            case 43 ->
                    new DeviceList(
                            io.sampan.wire.proto.DeviceList.parseFrom(header)
                                    .getDevicesList()
                                    .stream()
                                    .map(DeviceCodec::device)
                                    .toList());
            case 44 -> {
                var rename = io.sampan.wire.proto.RenameDevice.parseFrom(header);
                yield new RenameDevice(
                        Fields.deviceId(rename.getId()), new DeviceLabel(rename.getLabel()));
            }
            case 45 ->
                    new RevokeDevice(
                            Fields.deviceId(
                                    io.sampan.wire.proto.RevokeDevice.parseFrom(header).getId()));
            case 46 -> new EndSession();
            default -> throw FrameCodec.unknown(type);
        };
    }

    private static io.sampan.wire.proto.Device device(Device device) {
        return io.sampan.wire.proto.Device.newBuilder()
                .setId(Fields.id(device.id()))
                .setKey(com.google.protobuf.ByteString.copyFrom(device.key().bytes()))
                .setLabel(device.label().value())
                .setAdded(device.added().toEpochMilli())
                .setSeen(device.seen().toEpochMilli())
                .setOnline(device.online())
                .setAsks(device.asks())
                .build();
    }

    private static Device device(io.sampan.wire.proto.Device device) {
        return new Device(
                Fields.deviceId(device.getId()),
                IdentityKey.of(device.getKey().toByteArray()),
                new DeviceLabel(device.getLabel()),
                Fields.instant(device.getAdded()),
                Fields.instant(device.getSeen()),
                device.getOnline(),
                device.getAsks());
    }
}
