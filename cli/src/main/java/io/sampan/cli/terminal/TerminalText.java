package io.sampan.cli.terminal;

import java.util.stream.Collectors;

/// Text from elsewhere, made safe for a terminal.
public final class TerminalText {

    private TerminalText() {}

    /// The text with every control character (so also every terminal escape) shown as `�`.
    public static String text(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        var safe = new StringBuilder();
        text.codePoints()
                .forEach(c -> safe.appendCodePoint(Character.isISOControl(c) ? 0xFFFD : c));
        return safe.toString();
    }

    /// The same for a message of several lines: its newlines stay.
    public static String lines(String message) {
        return message.lines().map(TerminalText::text).collect(Collectors.joining("\n"));
    }

    /// The beginning of the text where all of it has no place in `columns`.
    public static String head(String text, int columns) {
        return text.codePointCount(0, text.length()) <= columns
                ? text
                : text.substring(0, text.offsetByCodePoints(0, columns - 1)) + "…";
    }

    /// The end of the text where all of it has no place in `columns`: the end of a path says more
    /// than its beginning.
    public static String tail(String text, int columns) {
        var safe = text(text);
        var points = safe.codePointCount(0, safe.length());
        if (points <= columns) {
            return safe;
        }
        return "…" + safe.substring(safe.offsetByCodePoints(0, points - columns + 1));
    }
}
