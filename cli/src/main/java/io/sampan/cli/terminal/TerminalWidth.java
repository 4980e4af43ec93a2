package io.sampan.cli.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;
import org.jline.utils.Signals;

/// How wide the terminal at standard error is now: the launcher told it at the start, and `stty` is
/// asked again each time that the terminal was resized (SIGWINCH). Thread-safe.
final class TerminalWidth implements IntSupplier {

    private static final Pattern SIZE = Pattern.compile("\\d+ ([1-9]\\d*)\\s*");

    private final AtomicInteger columns;

    private TerminalWidth(int columns) {
        this.columns = new AtomicInteger(columns);
    }

    /// Follows the terminal from now on.
    ///
    /// @param columns how wide it was at the start
    static TerminalWidth following(int columns) {
        var width = new TerminalWidth(columns);
        Signals.register("WINCH", width::ask);
        return width;
    }

    @Override
    public int getAsInt() {
        return columns.get();
    }

    private void ask() {
        try {
            var stty =
                    new ProcessBuilder("sh", "-c", "stty size <&2")
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            stty.getOutputStream().close();
            var said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            columns.set(parse(said, columns.get()));
        } catch (IOException e) {
            // The width stays what it was: lines are cut by the terminal then.
        }
    }

    /// @param before what it was, where it cannot be read
    static int parse(String size, int before) {
        var form = SIZE.matcher(size);
        return form.matches() ? Integer.parseInt(form.group(1)) : before;
    }
}
