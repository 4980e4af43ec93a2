package io.sampan.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A SHA-256 digest: 32 bytes. Compared in constant time. Immutable.
public final class Sha256 {

    /// Bytes in a digest.
    public static final int BYTES = 32;

    private final byte[] bytes;

    private Sha256(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new InvalidValueException("a SHA-256 digest has 32 bytes");
        }
        this.bytes = bytes;
    }

    /// A digest that was received or stored: a copy of exactly 32 bytes.
    public static Sha256 of(byte[] bytes) {
        return new Sha256(bytes.clone());
    }

    /// @throws InvalidValueException unless `hex` is 64 hexadecimal digits
    public static Sha256 parse(String hex) {
        if (hex.length() != 2 * BYTES || !hex.chars().allMatch(HexFormat::isHexDigit)) {
            throw new InvalidValueException("a SHA-256 digest is 64 hexadecimal digits");
        }
        return new Sha256(HexFormat.of().parseHex(hex));
    }

    /// The digest of what `hasher` was fed; the hasher is reset and may be used again.
    public static Sha256 finish(MessageDigest hasher) {
        return new Sha256(hasher.digest());
    }

    /// The digest of `data`.
    public static Sha256 digest(byte[] data) {
        return new Sha256(hasher().digest(data));
    }

    /// A new, empty hasher. Not thread-safe.
    public static MessageDigest hasher() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// A copy of the 32 bytes.
    public byte[] bytes() {
        return bytes.clone();
    }

    /// Feeds the 32 bytes to `hasher`.
    public void feed(MessageDigest hasher) {
        hasher.update(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sha256 digest && MessageDigest.isEqual(bytes, digest.bytes);
    }

    @Override
    public int hashCode() {
        return (bytes[0] & 0xFF) << 24
                | (bytes[1] & 0xFF) << 16
                | (bytes[2] & 0xFF) << 8
                | (bytes[3] & 0xFF);
    }

    /// 64 lower-case hexadecimal digits.
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
