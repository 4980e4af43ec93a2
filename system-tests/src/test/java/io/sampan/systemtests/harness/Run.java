package io.sampan.systemtests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// One run of a command. Used by one thread.
public final class Run implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String label;
    private final Process process;
    private final Path out;
    private final Path err;
    private final long began = System.nanoTime();
    private long ended;

    Run(String label, Process process, Path out, Path err) {
        this.label = label;
        this.process = process;
        this.out = out;
        this.err = err;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// `kill -9`.
    public void kill() {
        Signals.kill(process);
    }

    /// SIGTERM: asks it to end, as Ctrl-C does.
    public void terminate() {
        process.destroy();
    }

    /// The processes that it has started and that run now.
    public List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    /// Waits for its end for so long at most, and says whether it has come.
    public boolean endsWithin(Duration time) {
        try {
            var has = process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
            ended = has && ended == 0 ? System.nanoTime() : ended;
            return has;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Waits for its end.
    public Run await() {
        return await(PATIENCE);
    }

    /// Waits for its end, for so long at most.
    public Run await(Duration atMost) {
        assertThat(endsWithin(atMost))
                .as(() -> label + " ends within " + atMost + "; it said:\n" + err())
                .isTrue();
        return this;
    }

    public int exitCode() {
        return process.exitValue();
    }

    /// Checks the exit code of a command that has ended.
    public Run exitsWith(int code) {
        assertThat(exitCode())
                .as("exit code of %s; it said:%n%s%s", label, err(), out())
                .isEqualTo(code);
        return this;
    }

    /// Standard output so far.
    public String out() {
        return read(out);
    }

    /// Standard output as a file.
    public Path outFile() {
        return out;
    }

    /// Standard error so far.
    public String err() {
        return read(err);
    }

    /// The facts on standard output: one JSON value for each line that is whole.
    public List<JsonNode> facts() {
        var said = out();
        return said.substring(0, said.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> !line.isBlank())
                .map(JSON::readTree)
                .toList();
    }

    /// The last fact.
    public JsonNode fact() {
        var facts = facts();
        assertThat(facts).as("facts of %s; it said:%n%s", label, err()).isNotEmpty();
        return facts.getLast();
    }

    /// What a put or a get that has ended came to: one of its facts is the sum.
    public Carried carried() {
        var sum =
                facts().stream()
                        .filter(fact -> fact.path("event").asString().equals("sum"))
                        .findFirst()
                        .orElseThrow();
        return new Carried(
                sum.path("sent").asLong(),
                sum.path("resent").asLong(),
                Duration.ofNanos(Math.max(1, ended - began)));
    }

    /// @param bytes that were carried, those twice that were carried twice
    /// @param again how many of them were carried again
    /// @param time from the process's start to its end
    public record Carried(long bytes, long again, Duration time) {

        public double megabytesPerSecond() {
            return bytes / 1e3 / Math.max(1, time.toMillis());
        }

        public double mebibytesAgain() {
            return again / (double) (1 << 20);
        }
    }

    private static String read(Path file) {
        try {
            // What a command prints may be the bytes of a file.
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
