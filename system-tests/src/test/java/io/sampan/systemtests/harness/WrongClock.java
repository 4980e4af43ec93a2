package io.sampan.systemtests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Clocks that are wrong, each for one program: a library (`wrong-clock.c`) that is loaded before
/// it, on Linux.
///
/// @param library where it was compiled to
public record WrongClock(Path library) {

    /// Empty where there is no C compiler.
    static Optional<WrongClock> tryToMake(Path source, Path library) {
        return Command.succeeds(
                        "cc",
                        "-O2",
                        "-shared",
                        "-fPIC",
                        "-o",
                        library.toString(),
                        source.toString())
                ? Optional.of(new WrongClock(library))
                : Optional.empty();
    }

    /// What a program finds in its environment.
    ///
    /// @param off by how much its clock is ahead
    public Map<String, String> by(Duration off) {
        return Map.of(
                "LD_PRELOAD", library.toString(), "WRONG_CLOCK", Long.toString(off.toSeconds()));
    }

    /// A clock that can be set while its program runs; right until it is set.
    ///
    /// @param file made here
    public Settable settable(Path file) {
        var clock = new Settable(library, file);
        clock.set(Duration.ZERO);
        return clock;
    }

    /// @param file by how many seconds it is wrong, which the program looks at each time
    public record Settable(Path library, Path file) {

        /// What its program finds in its environment.
        public Map<String, String> environment() {
            return Map.of("LD_PRELOAD", library.toString(), "WRONG_CLOCK_FILE", file.toString());
        }

        /// From now on the clock is ahead by so much.
        public void set(Duration off) {
            var bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
            try (var opened =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                // In place: the program has this very file in its memory.
                opened.write(bytes.putLong(0, off.toSeconds()), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
