package io.sampan.core.sharing;

import io.sampan.core.storage.ShareLink;
import io.sampan.model.Sha256;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// The password of a link, as it is kept: PBKDF2 with HMAC-SHA-256 and as many rounds as OWASP asks
/// for (2023).
record LinkPassword(Sha256 salt, Sha256 hash) {

    private static final int ROUNDS = 600_000;
    private static final int BITS = 256;
    private static final SecureRandom RANDOM = new SecureRandom();

    static LinkPassword of(String password) {
        var salt = randomDigest();
        return new LinkPassword(salt, hash(password, salt));
    }

    /// Whether it is the link's; takes a good part of a second.
    static boolean matches(ShareLink link, String password) {
        return link.salt()
                .flatMap(salt ->
                        link.password()
                                .map(kept ->
                                        MessageDigest.isEqual(
                                                kept.bytes(), hash(password, salt).bytes())))
                .orElse(true);
    }

    private static Sha256 hash(String password, Sha256 salt) {
        var spec = new PBEKeySpec(password.toCharArray(), salt.bytes(), ROUNDS, BITS);
        try {
            return Sha256.of(
                    SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                            .generateSecret(spec)
                            .getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has PBKDF2 with HMAC-SHA-256", e);
        } finally {
            spec.clearPassword();
        }
    }

    static Sha256 randomDigest() {
        var random = new byte[BITS / Byte.SIZE];
        RANDOM.nextBytes(random);
        return Sha256.of(random);
    }
}
