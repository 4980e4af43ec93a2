package io.sampan.cli.terminal;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Text from elsewhere, made safe for a terminal: it moves no cursor, changes no direction of what
/// stands beside it, and hides nothing.
public final class TerminalText {

    private static final int REPLACEMENT = 0xFFFD;
    private static final int MOST_MARKS = 4;
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int BLACK_FLAG = 0x1F3F4;
    private static final String TAB = "    ";
    private static final String ISOLATE = "\u2068";
    private static final String END_OF_ISOLATE = "\u2069";

    private TerminalText() {}

    /// The text on one line, with everything that is invisible and has an effect shown as `�`:
    /// control characters (so also every terminal escape), line separators, characters that change
    /// the direction of writing, and those without a width. Joiners stay where a script or an emoji
    /// needs them; marks pile up to four.
    public static String text(String text) {
        if (text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            return text;
        }
        var points = text.codePoints().toArray();
        var safe = new StringBuilder(text.length());
        var marks = 0;
        for (var i = 0; i < points.length; i++) {
            var before = i == 0 ? ' ' : points[i - 1];
            var after = i == points.length - 1 ? ' ' : points[i + 1];
            marks = isMark(points[i]) ? marks + 1 : 0;
            if (marks <= MOST_MARKS) {
                safe.appendCodePoint(isShown(points[i], before, after) ? points[i] : REPLACEMENT);
            }
        }
        return safe.toString();
    }

    private static boolean isMark(int c) {
        var type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    private static boolean isShown(int c, int before, int after) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            case Character.FORMAT -> isNeeded(c, before, after);
            default -> !isBlank(c) && (!isVariationSelector(c) || before > '~' || isKeycap(before));
        };
    }

    /// Format characters that are seen, or without which their neighbours are not what they are.
    private static boolean isNeeded(int c, int before, int after) {
        if (c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER) {
            return isJoined(before) && isJoined(after);
        }
        var isSignOfNumber = (c >= 0x600 && c <= 0x605) || c == 0x6DD || c == 0x70F || c == 0x8E2;
        var isInFlag = isTag(c) && (before == BLACK_FLAG || isTag(before));
        return isSignOfNumber || isInFlag;
    }

    private static boolean isJoined(int c) {
        return c > 0x2FF
                && !Character.isWhitespace(c)
                && Character.getType(c) != Character.FORMAT
                && !isBlank(c);
    }

    private static boolean isTag(int c) {
        return c >= 0xE0020 && c <= 0xE007F;
    }

    private static boolean isVariationSelector(int c) {
        return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
    }

    private static boolean isKeycap(int c) {
        return (c >= '0' && c <= '9') || c == '#' || c == '*';
    }

    /// Letters and symbols that are drawn as nothing.
    private static boolean isBlank(int c) {
        return switch (c) {
            case 0x034F,
                    0x115F,
                    0x1160,
                    0x17B4,
                    0x17B5,
                    0x180B,
                    0x180C,
                    0x180D,
                    0x180F,
                    0x2800,
                    0x3164,
                    0xFFA0 ->
                    true;
            default -> false;
        };
    }

    /// The lines of a message, each safe: whatever Unicode takes for the end of a line ends one.
    public static List<String> eachLine(String message) {
        var end = message.length();
        while (end > 0 && isEndOfLine(message.charAt(end - 1))) {
            end--;
        }
        return end == 0
                ? List.of()
                : Arrays.stream(message.substring(0, end).split("\\R", -1))
                        .map(line -> text(line.replace("\t", TAB)))
                        .toList();
    }

    private static boolean isEndOfLine(char c) {
        return (c >= '\n' && c <= '\r') || c == '\u0085' || c == '\u2028' || c == '\u2029';
    }

    /// The same as one text, with newlines in between.
    public static String lines(String message) {
        return message.lines().map(TerminalText::text).collect(Collectors.joining("\n"));
    }

    /// Safe text that is written from right to left (in part), so that it does not turn around what
    /// stands beside it. Other text stays as it is.
    public static String isolated(String safe) {
        return safe.codePoints().anyMatch(TerminalText::isFromTheRight)
                ? ISOLATE + safe + END_OF_ISOLATE
                : safe;
    }

    private static boolean isFromTheRight(int c) {
        return switch (Character.getDirectionality(c)) {
            case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC,
                    Character.DIRECTIONALITY_ARABIC_NUMBER ->
                    true;
            default -> false;
        };
    }

    /// The beginning of the text where all of it has no place in `columns`, as cells of a terminal.
    public static String head(String text, int columns) {
        return width(text) <= columns ? text : Cells.first(text, columns - 1) + "…";
    }

    /// The end of the text where all of it has no place in `columns`: the end of a path says more
    /// than its beginning.
    public static String tail(String text, int columns) {
        var safe = text(text);
        return width(safe) <= columns ? safe : "…" + Cells.last(safe, columns - 1);
    }

    /// The end of the text as [#tail], filled with spaces to exactly `columns`.
    public static String cell(String text, int columns) {
        var cut = tail(text, columns);
        return cut + " ".repeat(Math.max(0, columns - width(cut)));
    }

    /// The cells of a terminal that the text takes.
    public static int width(String text) {
        return Cells.of(text);
    }
}
