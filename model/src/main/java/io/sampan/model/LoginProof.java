package io.sampan.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What is signed at a login: a text that says what it is for, the server's nonce, and the digest
/// of the certificate that the client saw. So a proof is of no use at another time, and none to
/// somebody in between who showed the client a certificate of his own.
public final class LoginProof {

    /// Bytes of a nonce.
    public static final int NONCE_BYTES = 32;

    private static final byte[] PURPOSE = "sampan login v1".getBytes(StandardCharsets.US_ASCII);

    private LoginProof() {}

    /// The bytes to sign.
    ///
    /// @param certificate SHA-256 of the server's certificate in DER
    public static byte[] text(byte[] nonce, Sha256 certificate) {
        return ByteBuffer.allocate(PURPOSE.length + nonce.length + Sha256.BYTES)
                .put(PURPOSE)
                .put(nonce)
                .put(certificate.bytes())
                .array();
    }
}
