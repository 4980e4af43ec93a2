package io.sampan.bench.process;

import io.sampan.bench.measure.BenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the machine allows a process.
public final class Limits {

    private Limits() {}

    /// How many files it may have open: the hard limit, to which a JVM raises its own.
    public static int files() {
        try (var lines = Files.lines(Path.of("/proc/self/limits"))) {
            return lines.filter(line -> line.startsWith("Max open files"))
                    .map(line -> line.split("\\s+", -1)[4])
                    .filter(limit -> !limit.equals("unlimited"))
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(Integer.MAX_VALUE);
        } catch (IOException e) {
            throw new BenchException("cannot read the limits", e);
        }
    }
}
