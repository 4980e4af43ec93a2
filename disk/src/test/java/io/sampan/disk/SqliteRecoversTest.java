package io.sampan.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sqlite.SQLiteErrorCode;

/// No fault of SQLite outlasts its cause: once the disk works again, the same open file does so
/// too, without a restart.
@Timeout(120)
class SqliteRecoversTest {

    private static final List<String> SCRIPTS =
            List.of("CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)");

    private static final BareStatement ADD =
            new BareStatement("INSERT INTO thing (name) VALUES (?)");

    private static final int ENOUGH = 1_000;
    private static final int MANY = 100;

    @TempDir(factory = InMemory.class)
    Path folder;

    static Stream<FailingDriver.Fault> faults() {
        return Stream.of(SQLiteErrorCode.SQLITE_FULL, SQLiteErrorCode.SQLITE_IOERR_WRITE)
                .flatMap(code ->
                        Stream.of(
                                new FailingDriver.Fault(code, false, false),
                                new FailingDriver.Fault(code, false, true),
                                new FailingDriver.Fault(code, true, false),
                                new FailingDriver.Fault(code, true, true)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void worksAgainAfterAFaultInAnyCall(FailingDriver.Fault fault) {
        var calls = 0;
        for (var n = 1; n < ENOUGH; n++) {
            var driver = new FailingDriver(fault, n);
            tryWithFault(folder.resolve(n + ".db"), driver);
            if (!driver.hasFailed()) {
                break;
            }
            calls = n;
        }

        assertThat(calls).as("calls that were made to fail").isBetween(20, ENOUGH - 2);
    }

    private void tryWithFault(Path path, FailingDriver driver) {
        var acknowledged = new TreeSet<String>();
        var connections = new SqliteConnections(path, SqliteOptions.DEFAULT, driver);
        var opened = attempt(() -> SqliteFile.open(connections, SCRIPTS, _ -> {}));
        try (var file = opened.isEmpty() ? mendAndOpen(driver, connections) : opened.getFirst()) {
            for (var round = 0; round < 2; round++) {
                use(file, "before" + round, acknowledged);
            }
            driver.mend();

            assertThatCode(() -> use(file, "after", new TreeSet<>())).doesNotThrowAnyException();
            assertHolds(file, acknowledged);
        }
        try (var again = SqliteFile.open(path, SCRIPTS)) {
            assertHolds(again, acknowledged);
        }
    }

    private static SqliteFile mendAndOpen(FailingDriver driver, SqliteConnections connections) {
        driver.mend();
        return SqliteFile.open(connections, SCRIPTS, _ -> {});
    }

    /// Everything that can be done with a file, each thing on its own.
    private static void use(SqliteFile file, String name, Set<String> acknowledged) {
        attempt(() -> file.write(handle -> handle.execute(ADD.sql(), name + " jdbi")))
                .forEach(_ -> acknowledged.add(name + " jdbi"));
        attempt(() -> file.write(handle -> pair(handle, name)))
                .forEach(_ -> acknowledged.add(name + " left"));
        attempt(() -> file.writeFromReserve(handle -> ADD.change(handle, name + " reserve")))
                .forEach(_ -> acknowledged.add(name + " reserve"));
        attempt(() -> names(file));
        attempt(file::dataVersion);
    }

    private static int pair(Handle handle, String name) {
        return ADD.change(handle, name + " left") + ADD.change(handle, name + " right");
    }

    /// What it returns; empty if it failed, as it may, with the one exception that is promised.
    private static <T> List<T> attempt(Supplier<T> work) {
        try {
            return List.of(work.get());
        } catch (DiskException e) {
            assertThat(e).isNotInstanceOf(DamagedFileException.class);
            return List.of();
        }
    }

    private static List<String> names(SqliteFile file) {
        return file.read(
                handle -> handle.createQuery("SELECT name FROM thing").mapTo(String.class).list());
    }

    private static void assertHolds(SqliteFile file, Set<String> acknowledged) {
        var names = new ArrayList<>(names(file));
        assertThat(names).containsAll(acknowledged).contains("after left", "after right");
        assertThat(names.stream().filter(name -> name.endsWith("left")).count())
                .as("a change is made as a whole or not at all")
                .isEqualTo(names.stream().filter(name -> name.endsWith("right")).count());
    }

    /// SQLite's own word that it is full, and what the driver itself does then. The limit is one
    /// connection's: a change that fails on it is made on the next one.
    @Test
    void worksAgainAfterSqliteWasFull() {
        try (var file = SqliteFile.open(folder.resolve("things.db"), SCRIPTS)) {
            file.change(SqliteRecoversTest::limit);

            assertThatCode(() -> fill(file)).doesNotThrowAnyException();

            assertThat(names(file)).hasSize(MANY);
        }
    }

    private static void limit(Handle handle) {
        var _ = handle.createQuery("PRAGMA max_page_count = 9").mapTo(Integer.class).one();
    }

    private static void fill(SqliteFile file) {
        for (var i = 0; i < MANY; i++) {
            var name = i + "x".repeat(1_000);
            file.change(handle -> ADD.change(handle, name));
        }
    }

    @Test
    void anErrorInAChangeDoesNotEndTheWriter() {
        try (var file = SqliteFile.open(folder.resolve("things.db"), SCRIPTS)) {
            assertThatThrownBy(() ->
                            file.change(_ -> {
                                throw new AssertionError("mine");
                            }))
                    .isInstanceOf(AssertionError.class);

            file.change(handle -> ADD.change(handle, "after"));
            assertThat(names(file)).containsExactly("after");
        }
    }

    @Test
    void theReserveIsThereFromTheStartAndMadeAgainAfterItWasGivenUp() throws Exception {
        var reserve = new DiskReserve(Disk.real(), folder.resolve("reserve"), 100_000);

        assertThat(reserve.fill()).isTrue();
        assertThat(Files.size(folder.resolve("reserve"))).isEqualTo(100_000);
        var slices = 0;
        while (reserve.giveSlice()) {
            slices++;
            assertThat(reserve.isWhole()).isFalse();
        }

        assertThat(slices).isEqualTo(8);
        assertThat(reserve.fill()).isTrue();
        assertThat(Files.size(folder.resolve("reserve"))).isEqualTo(100_000);
    }

    @Test
    void aReserveThatWouldFillTheDiskIsNotMade() {
        var reserve = new DiskReserve(Disk.real(), folder.resolve("reserve"), Long.MAX_VALUE / 4);

        assertThat(reserve.fill()).isFalse();
        assertThat(folder.resolve("reserve")).doesNotExist();
    }

    @Test
    void withoutItsReserveADatabaseTakesOnlyWhatGivesSpaceBack() {
        var options = SqliteOptions.DEFAULT.withReserve(Long.MAX_VALUE / 4);
        try (var file = SqliteFile.open(folder.resolve("things.db"), SCRIPTS, options)) {
            assertThatThrownBy(() -> file.change(handle -> ADD.change(handle, "grows")))
                    .isInstanceOfSatisfying(
                            DiskException.class, e -> assertThat(e.isFull()).isTrue());

            file.changeFromReserve(handle -> ADD.change(handle, "gives back"));

            assertThat(names(file)).containsExactly("gives back");
        }
    }

    /// Thousands of commits are made here, and none has to survive a power cut.
    static final class InMemory implements TempDirFactory {
        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension)
                throws IOException {
            var memory = Path.of("/dev/shm");
            return Files.isWritable(memory)
                    ? Files.createTempDirectory(memory, "sampan-disk-")
                    : Files.createTempDirectory("sampan-disk-");
        }
    }
}
