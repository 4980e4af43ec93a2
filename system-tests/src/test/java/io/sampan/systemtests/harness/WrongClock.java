package io.sampan.systemtests.harness;

import java.nio.file.Path;
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
}
