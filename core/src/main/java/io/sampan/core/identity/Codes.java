package io.sampan.core.identity;

import io.sampan.model.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;

/// One-time codes of 128 random bits. They are kept nowhere, only their digests.
final class Codes {

    private static final int BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Codes() {}

    /// 32 hexadecimal digits.
    static String fresh() {
        var random = new byte[BYTES];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /// What is kept of a code.
    static Sha256 digest(String code) {
        return Sha256.digest(code.getBytes(StandardCharsets.US_ASCII));
    }
}
