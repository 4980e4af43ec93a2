package io.sampan.client.download;

import io.sampan.model.MediaName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/// Makes names of files out of names that come from outside. What comes out can be a file's name on
/// this system and leads nowhere: no separator, no `.` or `..`, nothing that moves a terminal's
/// cursor; on Windows also no drive, no stream, no reserved name and nothing that Windows drops at
/// its end. A name that this system can hold stays as it is. Two different names may become one;
/// whoever makes the file sees to that.
public final class SafeName {

    /// Whose rules a name has to keep.
    enum Rules {
        /// Linux and macOS: anything but a separator.
        POSIX,
        /// Reserved names, reserved characters, and no dot or space at the end.
        WINDOWS;

        static Rules ofThisSystem() {
            return System.getProperty("os.name", "").startsWith("Windows") ? WINDOWS : POSIX;
        }
    }

    /// What file systems take.
    static final int MAX_BYTES = 255;

    private static final String INSTEAD = "_";
    private static final String FORBIDDEN = "<>:\"/\\|?*";
    private static final String SEPARATORS = "/\\";
    private static final Set<String> RESERVED =
            Set.of(
                    "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "COM0", "COM1", "COM2", "COM3",
                    "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "LPT0", "LPT1", "LPT2", "LPT3",
                    "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "COM¹", "COM²", "COM³", "LPT¹",
                    "LPT²", "LPT³");

    private SafeName() {}

    /// The path below `folder` for a media: its segments, each made safe.
    public static Path below(Path folder, MediaName name) {
        var path = folder;
        for (var segment : name.segments()) {
            path = path.resolve(of(segment));
        }
        return path;
    }

    /// One segment made safe for this system: never empty, never `.` or `..`.
    public static String of(String segment) {
        return of(segment, Rules.ofThisSystem());
    }

    static String of(String segment, Rules rules) {
        var plain = Normalizer.normalize(segment, Normalizer.Form.NFC);
        var safe = new StringBuilder();
        plain.codePoints()
                .forEach(c -> safe.append(allowed(c, rules) ? Character.toString(c) : INSTEAD));
        var whole = rules == Rules.WINDOWS ? trimEnds(safe.toString()) : safe.toString();
        var name = shorten(whole.isEmpty() ? INSTEAD : whole, rules);
        return isDots(name) || (rules == Rules.WINDOWS && isReserved(name)) ? INSTEAD + name : name;
    }

    private static boolean allowed(int c, Rules rules) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            // Joiners are part of emoji and of Persian words.
            case Character.FORMAT -> c == 0x200D || c == 0x200C || c >= 0xE0020;
            default -> (rules == Rules.WINDOWS ? FORBIDDEN : SEPARATORS).indexOf(c) < 0;
        };
    }

    /// Windows drops dots and spaces at the end; a space at the beginning hides.
    private static String trimEnds(String name) {
        var end = name.length();
        while (end > 0 && (name.charAt(end - 1) == '.' || isSpace(name.charAt(end - 1)))) {
            end--;
        }
        var start = 0;
        while (start < end && isSpace(name.charAt(start))) {
            start++;
        }
        return start == end ? INSTEAD : name.substring(start, end);
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isDots(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC).chars().allMatch(c -> c == '.');
    }

    private static boolean isReserved(String name) {
        var dot = name.indexOf('.');
        var stem = (dot < 0 ? name : name.substring(0, dot)).strip().toUpperCase(Locale.ROOT);
        return RESERVED.contains(stem);
    }

    /// At most [#MAX_BYTES] in UTF-8, cut between characters, the extension kept.
    private static String shorten(String name, Rules rules) {
        var extension = extension(name);
        var stem = name.substring(0, name.length() - extension.length());
        var cut = fitting(stem, extension);
        return rules == Rules.WINDOWS && cut.length() < stem.length()
                ? trimEnds(cut) + extension
                : cut + extension;
    }

    /// The name of the `number`th file that would be called `stem` and `extension`: `stem
    /// (number)extension`, the stem cut where all of it has no room.
    static String numbered(String stem, int number, String extension) {
        var end = " (" + number + ")" + extension;
        return fitting(stem, end) + end;
    }

    /// As much of the stem as has room before `end`.
    private static String fitting(String stem, String end) {
        var left = stem;
        while (!left.isEmpty() && !fits(left + end)) {
            left = left.substring(0, left.offsetByCodePoints(left.length(), -1));
        }
        return left;
    }

    /// Whether a file system takes a name of this length.
    static boolean fits(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }

    /// The extension with its dot, if it is one that a person would take for one; otherwise empty.
    static String extension(String name) {
        var dot = name.lastIndexOf('.');
        return dot <= 0 || name.length() - dot > 12 || dot == name.length() - 1
                ? ""
                : name.substring(dot);
    }
}
