package io.sampan.wire.frame;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.sampan.model.InvalidValueException;
import java.nio.ByteBuffer;

/// Turns a record into a type and a header, and back. Stateless.
///
/// Types 1 to 4 are the login, 5 to 9 control, 10 to 19 uploads, 20 to 28 media, 30 to 39 people,
/// 40 to 46 devices, 47 to 60 the log.
public final class FrameCodec {

    /// What goes on the wire: the prelude's type, and the header.
    public record Encoded(int type, Message header) {}

    private FrameCodec() {}

    /// The frame's bytes, without a body.
    public static Encoded encode(Frame frame) {
        return switch (frame) {
            case LoginFrame login -> LoginCodec.encode(login);
            case ControlFrame control -> ControlCodec.encode(control);
            case UploadFrame upload -> UploadCodec.encode(upload);
            case MediaFrame media -> MediaCodec.encode(media);
            case PeopleFrame people -> PeopleCodec.encode(people);
            case DeviceFrame device -> DeviceCodec.encode(device);
            case LogFrame log -> LogCodec.encode(log);
        };
    }

    /// The record of a header.
    ///
    /// @throws MalformedFrameException if the type is unknown, or the header breaks a rule
    public static Frame decode(int type, ByteBuffer header) {
        try {
            return switch (type) {
                case 1, 2, 3, 4 -> LoginCodec.decode(type, header);
                case 5, 6, 7, 8, 9 -> ControlCodec.decode(type, header);
                case 10, 11, 12, 13, 14, 15, 16, 17, 18, 19 -> UploadCodec.decode(type, header);
                case 20, 21, 22, 23, 24, 25, 26, 27, 28 -> MediaCodec.decode(type, header);
                case 30, 31, 32, 33, 34, 35, 36, 37, 38, 39 -> PeopleCodec.decode(type, header);
                case 40, 41, 42, 43, 44, 45, 46 -> DeviceCodec.decode(type, header);
                case 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60 ->
                        LogCodec.decode(type, header);
                default -> throw unknown(type);
            };
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedFrameException("a header is not of the schema", e);
        } catch (InvalidValueException e) {
            throw new MalformedFrameException(String.valueOf(e.getMessage()), e);
        }
    }

    static MalformedFrameException unknown(int type) {
        return new MalformedFrameException("frame type " + type + " is unknown");
    }
}
