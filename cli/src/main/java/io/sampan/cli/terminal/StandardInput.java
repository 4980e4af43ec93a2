package io.sampan.cli.terminal;

import io.sampan.cli.CommandException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// What `-` stands for as an argument: standard input. Read by one thread.
public final class StandardInput {

    private static final String NOTHING_SENT = "Nothing was sent.";

    private StandardInput() {}

    /// The bytes of it. Waits for the first one.
    ///
    /// @throws CommandException if there is no standard input
    public static InputStream ofProcess() {
        return required(new FileInputStream(FileDescriptor.in));
    }

    /// A short text, without the whitespace at its end. No more is read than its limit.
    ///
    /// @param longest in bytes of UTF-8
    /// @throws CommandException if there is no standard input, or more of it
    public static String text(int longest) {
        return text(ofProcess(), longest);
    }

    /// The launcher opens a closed one in such a way that it cannot be read.
    static InputStream required(InputStream in) {
        var checked = new PushbackInputStream(in, 1);
        try {
            var first = checked.read();
            if (first >= 0) {
                checked.unread(first);
            }
            return checked;
        } catch (IOException e) {
            throw CommandException.wrongUsage(
                    "`-` reads standard input, and there is none (" + e.getMessage() + ")",
                    NOTHING_SENT);
        }
    }

    static String text(InputStream in, int longest) {
        try {
            var bytes = in.readNBytes(longest + 1);
            if (bytes.length > longest) {
                throw CommandException.failed(
                        "what comes from standard input is longer than " + longest + " bytes",
                        NOTHING_SENT + " Long texts can be sent as a file.");
            }
            return new String(bytes, StandardCharsets.UTF_8).stripTrailing();
        } catch (IOException e) {
            throw new UncheckedIOException("standard input cannot be read", e);
        }
    }
}
