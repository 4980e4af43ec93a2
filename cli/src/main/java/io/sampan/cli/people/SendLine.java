package io.sampan.cli.people;

import io.sampan.model.InvalidValueException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What follows `/send` in a conversation: files, then perhaps `-m` and a text.
///
/// ```
///   /send film.mp4 'two words.pdf' or\ so.pdf -m have a look, it's new
/// ```
///
/// A quote counts at the beginning of a word only, so that an apostrophe within one is an
/// apostrophe. What follows `-m` is taken as it stands.
///
/// @param caption may be empty
record SendLine(List<Path> files, String caption) {

    private static final String CAPTION = "-m";

    /// @param typed without `/send`
    /// @throws InvalidValueException if a quote is not closed
    static SendLine parse(String typed) {
        var files = new ArrayList<Path>();
        var rest = typed.strip();
        while (!rest.isEmpty()) {
            if (rest.equals(CAPTION) || rest.startsWith(CAPTION + " ")) {
                return new SendLine(files, unquoted(rest.substring(CAPTION.length()).strip()));
            }
            var word = new StringBuilder();
            var end = word(rest, word);
            files.add(path(word.toString()));
            rest = rest.substring(end).strip();
        }
        return new SendLine(files, "");
    }

    /// Takes the first word, and returns where it ends.
    private static int word(String text, StringBuilder word) {
        var quote = text.charAt(0);
        if (quote == '\'' || quote == '"') {
            var end = text.indexOf(quote, 1);
            if (end < 0) {
                throw new InvalidValueException("the quote " + quote + " is not closed");
            }
            word.append(text, 1, end);
            return end + 1;
        }
        var at = 0;
        for (; at < text.length() && text.charAt(at) != ' '; at++) {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            word.append(text.charAt(at));
        }
        return at;
    }

    private static String unquoted(String text) {
        var first = text.isEmpty() ? ' ' : text.charAt(0);
        var isQuoted =
                (first == '"' || first == '\'')
                        && text.length() > 1
                        && text.indexOf(first, 1) == text.length() - 1;
        return isQuoted ? text.substring(1, text.length() - 1) : text;
    }

    private static Path path(String typed) {
        return typed.startsWith("~/")
                ? Path.of(System.getProperty("user.home"), typed.substring(2))
                : Path.of(typed);
    }
}
