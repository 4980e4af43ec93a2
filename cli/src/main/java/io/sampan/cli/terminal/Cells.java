package io.sampan.cli.terminal;

import java.text.BreakIterator;
import java.util.Locale;
import org.jline.utils.WCWidth;

/// How wide text is on a terminal, in cells: a Chinese character or an emoji takes two, a combining
/// accent none. The tables are JLine's; a character that a person sees as one (a letter and its
/// accents, a family of emoji) is never cut apart.
final class Cells {

    private Cells() {}

    /// The cells that the text takes; it has no control characters.
    static int of(String text) {
        return isPlain(text) ? text.length() : text.codePoints().map(Cells::width).sum();
    }

    /// As much of the text's beginning as takes at most so many cells.
    static String first(String text, int cells) {
        if (isPlain(text)) {
            return text.substring(0, Math.min(text.length(), Math.max(0, cells)));
        }
        var characters = characters(text);
        var end = 0;
        var left = cells;
        for (var next = characters.next(); next != BreakIterator.DONE; next = characters.next()) {
            left -= of(text.substring(end, next));
            if (left < 0) {
                break;
            }
            end = next;
        }
        return text.substring(0, end);
    }

    /// As much of the text's end as takes at most so many cells.
    static String last(String text, int cells) {
        if (isPlain(text)) {
            return text.substring(Math.max(0, text.length() - Math.max(0, cells)));
        }
        var characters = characters(text);
        var start = characters.last();
        var left = cells;
        for (var before = characters.previous();
                before != BreakIterator.DONE;
                before = characters.previous()) {
            left -= of(text.substring(before, start));
            if (left < 0) {
                break;
            }
            start = before;
        }
        return text.substring(start);
    }

    private static BreakIterator characters(String text) {
        var characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);
        return characters;
    }

    private static int width(int codePoint) {
        return Math.max(0, WCWidth.wcwidth(codePoint));
    }

    /// Most text is; neither JLine's tables nor a break iterator are loaded for it.
    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
