package io.sampan.cli.people;

import io.sampan.cli.CommandException;
import io.sampan.model.InvalidValueException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Reads a link with a secret in it, which should not stand in the list of processes or in a
/// shell's history.
final class LinkInput {

    private static final int LONGEST = 8 << 10;

    private LinkInput() {}

    /// One line from standard input; asks for it where somebody sits there.
    ///
    /// @throws CommandException if there is none
    @SuppressWarnings("SystemConsoleNull") // there may be none in a small runtime image
    static String ask() {
        var console = System.console();
        if (console != null && console.isTerminal()) {
            System.err.print("Paste the link: ");
            System.err.flush();
        }
        return line(System.in);
    }

    static String line(InputStream in) {
        try {
            var line = new ByteArrayOutputStream();
            for (var c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
                if (line.size() == LONGEST) {
                    throw new InvalidValueException("a link is not that long");
                }
                line.write(c);
            }
            var text = line.toString(StandardCharsets.UTF_8).strip();
            if (text.isEmpty()) {
                throw CommandException.wrongUsage(
                        "there is no link", "Give it on standard input: sampan join - <LINKFILE");
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
