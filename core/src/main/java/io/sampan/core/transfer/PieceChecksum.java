package io.sampan.core.transfer;

import io.sampan.model.InvalidValueException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What a run of bytes should be, as its sender says: compared when all of it has come. Immutable.
public final class PieceChecksum {

    private final Algorithm algorithm;
    private final byte[] digest;

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

    /// @param algorithm how the digest was computed
    /// @param digest is copied
    /// @throws InvalidValueException if the digest has another length than the algorithm's
    public PieceChecksum(Algorithm algorithm, byte[] digest) {
        if (digest.length != algorithm.bytes) {
            throw new InvalidValueException(
                    "a digest of " + algorithm.javaName + " has " + algorithm.bytes + " bytes");
        }
        this.algorithm = algorithm;
        this.digest = digest.clone();
    }

    /// A hasher to be fed with the bytes.
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
    public String toString() {
        return algorithm + " " + HexFormat.of().formatHex(digest);
    }
}
