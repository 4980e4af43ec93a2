package io.sampan.core.transfer;

import io.sampan.model.InvalidValueException;
import java.security.MessageDigest;
import java.util.HexFormat;

/// The MD5 of a whole file, for those who compare by it (the seed's FILE_MD5). A check against
/// mistakes, not against people. 16 bytes, immutable, compared in constant time.
public final class Md5 {

    /// Bytes in an MD5.
    public static final int BYTES = 16;

    private final byte[] bytes;

    private Md5(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new InvalidValueException("an MD5 has 16 bytes");
        }
        this.bytes = bytes;
    }

    /// A copy of exactly 16 bytes.
    public static Md5 of(byte[] bytes) {
        return new Md5(bytes.clone());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Md5 md5 && MessageDigest.isEqual(bytes, md5.bytes);
    }

    @Override
    public int hashCode() {
        return (bytes[0] & 0xFF) << 24
                | (bytes[1] & 0xFF) << 16
                | (bytes[2] & 0xFF) << 8
                | (bytes[3] & 0xFF);
    }

    /// 32 lower-case hexadecimal digits.
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
