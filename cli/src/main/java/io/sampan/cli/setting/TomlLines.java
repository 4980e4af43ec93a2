package io.sampan.cli.setting;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Finds the line on which a setting stands, to tell of it: the tree of a file that was read has no
/// places any more.
///
/// @param text of the file
record TomlLines(String text) {

    private static final Pattern TABLE = Pattern.compile("\\s*\\[\\s*([^\\[\\]]+?)\\s*]\\s*(#.*)?");
    private static final Pattern KEY = Pattern.compile("\\s*([^=#\\s][^=#]*?)\\s*=.*");

    /// The number of the line that sets it, or of the innermost table around it that has one.
    ///
    /// @param path tables and key
    /// @return 0 if there is none
    int of(List<String> path) {
        var table = "";
        var line = 0;
        var best = 0;
        var depth = 0;
        for (var content : text.lines().toList()) {
            line++;
            var header = TABLE.matcher(content);
            var key = KEY.matcher(content);
            if (header.matches()) {
                table = header.group(1);
            } else if (!key.matches()) {
                continue;
            }
            var place = new ArrayList<String>();
            place.addAll(names(table));
            if (!header.matches()) {
                place.addAll(names(key.group(1)));
            }
            if (place.size() > depth
                    && place.size() <= path.size()
                    && path.subList(0, place.size()).equals(place)) {
                best = line;
                depth = place.size();
            }
        }
        return best;
    }

    private static List<String> names(String dotted) {
        return dotted.isEmpty()
                ? List.of()
                : List.of(dotted.replace("\"", "").replace("'", "").split("\\s*\\.\\s*", -1));
    }
}
