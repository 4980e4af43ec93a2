package io.sampan.wire.link;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Pattern;

/// Checks that a private key belongs to a certificate, by signing with the one and verifying with
/// the other. TLS libraries find out at the first handshake only.
final class KeyCheck {

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
    private static final byte[] PROBE = "a text to sign".getBytes(StandardCharsets.US_ASCII);

    private KeyCheck() {}

    /// @param key PKCS #8 in PEM
    /// @throws GeneralSecurityException if it does not belong to the certificate
    static void fits(String key, X509Certificate certificate) throws GeneralSecurityException {
        var text = PEM.matcher(key);
        if (!text.find()) {
            throw new InvalidKeyException("there is no PKCS #8 key (BEGIN PRIVATE KEY)");
        }
        var publicKey = certificate.getPublicKey();
        var algorithm = publicKey.getAlgorithm();
        var privateKey =
                KeyFactory.getInstance(algorithm)
                        .generatePrivate(
                                new PKCS8EncodedKeySpec(
                                        Base64.getMimeDecoder().decode(text.group(1))));
        var signature =
                Signature.getInstance(
                        switch (algorithm) {
                            case "RSA" -> "SHA256withRSA";
                            case "EC" -> "SHA256withECDSA";
                            default -> algorithm;
                        });
        signature.initSign(privateKey);
        signature.update(PROBE);
        var signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update(PROBE);
        if (!signature.verify(signed)) {
            throw new InvalidKeyException("the key belongs to another certificate");
        }
    }
}
