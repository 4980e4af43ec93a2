package io.sampan.model;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/// Names one device among those of its person: the first 64 bits of the SHA-256 of its key. It is
/// unique within a person, which the ledger sees to, and proves nothing; the key does.
public record DeviceId(long value) implements Comparable<DeviceId> {

    /// The only device of a person on an open server, where nobody has a key.
    public static final DeviceId NONE = new DeviceId(0);

    private static final int DIGITS = 16;

    /// The id of the device with this key.
    public static DeviceId of(IdentityKey key) {
        return new DeviceId(ByteBuffer.wrap(Sha256.digest(key.bytes()).bytes()).getLong());
    }

    /// @throws InvalidValueException unless `text` is exactly 16 hexadecimal digits
    public static DeviceId parse(String text) {
        if (text.length() != DIGITS || !text.chars().allMatch(HexFormat::isHexDigit)) {
            throw new InvalidValueException("a device's id is 16 hexadecimal digits");
        }
        return new DeviceId(Long.parseUnsignedLong(text, 16));
    }

    @Override
    public int compareTo(DeviceId other) {
        return Long.compareUnsigned(value, other.value);
    }

    /// 16 lower-case hexadecimal digits.
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(value);
    }
}
