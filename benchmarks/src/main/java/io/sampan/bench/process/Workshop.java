package io.sampan.bench.process;

import io.sampan.bench.measure.BenchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/// Folders and processes of one row; closing it ends all processes, last started first, and removes
/// all files. That also happens when the benchmark is interrupted. Used by one thread; [#close] may
/// be called by any.
public final class Workshop implements AutoCloseable {

    private final Path memory;
    private final Path disk;
    private final Path logs;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Thread hook = new Thread(this::clear, "clear-up");
    private boolean closed;

    /// @param scratch a folder on a real disk
    /// @param logs where the processes' logs go; they stay
    public Workshop(Path scratch, Path logs) {
        this.logs = logs;
        var shm = Path.of("/dev/shm");
        try {
            Files.createDirectories(scratch);
            Files.createDirectories(logs);
            disk = Files.createTempDirectory(scratch, "disk-");
            memory =
                    Files.createTempDirectory(
                            Files.isWritable(shm) ? shm : scratch, "sampan-bench-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /// A new folder in memory.
    public Path inMemory(String name) {
        return folder(memory.resolve(name));
    }

    /// A new folder on the disk.
    public Path onDisk(String name) {
        return folder(disk.resolve(name));
    }

    /// Where a process of this name writes what it has to say.
    public Path log(String name) {
        return logs.resolve(name + ".log");
    }

    /// A port that is free now.
    public int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts a process whose output goes to its log.
    public Running start(String name, Place place, List<String> command) {
        var log = log(name);
        var builder =
                new ProcessBuilder(place.command(command))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        return add(new Running(name, start(builder), log));
    }

    /// Starts a process that is talked to; only its errors go to the log.
    public Conversation converse(String name, Place place, List<String> command) {
        var log = log(name);
        var builder = new ProcessBuilder(place.command(command)).redirectError(log.toFile());
        return new Conversation(add(new Running(name, start(builder), log)));
    }

    /// Something that is to be closed with this; at once if this is closed already, as when the
    /// benchmark is interrupted while a process is started.
    public synchronized <T extends AutoCloseable> T add(T closeable) {
        if (closed) {
            close(closeable);
            throw new BenchException("interrupted");
        }
        opened.push(closeable);
        return closeable;
    }

    @Override
    public void close() {
        clear();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyShuttingDown) {
            return;
        }
    }

    private synchronized void clear() {
        if (closed) {
            return;
        }
        closed = true;
        for (var one : opened) {
            close(one);
        }
        remove(memory);
        remove(disk);
    }

    private static void close(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception e) {
            System.err.println("bench: not cleared up: " + e);
        }
    }

    /// Removes a file, or a folder with all that is in it.
    public static void remove(Path path) {
        if (Files.notExists(path)) {
            return;
        }
        try (var all = Files.walk(path)) {
            for (var one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new BenchException("cannot start " + builder.command().getFirst(), e);
        }
    }

    private static Path folder(Path path) {
        try {
            return Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
