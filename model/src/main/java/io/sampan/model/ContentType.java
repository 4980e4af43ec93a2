package io.sampan.model;

import java.util.regex.Pattern;

/// A media type such as `video/mp4` (RFC 6838), at most 127 characters, without parameters.
public record ContentType(String value) {

    private static final Pattern FORM =
            Pattern.compile(
                    "[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,62}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,62}");

    /// What is said of a file that nothing is known of.
    public static final ContentType BYTES = new ContentType("application/octet-stream");

    /// @throws InvalidValueException for a type of another form
    public ContentType {
        if (!FORM.matcher(value).matches()) {
            throw new InvalidValueException("a content type looks like type/subtype");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
