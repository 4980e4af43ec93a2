package io.sampan.bench.sampan;

import io.sampan.bench.driver.Crowd;
import io.sampan.bench.driver.Echo;
import io.sampan.bench.driver.Hostile;
import io.sampan.bench.driver.HostileMember;
import io.sampan.bench.driver.Inserts;
import io.sampan.bench.driver.Load;
import io.sampan.bench.driver.Messages;
import io.sampan.bench.measure.BenchException;
import io.sampan.bench.process.Conversation;
import io.sampan.bench.process.Place;
import io.sampan.bench.process.Running;
import io.sampan.bench.process.Timed;
import io.sampan.bench.process.Workshop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Starts Sampan's processes with the JVM and the options that `./sampan` gives them.
///
/// @param root of the project
/// @param recordings where flight recordings go, if they are wanted
public record Launcher(Path root, Optional<Path> recordings) {

    private static final String INVITE = "invite ";

    /// Starts a server whose store is `home`, on a port of loopback.
    public Running server(Workshop shop, Place place, Path home, int port) {
        return shop.start("sampan-server", place, serverCommand(home, port)).awaitListening(port);
    }

    /// The same, where old programs are served as well.
    public Running server(Workshop shop, Path home, int port, int packagePort) {
        var command = new ArrayList<>(serverCommand(home, port));
        command.addAll(
                List.of("--package", "127.0.0.1:" + packagePort, "--package-layout", "seed"));
        return shop.start("sampan-server", Place.HERE, command)
                .awaitListening(port)
                .awaitListening(packagePort);
    }

    /// The command that starts it.
    public List<String> serverCommand(Path home, int port) {
        return command(
                "server",
                "server",
                "server",
                "--plain",
                "--home",
                home.toString(),
                "--listen",
                "127.0.0.1:" + port,
                "--config",
                unlimited(home).toString());
    }

    /// Settings in which no person's limit is measured instead of what the server can do.
    private static Path unlimited(Path home) {
        var file = home.resolveSibling(home.getFileName() + ".toml");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return Files.write(
                    file,
                    List.of(
                            "[messages]",
                            "per-minute = 100000000",
                            "bytes-per-minute = \"1 TiB\"",
                            "inbox-entries = 100000000",
                            "inbox-bytes = \"1 TiB\""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts a relay on all addresses of a place.
    ///
    /// @param name of the process, for its log
    /// @param upstream `host:port`
    public Running relay(Workshop shop, Place place, String name, int port, String upstream) {
        var command =
                command(
                        name,
                        "relay",
                        "relay",
                        "--listen",
                        place.address() + ":" + port,
                        "--upstream",
                        upstream);
        return shop.start("sampan-" + name, place, command).awaitListening(port);
    }

    /// Starts a server with private lines and identities.
    public Running privateServer(Workshop shop, Path home, int port) {
        var command = new ArrayList<>(serverCommand(home, port));
        command.remove("--plain");
        return shop.start("sampan-private-server", Place.HERE, command).awaitListening(port);
    }

    /// An invitation to a private server.
    ///
    /// @param via where it leads, `host:port`
    public String invitation(Path home, String via) {
        var command = command("invite", "short", "invite", "--home", home.toString(), "--via", via);
        return Timed.run(Place.HERE, command)
                .output()
                .lines()
                .filter(line -> line.startsWith(INVITE))
                .map(line -> line.substring(INVITE.length()))
                .findFirst()
                .orElseThrow(() -> new BenchException("there is no invitation"));
    }

    /// Starts the driver of messages.
    ///
    /// @param kind `sampan` or `mqtt`
    public Conversation messages(Workshop shop, String kind, int port) {
        var words = List.of(kind, "127.0.0.1:" + port);
        return shop.converse(
                "messages-" + kind, Place.HERE, own("messages", "server", Messages.class, words));
    }

    /// Starts the bare loop of inserts.
    public Conversation inserts(Workshop shop, Path database) {
        return shop.converse(
                "inserts",
                Place.HERE,
                own("inserts", "server", Inserts.class, List.of(database.toString())));
    }

    /// Starts people who are online and say nothing.
    public Conversation crowd(Workshop shop, int port) {
        return many(shop, "crowd", Crowd.class, "127.0.0.1:" + port);
    }

    /// Starts people who are online, uploads and messages, all at once.
    ///
    /// @param entries the relays to go through, `host:port`, with commas between
    public Conversation load(Workshop shop, String entries) {
        return many(shop, "load", Load.class, entries);
    }

    /// Thousands who all are told of all the others, in one process.
    private Conversation many(Workshop shop, String name, Class<?> main, String entries) {
        var command = new ArrayList<>(own(name, "server", main, List.of(entries)));
        command.add(command.indexOf("-cp"), "-Xmx1g");
        return shop.converse(name, Place.HERE, command);
    }

    /// Starts what stands behind a relay whose idle sessions are counted.
    public Running echo(Workshop shop, int port) {
        var command = own("echo", "relay", Echo.class, List.of(Integer.toString(port)));
        return shop.start("echo", Place.HERE, command).awaitListening(port);
    }

    /// Starts a crowd of hostile peers, with the lowest priority.
    ///
    /// @param entry where they go, `host:port`
    /// @param bait the name of a file that is there
    public Conversation hostile(Workshop shop, String entry, String bait) {
        var target = new ArrayList<>(List.of(entry.split(":", 2)));
        target.add(bait);
        var command = new ArrayList<>(List.of("nice", "-n", "19"));
        command.addAll(own("hostile", "put", Hostile.class, target));
        return shop.converse("hostile", Place.HERE, command);
    }

    /// Starts a member who misbehaves, with the lowest priority.
    ///
    /// @param entry where they go, `host:port`
    /// @param victim somebody who is known
    public Conversation hostileMember(Workshop shop, String entry, String victim) {
        var target = new ArrayList<>(List.of(entry.split(":", 2)));
        target.add(victim);
        var command = new ArrayList<>(List.of("nice", "-n", "19"));
        command.addAll(own("member", "put", HostileMember.class, target));
        return shop.converse("member", Place.HERE, command);
    }

    /// A JVM as the launcher's for `kind`, with the benchmark's own main class; without the cache
    /// of loaded classes, which is good for the command line's class path only.
    List<String> own(String name, String kind, Class<?> main, List<String> words) {
        var command = new ArrayList<>(jvm(name, kind));
        command.add("-cp");
        command.add(jar() + ":" + root.resolve("benchmarks/target/classes"));
        command.add(main.getName());
        command.addAll(words);
        return command;
    }

    /// @param kind of options
    /// @param words of the command line
    private List<String> command(String name, String kind, String... words) {
        var command = new ArrayList<>(jvm(name, kind));
        cache().ifPresent(cache -> command.add("-XX:AOTCache=" + cache));
        command.addAll(List.of("-cp", jar().toString(), "io.sampan.cli.Main"));
        command.addAll(List.of(words));
        return command;
    }

    private List<String> jvm(String name, String kind) {
        var options = root.resolve("cli/src/main/jvm");
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.add("@" + options.resolve("common.args"));
        command.add("@" + options.resolve(kind + ".args"));
        recordings.ifPresent(folder ->
                command.addAll(
                        List.of(
                                "-XX:+UnlockDiagnosticVMOptions",
                                "-XX:+DebugNonSafepoints",
                                // Samples of CPU time, which also sees what native code uses.
                                "-XX:StartFlightRecording:settings=profile,dumponexit=true,"
                                        + "jdk.CPUTimeSample#enabled=true,"
                                        + "jdk.CPUTimeSample#throttle=2ms,filename="
                                        + folder.resolve(name + ".jfr"))));
        return command;
    }

    private Path jar() {
        return root.resolve("cli/target/sampan.jar");
    }

    /// The cache of loaded classes that the launcher made for this JDK.
    private Optional<Path> cache() {
        try (var files = Files.list(root.resolve("cli/target"))) {
            var name = "sampan-" + Runtime.version() + ".aot";
            return files.filter(file -> file.getFileName().toString().equals(name)).findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
