package io.sampan.core.transfer;

import io.sampan.model.InvalidValueException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What a run of bytes should be, as its sender says: compared when all of it has come.
///
/// @param algorithm how it was computed
/// @param digest exactly as long as the algorithm's; a copy
public record PieceChecksum(Algorithm algorithm, byte[] digest) {

    /// The algorithms that are understood.
    public enum Algorithm {
        /// `sha1`, which every tus client has.
        SHA1("SHA-1", 20),
        /// `sha256`.
        SHA256("SHA-256", 32),
        /// `md5`.
        MD5("MD5", 16);

        private final String javaName;
        private final int bytes;

        Algorithm(String javaName, int bytes) {
            this.javaName = javaName;
            this.bytes = bytes;
        }
    }

    /// @throws InvalidValueException if the digest has another length than the algorithm's
    public PieceChecksum {
        if (digest.length != algorithm.bytes) {
            throw new InvalidValueException(
                    "a digest of " + algorithm.javaName + " has " + algorithm.bytes + " bytes");
        }
        digest = digest.clone();
    }

    @Override
    public byte[] digest() {
        return digest.clone();
    }

    MessageDigest hasher() {
        try {
            return MessageDigest.getInstance(algorithm.javaName);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm.javaName, e);
        }
    }

    /// Whether the hasher was fed these bytes; it is reset.
    boolean matches(MessageDigest hasher) {
        return MessageDigest.isEqual(digest, hasher.digest());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PieceChecksum that
                && algorithm == that.algorithm
                && MessageDigest.isEqual(digest, that.digest);
    }

    @Override
    public int hashCode() {
        return 31 * algorithm.hashCode() + java.util.Arrays.hashCode(digest);
    }

    @Override
    public String toString() {
        return algorithm + " " + HexFormat.of().formatHex(digest);
    }
}
