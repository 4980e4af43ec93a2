package io.sampan.cli.demo;

import io.sampan.cli.CommandException;
import io.sampan.cli.ExitCode;
import io.sampan.cli.setting.ByteSize;
import io.sampan.cli.terminal.Amounts;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Progress;
import io.sampan.cli.terminal.Screen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `sampan demo`
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        description = {
            "Everything on this machine: plugs are pulled, and all of it arrives",
            "",
            "Starts a server, two hub relays and two edge relays as processes of their own.",
            "Alice, bob and carol join; alice sends a film and a line to bob, who is offline,",
            "and to carol. An edge, a hub and the server are killed meanwhile. Both get film",
            "and line, which are compared, and alice gets their receipts. Leaves nothing",
            "behind. Exit code 0 only if all of that held.",
            "",
            "With --web you are alice: a link opens the page in your browser, a second one",
            "another window, and plugs are pulled while you send what you like. Ctrl-C ends it.",
            ""
        })
public final class DemoCommand implements Callable<Integer> {

    private static final ByteSize FEW_HUNDRED_MEGABYTES = new ByteSize(300L << 20);

    @Option(names = "--file", paramLabel = "FILE", description = "Carry this file.")
    private @Nullable Path file;

    @Option(names = "--web", description = "In your browser, until Ctrl-C.")
    private boolean web;

    @Option(names = "--size", paramLabel = "SIZE", description = "Make a file so large (300 MiB).")
    private ByteSize size = FEW_HUNDRED_MEGABYTES;

    @Option(names = "--in", paramLabel = "DIR", description = "For temporary files (the system's).")
    private Path parent = Path.of(System.getProperty("java.io.tmpdir"));

    @Option(names = "--json", description = "Facts as JSON.")
    private boolean json;

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() {
        var voice = CommandOutput.ofProcess(json);
        var screen = Screen.ofProcess();
        var film = file;
        if (film != null && !Files.isRegularFile(film)) {
            throw CommandException.failed("there is no file " + film, "Nothing was started.");
        }
        if (web) {
            return playInTheBrowser(voice, screen);
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

    private int playInTheBrowser(CommandOutput voice, Screen screen) {
        try (var scratch = Scratch.in(parent);
                var cluster = new Cluster(scratch.folder())) {
            var onCtrlC = cleaner(cluster, scratch);
            try {
                var account = new Account(voice::say, clock, Ink.ofProcess());
                new WebStory(cluster, account, voice, screen, clock).play();
                return ExitCode.DONE;
            } finally {
                release(onCtrlC);
            }
        }
    }

    private int play(Path folder, Cluster cluster, CommandOutput voice, Progress progress) {
        var ink = Ink.ofProcess();
        var account = new Account(progress::say, clock, ink);
        progress.say(
                " "
                        + ink.bold(
                                "A film for two friends, and somebody who pulls plugs; all on this machine.")
                        + "\n");
        progress.say(new Picture(Set.of(), ink).draw("alice", true) + "\n");

        var film = film(folder, account);
        var nodes = cluster.start();
        account.tell("the server, two hubs and two edges are up");
        var saboteur = new Saboteur(account);
        var ending =
                new Story(folder, cluster, nodes, account, progress, saboteur, clock).play(film);
        // The server was started again.
        var dead = new HashSet<>(ending.killed());
        dead.remove(nodes.server().name());
        progress.say("\n" + new Picture(dead, ink).draw("bob", false) + "\n");
        ending.lines().forEach(voice::say);
        voice.fact(ending.fact(ink));
        return ending.held() ? ExitCode.DONE : ExitCode.FAILED;
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
