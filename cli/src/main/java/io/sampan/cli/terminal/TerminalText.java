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
