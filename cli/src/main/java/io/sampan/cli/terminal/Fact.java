package io.sampan.cli.terminal;

import java.util.LinkedHashMap;
import java.util.Map;

/// Something that is true, for people and for scripts: a line of text, and the same as named
/// values.
///
/// @param text one line, or several, without the last newline
/// @param values in the order in which they are written: strings, numbers, booleans, lists and maps
///   of them
public record Fact(String text, Map<String, Object> values) {

    /// A fact whose values are `name, value, name, value …`.
    public static Fact of(String text, Object... namesAndValues) {
        var values = new LinkedHashMap<String, Object>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Fact(text, values);
    }
}
