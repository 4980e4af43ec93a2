package io.sampan.wire.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sampan.wire.frame.MalformedFrameException;
import java.nio.charset.StandardCharsets;

/// What each side says first: 8 bytes.
///
/// ```
/// 0                4        5         6          8
/// | 'S' 'M' 'P' 'N' | lowest | highest | reserved |
/// ```
///
/// The client names the lowest and the highest version that it speaks and goes on in the highest
/// without waiting. The server answers with the one that holds, twice; or with 0 and closes, if
/// there is none in common (or a client asks for one that is gone): then the client knows what to
/// do.
///
/// @param lowest the lowest version spoken, 0 for none
/// @param highest the highest version spoken, 0 for none
record Preface(int lowest, int highest) {

    static final int BYTES = 8;

    /// The only version there is so far.
    static final int VERSION = 1;

    /// What we say: version 1 and no other.
    static final Preface OURS = new Preface(VERSION, VERSION);

    /// The answer to a client that speaks no version of ours.
    static final Preface NONE = new Preface(0, 0);

    private static final byte[] MAGIC = "SMPN".getBytes(StandardCharsets.US_ASCII);

    ByteBuf encode() {
        return Unpooled.buffer(BYTES)
                .writeBytes(MAGIC)
                .writeByte(lowest)
                .writeByte(highest)
                .writeShort(0);
    }

    /// @throws MalformedFrameException if it is no preface
    static Preface read(ByteBuf in) {
        for (var letter : MAGIC) {
            if (in.readByte() != letter) {
                throw new MalformedFrameException("this is not Sampan's protocol");
            }
        }
        return new Preface(in.readUnsignedByte(), in.readUnsignedByte());
    }

    boolean includesOurs() {
        return lowest <= VERSION && VERSION <= highest;
    }
}
