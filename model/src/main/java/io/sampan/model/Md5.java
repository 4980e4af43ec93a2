package io.sampan.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// An MD5 digest: 16 bytes. It finds accidents, not attackers; the seeds' programs speak it.
public final class Md5 {

    /// Bytes in a digest.
    public static final int BYTES = 16;

    private final byte[] bytes;

    private Md5(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new InvalidValueException("an MD5 digest has 16 bytes");
        }
        this.bytes = bytes;
    }

    /// A digest that was received or stored: a copy of exactly 16 bytes.
    public static Md5 of(byte[] bytes) {
        return new Md5(bytes.clone());
    }

    /// The digest of what `hasher` was fed; the hasher is reset and may be used again.
    public static Md5 finish(MessageDigest hasher) {
        return new Md5(hasher.digest());
    }

    /// A new, empty hasher. Not thread-safe.
    public static MessageDigest hasher() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    /// A copy of the 16 bytes.
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Md5 digest && MessageDigest.isEqual(bytes, digest.bytes);
    }

    @Override
    public int hashCode() {
        return (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
    }

    /// 32 lower-case hexadecimal digits.
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
