package io.sampan.systemtests.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// A program of somebody else's, as it is installed here. Used by one thread.
final class Tool {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final String name;
    private final Path log;

    private Tool(String name, Path log) {
        this.name = name;
        this.log = log;
    }

    /// @param name of a program on the path; without it the test is skipped, and says so
    /// @param logs where its output goes
    static Tool find(String name, Path logs) {
        var there =
                Arrays.stream(System.getenv("PATH").split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
        if (!there) {
            System.out.println("    SKIPPED: " + name + " is not installed");
        }
        Assumptions.assumeTrue(there, name + " is not installed");
        return new Tool(name, logs.resolve(name + ".log"));
    }

    /// Runs it once, to its end.
    ///
    /// @return its exit code
    int run(List<String> arguments) {
        try {
            var process = start(arguments);
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(name + " does not end; it said:\n" + said());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Starts it, and returns at once.
    Process start(List<String> arguments) {
        var line = new java.util.ArrayList<>(List.of(name));
        line.addAll(arguments);
        try {
            return new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs it again and again until it succeeds, as a person does who wants the file.
    ///
    /// @return how often
    int runUntilDone(int most, List<String> arguments) {
        for (var times = 1; times <= most; times++) {
            if (run(arguments) == 0) {
                return times;
            }
        }
        assertThat(false).as(name + " never succeeded; it said:%n%s", said()).isTrue();
        return most;
    }

    /// Runs it again and again, unless the first run, which has ended, has succeeded already.
    ///
    /// @return how often, the first run counted
    int runUntilDone(Process first, int most, List<String> arguments) {
        return first.exitValue() == 0 ? 1 : 1 + runUntilDone(most - 1, arguments);
    }

    String said() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
