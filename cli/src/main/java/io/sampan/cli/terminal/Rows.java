package io.sampan.cli.terminal;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// Some lines at the bottom of a terminal that are drawn again and again, and text that scrolls
/// away above them. Any thread.
final class Rows {

    private static final String ERASE_LINE = "\u001b[K";
    private static final String ERASE_BELOW = "\u001b[J";
    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";

    private final PrintStream out;
    private List<String> drawn = List.of();

    Rows(PrintStream out) {
        this.out = out;
    }

    /// Draws these lines in place of the last ones.
    synchronized void draw(List<String> lines) {
        if (lines.equals(drawn)) {
            return;
        }
        var text = new StringBuilder(NO_WRAP).append(up());
        lines.forEach(line -> text.append(line).append(ERASE_LINE).append('\n'));
        text.append(ERASE_BELOW).append(WRAP);
        show(text);
        drawn = new ArrayList<>(lines);
    }

    /// Prints a line above.
    synchronized void print(String line) {
        var below = drawn;
        show(up() + ERASE_BELOW + line + "\n");
        drawn = List.of();
        draw(below);
    }

    /// Takes the lines away.
    synchronized void clear() {
        show(up() + ERASE_BELOW);
        drawn = List.of();
    }

    private String up() {
        return drawn.isEmpty() ? "" : "\u001b[" + drawn.size() + "A\r";
    }

    private void show(CharSequence text) {
        out.print(text);
        out.flush();
    }
}
