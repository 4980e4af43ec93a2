package io.sampan.bench.process;

import io.sampan.bench.measure.BenchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A command that was run to its end, timed by the shell's `time` (which waits for it and so knows
/// its CPU time to the millisecond, and does not count the start of the shell).
///
/// @param output what it wrote, both streams
public record Timed(int exit, double seconds, double cpuSeconds, String output) {

    private static final String SCRIPT =
            "LC_ALL=C TIMEFORMAT='%3R %3U %3S'; log=$1; shift; time \"$@\" >\"$log\" 2>&1 </dev/null";
    private static final Pattern SPACE = Pattern.compile("\\s+");

    /// Runs it, whatever it comes to.
    public static Timed attempt(Place place, List<String> command) {
        try {
            var log = Files.createTempFile("sampan-bench", ".out");
            try {
                return run(place.command(command), log);
            } finally {
                Files.deleteIfExists(log);
            }
        } catch (IOException e) {
            throw new BenchException("cannot run " + command.getFirst(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    /// Runs it and insists that it succeeds.
    public static Timed run(Place place, List<String> command) {
        var timed = attempt(place, command);
        if (timed.exit() != 0) {
            throw new BenchException(
                    command.getFirst() + " failed (" + timed.exit() + "): " + timed.output());
        }
        return timed;
    }

    /// Runs it here.
    public static Timed run(String... command) {
        return run(Place.HERE, List.of(command));
    }

    private static Timed run(List<String> command, Path log)
            throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of("bash", "-c", SCRIPT, "bench", log.toString()));
        all.addAll(command);
        var shell = new ProcessBuilder(all).start();
        var times = new String(shell.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        var exit = shell.waitFor();
        var numbers = SPACE.split(times.strip(), -1);
        if (numbers.length < 3) {
            throw new BenchException("cannot run " + command.getFirst() + ": " + times);
        }
        var end = numbers.length;
        return new Timed(
                exit,
                Double.parseDouble(numbers[end - 3]),
                Double.parseDouble(numbers[end - 2]) + Double.parseDouble(numbers[end - 1]),
                Files.readString(log));
    }
}
