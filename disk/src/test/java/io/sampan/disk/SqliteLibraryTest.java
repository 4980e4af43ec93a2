package io.sampan.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Processes that are killed leave nothing of SQLite's native code behind.
class SqliteLibraryTest {

    private static final int AT_ONCE = 4;
    private static final int ROUNDS = 5;

    @TempDir private Path folder;

    /// What the processes do: open a database, say so, and wait for the kill.
    public static void main(String... arguments) throws Exception {
        SqliteFile.open(Path.of(arguments[0]), List.of("CREATE TABLE t (a INTEGER) STRICT"));
        System.err.println(System.getProperty("org.sqlite.lib.path"));
        System.err.flush();
        var _ = System.in.read();
    }

    private Process start(int number, Path cache) throws IOException {
        var builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + folder.resolve("tmp"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SqliteLibraryTest.class.getName(),
                        folder.resolve("db" + number).toString());
        builder.environment().put("XDG_CACHE_HOME", cache.toString());
        return builder.start();
    }

    /// Waits until a process has opened its database, and kills it.
    private static String kill(Process process) throws IOException {
        try (var told = process.errorReader()) {
            var line = told.lines().filter(text -> text.contains("sqlite-")).findFirst().orElse("");
            process.destroyForcibly();
            return line;
        }
    }

    private List<Path> files(Path root) throws IOException {
        try (var all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void twentyKillsLeaveOneLibraryAndNothingElse() throws IOException {
        var cache = Files.createDirectory(folder.resolve("cache"));
        Files.createDirectory(folder.resolve("tmp"));

        for (var round = 0; round < ROUNDS; round++) {
            var processes = new ArrayList<Process>();
            for (var n = 0; n < AT_ONCE; n++) {
                processes.add(start(round * AT_ONCE + n, cache));
            }
            for (var process : processes) {
                assertThat(kill(process)).startsWith(cache.toString());
            }
        }

        assertThat(files(folder.resolve("tmp"))).isEmpty();
        assertThat(files(cache)).hasSize(1);
    }

    @Test
    void whereThereIsNoCacheItIsAFolderOfTheUsersOwn() throws IOException {
        Files.createDirectory(folder.resolve("tmp"));
        var file = Files.createFile(folder.resolve("no-folder"));

        for (var n = 0; n < 2; n++) {
            assertThat(kill(start(n, file))).contains("sampan-of-");
        }

        assertThat(files(folder.resolve("tmp"))).hasSize(1);
    }
}
