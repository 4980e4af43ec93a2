package io.sampan.wire.frame;

import java.security.MessageDigest;

/// Bytes that must not appear in a log: keys, tokens, signatures. Compared in constant time.
public final class Secret {

    /// No bytes.
    public static final Secret NONE = new Secret(new byte[0]);

    private final byte[] bytes;

    private Secret(byte[] bytes) {
        this.bytes = bytes;
    }

    /// A copy of `bytes`.
    public static Secret of(byte[] bytes) {
        return bytes.length == 0 ? NONE : new Secret(bytes.clone());
    }

    /// A copy of the bytes.
    public byte[] bytes() {
        return bytes.clone();
    }

    /// Is nothing in it?
    public boolean isEmpty() {
        return bytes.length == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(bytes, secret.bytes);
    }

    @Override
    public int hashCode() {
        return bytes.length;
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
