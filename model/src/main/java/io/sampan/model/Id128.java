package io.sampan.model;

import java.security.SecureRandom;
import java.util.HexFormat;

/// 128 random bits, written as 32 lower-case hexadecimal digits. The shape that all ids share; code
/// elsewhere uses the typed ids ([UploadId], [MediaId], [MessageId]) and never this one.
record Id128(long high, long low) {

    private static final SecureRandom RANDOM = new SecureRandom();

    static Id128 random() {
        return new Id128(RANDOM.nextLong(), RANDOM.nextLong());
    }

    /// @throws InvalidValueException unless `text` is exactly 32 hexadecimal digits
    static Id128 parse(String text) {
        if (text.length() != 32 || !text.chars().allMatch(HexFormat::isHexDigit)) {
            throw new InvalidValueException("an id is 32 hexadecimal digits");
        }
        return new Id128(
                Long.parseUnsignedLong(text, 0, 16, 16), Long.parseUnsignedLong(text, 16, 32, 16));
    }

    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}
