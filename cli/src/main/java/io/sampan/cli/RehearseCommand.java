package io.sampan.cli;

import io.sampan.cli.serve.Stage;
import io.sampan.wire.net.HostPort;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/// What each build runs once: it does a little of everything in one process, so that the JVM can
/// write down which classes are needed, and start fast from then on. Nothing depends on its
/// success.
@Command(name = "rehearse", hidden = true, description = "Fills the JVM's cache; for builds.")
final class RehearseCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(RehearseCommand.class);
    private static final int SMALL = 10_000;
    private static final int LARGE = 20 << 20;

    @Override
    public Integer call() {
        try {
            rehearse(Files.createTempDirectory("sampan-rehearsal-"));
            stamp(Path.of(System.getProperty("java.class.path")));
        } catch (IOException | RuntimeException e) {
            LOG.atWarn().setCause(e).log("the rehearsal failed; commands start slower");
        }
        return ExitCode.DONE;
    }

    /// Leaves the time of the jar's last change beside it, by which the launcher knows whether the
    /// cache still fits.
    private static void stamp(Path jar) throws IOException {
        if (Files.isRegularFile(jar)) {
            var stamp = jar.resolveSibling(jar.getFileName() + ".rehearsed");
            Files.write(stamp, new byte[0]);
            Files.setLastModifiedTime(stamp, Files.getLastModifiedTime(jar));
        }
    }

    private static void rehearse(Path folder) throws IOException {
        System.setProperty(Home.PROPERTY, folder.resolve("person").toString());
        var small = Files.write(folder.resolve("small"), new byte[SMALL]);
        var large = Files.write(folder.resolve("large"), new byte[LARGE]);
        try (var stage = Stage.open(folder.resolve("server"))) {
            quietly("--help");
            quietly("put", "--help");
            commands(folder, stage.entrance(), small, large);
        } finally {
            remove(folder);
        }
    }

    private static void commands(Path folder, HostPort entrance, Path small, Path large) {
        var via = "--via=" + entrance;
        quietly("put", small.toString(), large.toString(), "--as=rehearsal", via);
        quietly("ls", via);
        quietly("ls", "--json", via);
        quietly("get", "small", "large", "--into", folder.resolve("got").toString(), via);
        quietly("transfers", "--all", via);
        quietly("rm", "small", via);
        quietly("get", "none", via);
    }

    private static void quietly(String... args) {
        var nowhere = new PrintWriter(Writer.nullWriter());
        SampanCommand.commandLine(args).setOut(nowhere).setErr(nowhere).execute(args);
    }

    private static void remove(Path folder) {
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
