package io.sampan.cli.terminal;

import java.io.PrintStream;
import java.io.PrintWriter;

/// Where errors are told: names of files and of people in them are made safe for the terminal, in
/// one place for all.
public final class SafeWriter extends PrintWriter {

    /// Writes to `out`, whatever of it could be a command to a terminal made visible.
    public SafeWriter(PrintStream out) {
        super(out, true);
    }

    @Override
    public void println(String text) {
        super.println(TerminalText.lines(text));
    }
}
