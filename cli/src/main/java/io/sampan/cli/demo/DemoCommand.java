package io.sampan.cli.demo;

import io.sampan.cli.CommandException;
import io.sampan.cli.ExitCode;
import io.sampan.cli.setting.ByteSize;
import io.sampan.cli.terminal.Amounts;
import io.sampan.cli.terminal.Fact;
import io.sampan.cli.terminal.Progress;
import io.sampan.cli.terminal.Screen;
import io.sampan.cli.terminal.Voice;
import io.sampan.client.ClientConfig;
import io.sampan.client.Sampan;
import io.sampan.client.task.GetRequest;
import io.sampan.client.task.MediaRef;
import io.sampan.client.task.PutRequest;
import io.sampan.client.task.Transfer;
import io.sampan.client.task.TransferResult;
import io.sampan.client.task.TransferSnapshot;
import io.sampan.model.Media;
import io.sampan.model.UserName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `sampan demo`
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        description = {
            "Everything on this machine: relays are killed, and the file arrives",
            "",
            "Starts a server, two hub relays and two edge relays as processes of their own,",
            "puts a file through them, kills an edge and a hub on the way, gets the file as",
            "somebody else and compares. Leaves nothing behind. Exit code 0 only if all of",
            "that held.",
            ""
        })
public final class DemoCommand implements Callable<Integer> {

    private static final ByteSize FEW_HUNDRED_MEGABYTES = new ByteSize(300L << 20);

    @Option(names = "--file", paramLabel = "FILE", description = "Carry this file.")
    private @Nullable Path file;

    @Option(names = "--size", paramLabel = "SIZE", description = "Make a file so large (300 MiB).")
    private ByteSize size = FEW_HUNDRED_MEGABYTES;

    @Option(names = "--in", paramLabel = "DIR", description = "For temporary files (the system's).")
    private Path parent = Path.of(System.getProperty("java.io.tmpdir"));

    @Option(names = "--json", description = "Facts as JSON.")
    private boolean json;

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() {
        var voice = Voice.ofProcess(json);
        var screen = Screen.ofProcess();
        var film = file;
        if (film != null && !Files.isRegularFile(film)) {
            throw CommandException.failed("there is no file " + film, "Nothing was started.");
        }
        Film.require(parent, film == null ? size.bytes() : length(film));
        try (var scratch = Scratch.in(parent);
                var cluster = new Cluster(scratch.folder());
                var progress = Progress.of(screen, !screen.messages())) {
            var onCtrlC = cleaner(cluster, scratch);
            try {
                return play(scratch.folder(), cluster, voice, progress);
            } finally {
                release(onCtrlC);
            }
        }
    }

    private int play(Path folder, Cluster cluster, Voice voice, Progress progress) {
        var ink = Ink.ofProcess();
        var account = new Account(progress::say, clock, ink);
        progress.say(
                " "
                        + ink.bold(
                                "One file, two tiers of relays, and somebody who pulls plugs; all on this machine.")
                        + "\n");
        progress.say(new Picture(Set.of(), ink).draw("alice", true) + "\n");

        var source = film(folder, account);
        var nodes = cluster.start();
        account.tell("the server, two hubs and two edges are up");

        var saboteur = new Saboteur(account);
        var put = put(folder, source, nodes, account, saboteur, progress);
        var dead = saboteur.kills().stream().map(Saboteur.Kill::node).collect(Collectors.toSet());
        var get = get(folder, put.media(), nodes, account, progress);
        var equal = equal(source, folder.resolve("bob.film"));
        if (equal) {
            account.success("bob's file equals alice's, byte for byte");
        } else {
            account.disaster("bob's file differs from alice's");
        }
        progress.say("\n" + new Picture(dead, ink).draw("bob", false) + "\n");
        var held = equal && dead.size() == 2;
        conclude(put, get, saboteur, held, voice, ink);
        return held ? ExitCode.DONE : ExitCode.FAILED;
    }

    private Path film(Path folder, Account account) {
        if (file != null) {
            account.tell(file + ", " + Amounts.bytes(length(file)));
            return file;
        }
        var made = folder.resolve("alice.film");
        Film.make(made, size.bytes());
        account.tell("a film of " + Amounts.bytes(size.bytes()) + " is made, of random bytes");
        return made;
    }

    /// A transfer that is over.
    private record Carried(Media media, TransferSnapshot end, Duration time) {}

    private Carried put(
            Path folder,
            Path source,
            Cluster.Nodes nodes,
            Account account,
            Saboteur saboteur,
            Progress progress) {
        try (var alice = Sampan.open(person(folder, "alice", nodes), progress)) {
            var begun = clock.instant();
            var transfer = alice.put(PutRequest.of(source).withShared(true));
            account.tell("alice puts it on the server, through both edges");
            progress.show(
                    List.of(new Progress.Shown(transfer.id(), "alice puts")), transfer::snapshot);
            saboteur.kill(nodes.edgeA(), 0.2, transfer);
            saboteur.kill(nodes.hubB(), 0.5, transfer);
            var carried = carried("put", transfer, begun);
            progress.rest();
            account.success("the server has all of it, verified and synced to disk");
            return carried;
        }
    }

    private Carried get(
            Path folder, Media media, Cluster.Nodes nodes, Account account, Progress progress) {
        try (var bob = Sampan.open(person(folder, "bob", nodes), progress)) {
            var begun = clock.instant();
            account.tell("bob gets it, through what is left");
            var transfer =
                    bob.get(
                            GetRequest.to(
                                    new MediaRef.ById(media.id()), folder.resolve("bob.film")));
            progress.show(
                    List.of(new Progress.Shown(transfer.id(), "bob gets")), transfer::snapshot);
            var carried = carried("get", transfer, begun);
            progress.rest();
            return carried;
        }
    }

    private Carried carried(String what, Transfer transfer, Instant begun) {
        return switch (transfer.await()) {
            case TransferResult.Done(var media, _) ->
                    new Carried(
                            media, transfer.snapshot(), Duration.between(begun, clock.instant()));
            case TransferResult.Refused(var refusal) ->
                    throw CommandException.refused("the demo's " + what, refusal);
            case TransferResult other ->
                    throw CommandException.failed("the demo's " + what + " came to " + other, "");
        };
    }

    private static ClientConfig person(Path folder, String name, Cluster.Nodes nodes) {
        return ClientConfig.of(folder.resolve(name), new UserName(name), nodes.edges());
    }

    private void conclude(
            Carried put, Carried get, Saboteur saboteur, boolean held, Voice voice, Ink ink) {
        voice.say(
                line("put", put)
                        + "; "
                        + Amounts.bytes(put.end().bytesResent())
                        + " were sent again, as relays died");
        voice.say(line("get", get));
        voice.fact(fact(put, get, saboteur, held, ink));
    }

    private static String line(String what, Carried carried) {
        return " "
                + what
                + "   "
                + Amounts.bytes(carried.media().size())
                + " in "
                + Amounts.duration(carried.time())
                + ": "
                + Amounts.rate(carried.media().size(), carried.time());
    }

    private static Fact fact(Carried put, Carried get, Saboteur saboteur, boolean held, Ink ink) {
        return Fact.of(
                held
                        ? ink.green(" All of it held.") + " Next: the README, \"For a person\"."
                        : ink.red(" It did not hold."),
                "held",
                held,
                "size",
                put.media().size(),
                "digest",
                put.media().digest().toString(),
                "putMillis",
                put.time().toMillis(),
                "resent",
                put.end().bytesResent(),
                "getMillis",
                get.time().toMillis(),
                "kills",
                saboteur.kills());
    }

    private static boolean equal(Path one, Path other) {
        try {
            return Files.mismatch(one, other) == -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long length(Path path) {
        try {
            return Files.size(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Thread cleaner(Cluster cluster, Scratch scratch) {
        var thread =
                Thread.ofPlatform()
                        .name("ctrl-c")
                        .unstarted(() -> {
                            cluster.close();
                            scratch.close();
                        });
        Runtime.getRuntime().addShutdownHook(thread);
        return thread;
    }

    private static void release(Thread cleaner) {
        try {
            Runtime.getRuntime().removeShutdownHook(cleaner);
        } catch (IllegalStateException stopping) {
            // The process ends already, and the cleaner cleans.
        }
    }
}
