package io.sampan.systemtests.harness;

import io.sampan.wire.net.HostPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/// A server or relay as a process that keeps its port when it is started again. All methods may be
/// called by any thread; one does something at a time.
public final class Daemon implements AutoCloseable {

    private static final String READY_LINE = "ready ";

    /// Mostly it takes a second; on a machine that does much else, much longer.
    private static final Duration READY = Duration.ofMinutes(6);

    private final Program program;
    private final String name;
    private final List<String> arguments;
    private String jvmOptions;
    private Map<String, String> environment = Map.of();
    private final Path folder;
    private final HostPort address;
    private Process process;
    private int starts;

    /// Starts it, and returns when it is ready.
    ///
    /// @param arguments without `--listen`
    /// @param folder where its logs go
    Daemon(
            Program program,
            String name,
            List<String> arguments,
            String jvmOptions,
            Path folder,
            HostPort address) {
        this.program = program;
        this.name = name;
        this.arguments = arguments;
        this.jvmOptions = jvmOptions;
        this.folder = folder;
        this.address = address;
        this.process = launch();
    }

    private Process launch() {
        return launch(List.of());
    }

    private Process launch(List<String> more) {
        starts++;
        var out = folder.resolve(name + "-" + starts + ".out");
        var err = folder.resolve(name + "-" + starts + ".err");
        var all = new java.util.ArrayList<>(arguments);
        all.addAll(List.of("--listen", address.toString()));
        all.addAll(more);
        var variables = new HashMap<>(environment);
        variables.put("SAMPAN_JAVA_OPTS", jvmOptions);
        var started = program.start(Optional.empty(), all, variables, folder, out, err);
        try {
            Awaitility.await(name + " is ready")
                    .atMost(READY)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> isReady(out) || !started.isAlive());
            if (!isReady(out)) {
                throw new IllegalStateException(
                        name + " ended with " + started.exitValue() + ": " + Files.readString(err));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            Signals.kill(started);
            throw e;
        }
        return started;
    }

    private static boolean isReady(Path out) throws IOException {
        return Files.exists(out)
                && Files.readString(out)
                        .lines()
                        .anyMatch(
                                line -> line.startsWith(READY_LINE) || line.contains("\"ready\""));
    }

    public String name() {
        return name;
    }

    public HostPort address() {
        return address;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// `kill -9`.
    public synchronized void kill() {
        Signals.kill(process);
    }

    /// `kill -STOP`.
    public synchronized void freeze() {
        Signals.freeze(process);
    }

    /// `kill -CONT`.
    public synchronized void thaw() {
        Signals.thaw(process);
    }

    /// Starts it again, on the same port, after a kill.
    public synchronized void start() {
        process = launch();
    }

    /// The same with other options of the JVM.
    public synchronized void startWith(String options) {
        jvmOptions = options;
        start();
    }

    /// The same with arguments that are for this start alone.
    public synchronized void startWithArguments(String... more) {
        process = launch(List.of(more));
    }

    /// The same with these variables, from now on.
    public synchronized void startUnder(Map<String, String> variables) {
        environment = variables;
        start();
    }

    /// `kill -9` and start again.
    public synchronized void restart() {
        kill();
        start();
    }

    /// What it has logged since its first start, standard error of every run.
    public String log() {
        var all = new StringBuilder();
        for (var run = 1; run <= starts; run++) {
            try {
                all.append(Files.readString(folder.resolve(name + "-" + run + ".err")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all.toString();
    }

    /// How many lines that is.
    public long logLines() {
        return log().lines().count();
    }

    /// How many files and sockets it has open now.
    public int openFiles() {
        return entries("fd");
    }

    /// How many threads of the operating system it has now.
    public int threads() {
        return entries("task");
    }

    private int entries(String folder) {
        try (var all = Files.list(Path.of("/proc", Long.toString(process.pid()), folder))) {
            return (int) all.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The most memory that it has ever had resident, in bytes (since its last start).
    public long peakResidentBytes() {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum()
                    << 10;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
