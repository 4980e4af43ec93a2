package io.sampan.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// The process's standard output, unbuffered, whose failures are not lost: a [PrintStream]
/// remembers an [IOException] for whoever asks, and nobody does; this throws [OutputException],
/// which passes through a [PrintStream] and a `PrintWriter` as well.
///
/// Thread-safe.
public final class StandardOutput extends OutputStream {

    private final OutputStream out;

    StandardOutput(OutputStream out) {
        this.out = out;
    }

    /// Over the descriptor itself: what `System.out` does to bytes is meant for text.
    public static StandardOutput ofProcess() {
        return new StandardOutput(new FileOutputStream(FileDescriptor.out));
    }

    /// For `System.out`: what writes there directly is checked in the same way.
    public static PrintStream printStream() {
        return new PrintStream(ofProcess(), true, StandardCharsets.UTF_8);
    }

    /// @throws OutputException if it cannot be written
    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /// @throws OutputException if they cannot be written
    @Override
    public void write(byte[] bytes) {
        write(bytes, 0, bytes.length);
    }

    /// @throws OutputException if they cannot be written
    @Override
    public void write(byte[] bytes, int offset, int length) {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw new OutputException(e);
        }
    }

    /// @throws OutputException if what was written cannot be passed on
    @Override
    public void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new OutputException(e);
        }
    }
}
