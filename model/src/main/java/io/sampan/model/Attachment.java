package io.sampan.model;

/// A file that travels with a message.
///
/// @param media what is known of it
/// @param about see [#checkedAbout]
/// @param availability whether it can still be fetched
public record Attachment(Media media, String about, Availability availability) {

    private static final int MAX_ABOUT = 200;

    /// @throws InvalidValueException for words about the file that are too long
    public Attachment {
        about = checkedAbout(about);
    }

    /// A file that can be fetched.
    public Attachment(Media media, String about) {
        this(media, about, Availability.HERE);
    }

    /// What a recipient likes to know before fetching a file, such as `1920 x 1080, 2:13:05`; may
    /// be empty.
    ///
    /// @throws InvalidValueException if it has more than 200 characters, or a control character
    public static String checkedAbout(String about) {
        if (about.length() > MAX_ABOUT || about.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidValueException(
                    "what is said about a file has at most 200 characters, none a control character");
        }
        return about;
    }
}
