package io.sampan.bench.process;

import io.sampan.bench.measure.BenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A process of a [Workshop]. Its methods are called by one thread.
public final class Running implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(1);
    private static final long POLL_MILLIS = 2;
    private static final long STOP_SECONDS = 5;
    private static final int LOG_TAIL = 5;

    private final String name;
    private final Process process;
    private final Path log;

    Running(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    public long pid() {
        return process.pid();
    }

    Process process() {
        return process;
    }

    /// Waits until it, or a child of it, listens on a port: looked up in the kernel's table, so
    /// that the process is not bothered by a connection.
    public Running awaitListening(int port) {
        var deadline = System.nanoTime() + START.toNanos();
        while (!listens(port)) {
            if (!process.isAlive()) {
                throw new BenchException(name + " ended: " + tail());
            }
            if (System.nanoTime() > deadline) {
                throw new BenchException(name + " does not listen on " + port + ": " + tail());
            }
            pause();
        }
        return this;
    }

    /// Asks it to end, waits 5 s, then kills it and its children.
    @Override
    public void close() {
        var children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }

    /// `kill -9`, and waits until it is gone.
    public void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    /// The last lines of what it wrote.
    public String tail() {
        try {
            var lines = Files.readAllLines(log);
            return String.join(
                    "\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    private boolean listens(int port) {
        var end = String.format(Locale.ROOT, ":%04X", port);
        return Stream.of("tcp", "tcp6").anyMatch(table -> listens(table, end));
    }

    /// Lines are `sl local_address rem_address st …`; state 0A is LISTEN.
    private boolean listens(String table, String end) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid()), "net", table))) {
            return lines.map(line -> line.strip().split("\\s+", -1))
                    .anyMatch(f -> f.length > 3 && f[1].endsWith(end) && f[3].equals("0A"));
        } catch (IOException | java.io.UncheckedIOException ended) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }
}
