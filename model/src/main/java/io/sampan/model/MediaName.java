package io.sampan.model;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;

/// The name of a media: a label of one or more segments with `/` between them, as in `holiday/day
/// one/film.mp4`. It never becomes a path on the server, and is made safe by the receiving client
/// before it becomes one there.
///
/// A name that begins with `package:` lies in the shared [Space]; what follows is then its label.
///
/// A segment is 1 to 255 UTF-8 bytes, is not `.` or `..` (in full-width dots neither), and holds no
/// control character, no invisible or direction-changing format character, no backslash and no half
/// of a surrogate pair. The whole is at most 1,024 bytes. The name is kept in Unicode's NFC form.
public record MediaName(String value) implements Comparable<MediaName> {

    private static final int MAX_BYTES = 1024;
    private static final int MAX_SEGMENT_BYTES = 255;

    /// @throws InvalidValueException with the rule that the name breaks
    public MediaName {
        // Normalizing is not linear for hostile input: the length comes first, as it was sent.
        if (value.isEmpty() || utf8Length(value) > MAX_BYTES) {
            throw new InvalidValueException("a file's name has 1 to 1024 bytes");
        }
        value = Normalizer.normalize(value, Normalizer.Form.NFC);
        if (utf8Length(value) > MAX_BYTES) {
            throw new InvalidValueException("a file's name has 1 to 1024 bytes");
        }
        for (var segment : label(value).split("/", -1)) {
            check(segment);
        }
    }

    /// The segments of the label, at least one, none empty.
    public List<String> segments() {
        return List.of(label().split("/"));
    }

    /// The name without the space that it lies in.
    public String label() {
        return label(value);
    }

    private static String label(String name) {
        return name.startsWith(Space.PREFIX) ? name.substring(Space.PREFIX.length()) : name;
    }

    /// The last segment.
    public String last() {
        return label().substring(label().lastIndexOf('/') + 1);
    }

    private static void check(String segment) {
        if (segment.isEmpty() || utf8Length(segment) > MAX_SEGMENT_BYTES) {
            throw new InvalidValueException("each part of a file's name has 1 to 255 bytes");
        }
        var plain = Normalizer.normalize(segment, Normalizer.Form.NFKC).strip();
        if (plain.equals(".") || plain.equals("..")) {
            throw new InvalidValueException("a file's name has no '.' or '..' as a part");
        }
        if (!segment.codePoints().allMatch(MediaName::allowed)) {
            throw new InvalidValueException(
                    "a file's name has no control, invisible or direction-changing character, and no"
                            + " backslash");
        }
    }

    private static boolean allowed(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            // Emoji are joined by ZERO WIDTH JOINER, and Persian words by its counterpart.
            case Character.FORMAT -> c == 0x200D || c == 0x200C || c >= 0xE0000;
            default -> c != '\\';
        };
    }

    /// @throws InvalidValueException where the text holds half of a surrogate pair
    static int utf8Length(String text) {
        try {
            return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text)).limit();
        } catch (CharacterCodingException e) {
            throw new InvalidValueException("a name is valid Unicode");
        }
    }

    @Override
    public int compareTo(MediaName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
