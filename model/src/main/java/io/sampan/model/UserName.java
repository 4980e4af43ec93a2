package io.sampan.model;

import java.text.Normalizer;

/// A person's name: 1 to 64 UTF-8 bytes of letters, digits, `.`, `_` and `-`, beginning with a
/// letter or a digit, in Unicode's NFC form. A label: it never becomes a path.
public record UserName(String value) implements Comparable<UserName> {

    private static final int MAX_BYTES = 64;

    /// @throws InvalidValueException for a name out of these rules, with the rule in the message
    public UserName {
        if (value.isEmpty() || MediaName.utf8Length(value) > MAX_BYTES) {
            throw new InvalidValueException("a user's name has 1 to 64 bytes");
        }
        if (!Normalizer.isNormalized(value, Normalizer.Form.NFC)) {
            throw new InvalidValueException("a user's name is in Unicode's NFC form");
        }
        if (!Character.isLetterOrDigit(value.codePointAt(0))
                || !value.codePoints().allMatch(UserName::allowed)) {
            throw new InvalidValueException(
                    "a user's name has letters, digits, '.', '_' and '-', and begins with a letter or"
                            + " a digit");
        }
    }

    private static boolean allowed(int c) {
        return Character.isLetterOrDigit(c) || c == '.' || c == '_' || c == '-';
    }

    @Override
    public int compareTo(UserName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
