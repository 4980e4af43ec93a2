package io.sampan.model;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/// The public half of a person's identity: an Ed25519 key (RFC 8032), 32 bytes. A name belongs to
/// whoever can sign with the other half.
public final class IdentityKey {

    /// Bytes of a public key.
    public static final int BYTES = 32;

    /// What stands before the 32 bytes where a key is written as an X.509 SubjectPublicKeyInfo (RFC
    /// 8410).
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final byte[] bytes;

    private IdentityKey(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new InvalidValueException("an Ed25519 public key has 32 bytes");
        }
        this.bytes = bytes;
    }

    /// A key that was received or stored: a copy of exactly 32 bytes.
    public static IdentityKey of(byte[] bytes) {
        return new IdentityKey(bytes.clone());
    }

    /// The public half of a pair that the platform made.
    ///
    /// @throws InvalidValueException if it is not an Ed25519 key
    public static IdentityKey of(PublicKey key) {
        var encoded = key.getEncoded();
        if (encoded.length != X509_PREFIX.length + BYTES
                || !Arrays.equals(
                        encoded, 0, X509_PREFIX.length, X509_PREFIX, 0, X509_PREFIX.length)) {
            throw new InvalidValueException("not an Ed25519 key");
        }
        return new IdentityKey(Arrays.copyOfRange(encoded, X509_PREFIX.length, encoded.length));
    }

    /// A copy of the 32 bytes.
    public byte[] bytes() {
        return bytes.clone();
    }

    /// Whether `signature` over `text` was made with the other half of this key.
    public boolean verifies(byte[] text, byte[] signature) {
        try {
            var encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + BYTES);
            System.arraycopy(bytes, 0, encoded, X509_PREFIX.length, BYTES);
            var verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(
                    KeyFactory.getInstance("Ed25519")
                            .generatePublic(new X509EncodedKeySpec(encoded)));
            verifier.update(text);
            return verifier.verify(signature);
        } catch (SignatureException e) {
            return false; // Not even of a signature's form.
        } catch (GeneralSecurityException e) {
            // 32 bytes that are no point of the curve: nobody has the other half.
            return false;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IdentityKey key && MessageDigest.isEqual(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// 64 lower-case hexadecimal digits.
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
