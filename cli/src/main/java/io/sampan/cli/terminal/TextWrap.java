package io.sampan.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;

/// Breaks safe text into lines that a terminal need not break: it would break them anywhere, and go
/// on at the margin, where a line could then look like another's.
public final class TextWrap {

    private TextWrap() {}

    /// The text in lines of at most `columns` cells, broken between words where that is possible.
    ///
    /// @param text one line
    public static List<String> wrap(String text, int columns) {
        return wrap(text, columns, columns);
    }

    /// The same with another width for the first line, as something stands before it. If that is
    /// too little for the first word, the first line is empty.
    public static List<String> wrap(String text, int first, int columns) {
        var lines = new ArrayList<String>();
        var rest = text;
        var room = first;
        while (cells(rest) > room) {
            var fits = fitting(rest, room);
            var space = rest.lastIndexOf(' ', fits);
            if (space > 0) {
                lines.add(rest.substring(0, space).stripTrailing());
                rest = rest.substring(space + 1);
            } else if (lines.isEmpty() && first < columns) {
                lines.add("");
            } else {
                var cut = Math.max(fits, rest.offsetByCodePoints(0, 1));
                lines.add(rest.substring(0, cut));
                rest = rest.substring(cut);
            }
            room = columns;
        }
        if (!rest.isEmpty() || lines.isEmpty()) {
            lines.add(rest);
        }
        return lines;
    }

    /// How many characters of the text have place in so many cells.
    private static int fitting(String text, int room) {
        var cells = 0;
        var at = 0;
        while (at < text.length()) {
            var point = text.codePointAt(at);
            cells += cells(point);
            if (cells > room) {
                break;
            }
            at += Character.charCount(point);
        }
        return at;
    }

    /// How many cells of a terminal the text takes.
    public static int cells(String text) {
        return text.codePoints().map(TextWrap::cells).sum();
    }

    private static int cells(int point) {
        return Math.max(0, WCWidth.wcwidth(point));
    }
}
