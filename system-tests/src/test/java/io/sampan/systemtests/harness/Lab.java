package io.sampan.systemtests.harness;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.sampan.wire.net.HostPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The place where one test happens: `@RegisterExtension final Lab lab = new Lab();`. After the
/// test, whatever it started is ended (by its own process id), in reverse order, and the folder is
/// removed; where the test failed, the logs are shown first.
///
/// A `static` one is for all tests of a class: what is started before the first test, a cluster
/// mostly, lives until the last one has ended, and each test has folders of its own in it. Names
/// that a server keeps are each test's own by [#ownName].
public final class Lab
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long SPARE_MEMORY = 6L << 30;
    private static final int TAIL = 40;

    // What lives for seconds spends more on optimizing than it gains: two fifths of the CPU time of
    // a server's start.
    private static final String QUICK = "-XX:TieredStopAtLevel=1";

    private final String jvmOptions;
    private final Deque<AutoCloseable> owned = new ArrayDeque<>();
    private final Deque<Path> folders = new ArrayDeque<>();
    private final Thread onAbort = new Thread(() -> closeDownTo(0));
    private Program program;
    private Path root;
    private Path place;
    private boolean shared;
    private int ownedByAll;
    private int tests;
    private long began;
    private String said = "";
    private int numbers;

    public Lab() {
        this(QUICK);
    }

    private Lab(String jvmOptions) {
        this.jvmOptions = jvmOptions;
    }

    /// One whose processes optimize what they do often, as they do outside of tests: for tests that
    /// carry gigabytes or go on for minutes.
    public static Lab optimizing() {
        return new Lab("");
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        shared = true;
        enter();
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        if (shared) {
            place = Files.createDirectory(root.resolve("test" + ++tests));
        } else {
            enter();
        }
        ownedByAll = owned.size();
        said = "";
        began = System.nanoTime();
    }

    private void enter() throws IOException {
        Runtime.getRuntime().addShutdownHook(onAbort);
        program = Program.find(jvmOptions);
        root = newRoot(0);
        place = root;
        Files.createDirectory(logs());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        var seconds = (System.nanoTime() - began) / 1e9;
        closeDownTo(ownedByAll);
        var outcome = context.getExecutionException().isPresent() ? "FAILED " : "";
        System.out.printf(
                Locale.ROOT,
                "    %s%s.%s (%.1f s)%s%n",
                outcome,
                context.getRequiredTestClass().getSimpleName(),
                context.getDisplayName().replace("()", ""),
                seconds,
                said.isEmpty() ? "" : ": " + said);
        if (!outcome.isEmpty()) {
            showLogs();
        }
        if (shared) {
            Content.removeTree(place);
        } else {
            leave();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        leave();
    }

    private void leave() {
        closeDownTo(0);
        folders.forEach(Content::removeTree);
        Runtime.getRuntime().removeShutdownHook(onAbort);
    }

    /// What is told of the test in one line at its end.
    @FormatMethod
    public void say(@FormatString String format, Object... values) {
        said = (said.isEmpty() ? "" : said + "; ") + String.format(Locale.ROOT, format, values);
    }

    /// A cluster, to be described and started.
    public Cluster.Builder cluster() {
        return new Cluster.Builder(this);
    }

    /// A person with a new home, who goes to these addresses.
    public SampanCli person(String name, List<HostPort> via) {
        return new SampanCli(this, name, folder("home-of-" + name), via);
    }

    /// A proxy that reads along, in front of `upstream`.
    public FrameTap tap(HostPort upstream) {
        return owns(new FrameTap(upstream));
    }

    /// A long, lossy line; empty where it cannot be laid.
    public Optional<LongLine> longLine(long seed) {
        var name = "st" + ProcessHandle.current().pid();
        return LongLine.tryToLay(program.file("benchmarks/wan/wan.sh"), name, seed).map(this::owns);
    }

    /// Wrong clocks; empty where they cannot be made.
    public Optional<WrongClock> wrongClock() {
        return WrongClock.tryToMake(
                program.file("system-tests/src/test/c/wrong-clock.c"),
                root.resolve("wrong-clock.so"));
    }

    /// A folder of that name, made if it is not there; in memory where there is such a disk.
    public Path folder(String name) {
        try {
            return Files.createDirectories(place.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A folder for so many bytes: in memory if that leaves enough of it, otherwise on the disk.
    public Path roomFor(long bytes) {
        return newRoot(bytes);
    }

    private Path newRoot(long bytes) {
        try {
            var inMemory = Files.isWritable(MEMORY) && freeMemory() > bytes + SPARE_MEMORY;
            var folder =
                    inMemory
                            ? Files.createTempDirectory(MEMORY, "sampan-systest-")
                            : Files.createTempDirectory("sampan-systest-");
            folders.add(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long freeMemory() throws IOException {
        var facts = Path.of("/proc/meminfo");
        if (Files.notExists(facts)) {
            return 0;
        }
        try (var lines = Files.lines(facts)) {
            var available =
                    lines.filter(line -> line.startsWith("MemAvailable:"))
                                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                                    .sum()
                            << 10;
            return Math.min(available, Files.getFileStore(MEMORY).getUsableSpace());
        }
    }

    Program program() {
        return program;
    }

    /// Where processes log. What every process has written so far, each output for itself.
    public List<String> outputs() {
        try (var files = Files.list(logs())) {
            var all = new ArrayList<String>();
            for (var file : files.filter(Files::isRegularFile).toList()) {
                all.add(Files.readString(file));
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where the processes' logs are.
    public Path logs() {
        return root.resolve("logs");
    }

    /// That name for this test alone: in a lab that tests share, each has another one.
    public String ownName(String name) {
        return shared ? name + tests : name;
    }

    /// 1, 2, 3 …: so that logs have names of their own, in order.
    synchronized int nextNumber() {
        return ++numbers;
    }

    /// Closes it at the end of the test.
    public <T extends AutoCloseable> T owns(T thing) {
        synchronized (owned) {
            owned.push(thing);
        }
        return thing;
    }

    /// Closes what was begun last, until so many things are left.
    private void closeDownTo(int left) {
        while (true) {
            AutoCloseable next;
            synchronized (owned) {
                if (owned.size() <= left) {
                    return;
                }
                next = owned.pop();
            }
            try {
                next.close();
            } catch (Exception e) {
                System.out.println("    closing failed: " + e);
            }
        }
    }

    private void showLogs() {
        try (var files = Files.list(logs())) {
            files.sorted(Comparator.comparing(Path::getFileName)).forEach(Lab::showTail);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void showTail(Path log) {
        try {
            var lines = Files.readAllLines(log);
            if (!lines.isEmpty()) {
                System.out.println("    ---- " + log.getFileName());
                lines.stream()
                        .skip(Math.max(0, lines.size() - TAIL))
                        .forEach(line -> System.out.println("    | " + line));
            }
        } catch (IOException e) {
            System.out.println("    ---- " + log.getFileName() + " cannot be shown: " + e);
        }
    }
}
