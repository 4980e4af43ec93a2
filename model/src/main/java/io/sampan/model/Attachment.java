package io.sampan.model;

/// A file that travels with a message.
///
/// @param media what is known of it
/// @param about what a recipient likes to know before fetching it, such as `1920 x 1080, 2:13:05`;
///   at most 200 characters without control characters, may be empty
public record Attachment(Media media, String about) {

    private static final int MAX_ABOUT = 200;

    public Attachment {
        if (about.length() > MAX_ABOUT || about.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidValueException(
                    "what is said about a file has at most 200 characters, none a control character");
        }
    }
}
