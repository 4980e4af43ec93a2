package io.sampan.cli.demo;

import io.sampan.cli.CommandException;
import io.sampan.cli.Home;
import io.sampan.wire.net.HostPort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A server, two hub relays before it and two edge relays before those, each a process of its own
/// on loopback. Each relay prefers the hub of its own letter and has the other one as its backup.
final class Cluster implements AutoCloseable {

    private static final long READY_SECONDS = 120;
    private static final HostPort ANY_PORT = new HostPort("127.0.0.1", 0);

    private final Path folder;
    private final ConcurrentLinkedQueue<Process> processes = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /// @param folder where the server's home and all logs go
    Cluster(Path folder) {
        this.folder = folder;
    }

    /// What runs, once it does.
    record Nodes(Node server, Node hubA, Node hubB, Node edgeA, Node edgeB) {

        List<HostPort> edges() {
            return List.of(edgeA.address(), edgeB.address());
        }
    }

    /// Starts everything, and returns when it listens.
    ///
    /// @throws CommandException if something does not start, with the end of its log
    Nodes start() {
        var server = server(ANY_PORT);
        var hubA = relay("hub A", server);
        var hubB = relay("hub B", server);
        var edgeA = relay("edge A", hubA.join(), hubB.join());
        var edgeB = relay("edge B", hubB.join(), hubA.join());
        return new Nodes(server, hubA.join(), hubB.join(), edgeA.join(), edgeB.join());
    }

    /// Starts a server that was killed again, where it was.
    ///
    /// @throws CommandException if it does not start, with the end of its log
    Node restart(Node server) {
        return server(server.address());
    }

    /// Where the server lives.
    Path serverHome() {
        return folder.resolve("server");
    }

    private Node server(HostPort listen) {
        return node("server", listen, "server", "--home", serverHome().toString()).join();
    }

    /// Starts a relay that was killed again, where it was.
    ///
    /// @throws CommandException if it does not start, with the end of its log
    Node restart(Node relay, Node... upstreams) {
        return relay(relay.name(), relay.address(), upstreams).join();
    }

    private CompletableFuture<Node> relay(String name, Node... upstreams) {
        return relay(name, ANY_PORT, upstreams);
    }

    private CompletableFuture<Node> relay(String name, HostPort listen, Node... upstreams) {
        var addresses = new ArrayList<String>();
        for (var upstream : upstreams) {
            addresses.add(upstream.address().toString());
        }
        return node(name, listen, "relay", "--upstream", String.join(",", addresses));
    }

    private CompletableFuture<Node> node(String name, HostPort listen, String... command) {
        var words = new ArrayList<>(sampan());
        words.addAll(List.of(command));
        words.addAll(List.of("--listen", listen.toString()));
        var log = folder.resolve(name.replace(' ', '-') + ".log");
        var builder =
                new ProcessBuilder(words)
                        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("SAMPAN_BUILD", "never");
        builder.environment().put(Home.NAME, folder.toString());
        try {
            var process = builder.start();
            processes.add(process);
            if (closed) {
                close();
            }
            var ready =
                    CompletableFuture.supplyAsync(
                            () -> address(process), Thread::startVirtualThread);
            return CompletableFuture.supplyAsync(
                    () -> new Node(name, await(ready, name, log), process),
                    Thread::startVirtualThread);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<HostPort> address(Process process) {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            // A server tells where its first invitation is before it is ready.
            return lines.lines()
                    .filter(line -> line.startsWith("ready "))
                    .map(line -> HostPort.parse(line.substring("ready ".length())))
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static HostPort await(
            CompletableFuture<Optional<HostPort>> ready, String name, Path log) {
        try {
            return ready.get(READY_SECONDS, TimeUnit.SECONDS)
                    .orElseThrow(() -> notStarted(name, log));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notStarted(name, log);
        } catch (ExecutionException | TimeoutException e) {
            throw notStarted(name, log);
        }
    }

    private static CommandException notStarted(String name, Path log) {
        try {
            var lines = Files.readAllLines(log);
            return CommandException.failed(
                    "the demo's " + name + " does not start",
                    String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size())));
        } catch (IOException e) {
            return CommandException.failed("the demo's " + name + " does not start", "");
        }
    }

    /// How Sampan was started itself: through the launcher, or (from a build) as a class path.
    private static List<String> sampan() {
        var launcher = System.getProperty("sampan.launcher");
        return launcher != null
                ? List.of(launcher)
                : List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.sampan.cli.Main");
    }

    /// Ends all processes at once. May be called at any moment, more than once, by any thread.
    @Override
    public void close() {
        closed = true;
        processes.forEach(Process::destroyForcibly);
    }
}
