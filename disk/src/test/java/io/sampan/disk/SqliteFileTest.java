package io.sampan.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Statement;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteFileTest {

    private static final List<String> VERSION_1 =
            List.of(
                    """
                    CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
                    CREATE TABLE part (thing INTEGER REFERENCES thing);
                    """);

    @TempDir Path folder;

    private SqliteFile open() {
        return SqliteFile.open(folder.resolve("things.db"), VERSION_1);
    }

    private static int add(Handle handle, String name) {
        return handle.execute("INSERT INTO thing (name) VALUES (?)", name);
    }

    private static long count(SqliteFile file) {
        return file.read(
                handle -> handle.createQuery("SELECT count(*) FROM thing").mapTo(Long.class).one());
    }

    /// As a query does that finds a damaged value.
    private static Thread.State readNonsense(Handle handle) {
        return handle.createQuery("SELECT 'XUNNABLE'")
                .map((row, _) -> Thread.State.valueOf(row.getString(1)))
                .one();
    }

    @Test
    void keepsWhatWasWritten() {
        try (var file = open()) {
            assertThat(file.<Integer>write(handle -> add(handle, "oar"))).isEqualTo(1);
        }

        try (var again = open()) {
            assertThat(count(again)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT count(*) FROM thing",
                "SELECT count(*) FROM thing WHERE id = :id",
                "SELECT count(*) FROM thing WHERE id = ?"
            })
    void aStatementIsPreparedOnce(String sql) {
        try (var file = open()) {
            assertThat(statement(file, sql)).isSameAs(statement(file, sql));
        }
    }

    private static Statement statement(SqliteFile file, String sql) {
        return file.read(handle -> {
            var query = handle.createQuery(sql);
            if (sql.contains(":id")) {
                query.bind("id", 1);
            } else if (sql.contains("?")) {
                query.bind(0, 1);
            }
            return query.map((_, context) -> context.getStatement()).one();
        });
    }

    @Test
    void whatMakesNoSenseIsRefusedWithTheNameOfTheFile() {
        try (var file = open()) {
            assertThatThrownBy(() -> file.read(SqliteFileTest::readNonsense))
                    .isInstanceOf(DamagedFileException.class)
                    .hasMessageContaining("things.db");
        }
        assertThat(folder.resolve("things.db")).exists();
    }

    @Test
    void whatMakesNoSenseWhenItIsOpenedStaysWhereItIs() {
        open().close();

        assertThatThrownBy(() ->
                        SqliteFile.open(
                                folder.resolve("things.db"),
                                VERSION_1,
                                SqliteFileTest::readNonsense))
                .isInstanceOf(DamagedFileException.class)
                .hasMessageContaining("things.db holds what cannot be");

        assertThat(folder.resolve("things.db")).exists();
        assertThat(folder.resolve("things.db.damaged")).doesNotExist();
    }

    @Test
    @Timeout(20)
    void closedTwiceIsClosedOnce() {
        var file = open();
        count(file);

        file.close();
        file.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 18, 100, 4096, 8192})
    void aDamagedDatabaseIsRefusedWithItsNameAndKeptAside(int at) throws IOException {
        var path = folder.resolve("things.db");
        try (var file = open()) {
            for (var i = 0; i < 50; i++) {
                var name = "thing " + i;
                file.change(handle -> add(handle, name));
            }
        }
        var damaged = Files.readAllBytes(path);
        var noise = new byte[64];
        new SplittableRandom(at).nextBytes(noise);
        System.arraycopy(noise, 0, damaged, at, noise.length);
        Files.write(path, damaged);

        assertThatThrownBy(this::open)
                .isInstanceOf(DamagedFileException.class)
                .hasMessageContaining(path.toString())
                .hasMessageContaining("things.db.damaged");

        assertThat(folder.resolve("things.db.damaged")).hasBinaryContent(damaged);
        try (var fresh = open()) {
            assertThat(count(fresh)).isZero();
        }
    }

    @Test
    void aVersionThatIsNoneIsDamage() {
        var path = folder.resolve("things.db");
        open().close();
        try (var file = Disk.real().open(path, Disk.Access.WRITE)) {
            file.write(60, ByteBuffer.wrap(new byte[] {-8, 0, 0, 1})); // SQLite's user version
        }

        assertThatThrownBy(this::open).isInstanceOf(DamagedFileException.class);
    }

    private static void together(int callers, IntConsumer call) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, callers).forEach(n -> threads.execute(() -> call.accept(n)));
        }
    }

    @Test
    void aChangeThatThrowsIsUndoneAloneAmongThoseThatShareItsCommit() {
        try (var file = open()) {
            var refused = new AtomicInteger();
            together(
                    300,
                    n -> {
                        try {
                            file.change(handle -> add(handle, "thing " + n / 3));
                        } catch (DiskException e) {
                            refused.incrementAndGet();
                        }
                    });

            assertThat(count(file)).isEqualTo(100);
            assertThat(refused).hasValue(200);
        }
    }

    @Test
    void theCallersOwnExceptionReachesIt() {
        try (var file = open()) {
            assertThatThrownBy(() ->
                            file.change(handle -> {
                                add(handle, "half");
                                throw new ArithmeticException("mine");
                            }))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessage("mine");
            assertThat(count(file)).isZero();
        }
    }

    @Test
    void anotherConnectionSeesThatSomethingWasCommitted() {
        try (var file = open();
                var other = open()) {
            var before = other.dataVersion();

            file.change(handle -> add(handle, "oar"));

            assertThat(other.dataVersion()).isNotEqualTo(before);
            assertThat(other.dataVersion()).isEqualTo(other.dataVersion());
        }
    }

    @Test
    void changesThatComeTogetherAreAllThere() {
        try (var file = open()) {
            together(2_000, n -> file.change(handle -> add(handle, "thing " + n)));

            assertThat(count(file)).isEqualTo(2_000);
        }
    }

    @Test
    void twoWritersOfTheSameFileWaitForEachOther() {
        try (var one = open();
                var two = open()) {
            together(
                    200, n -> (n % 2 == 0 ? one : two).change(handle -> add(handle, "thing " + n)));

            assertThat(count(one)).isEqualTo(200);
        }
    }

    @Test
    void manyMayOpenANewFileAtOnce() {
        var opened = new AtomicInteger();

        together(
                12,
                n -> {
                    try (var file = open()) {
                        file.change(handle -> add(handle, "thing " + n));
                        opened.incrementAndGet();
                    }
                });

        assertThat(opened).hasValue(12);
    }

    @Test
    void everyCommitIsSynced() {
        try (var file = open()) {
            assertThat(file.<Object>write(handle -> setting(handle, "synchronous"))).isEqualTo("2");
            assertThat(file.<Object>write(handle -> setting(handle, "journal_mode")))
                    .isEqualTo("wal");
        }
    }

    private static String setting(Handle handle, String name) {
        return handle.createQuery("PRAGMA " + name).mapTo(String.class).one();
    }

    @Test
    void foreignKeysHold() {
        try (var file = open()) {
            assertThatThrownBy(() -> file.change(h -> h.execute("INSERT INTO part VALUES (7)")))
                    .isInstanceOf(DiskException.class)
                    .hasMessageContaining("things.db");
        }
    }

    @Test
    void readersCannotWrite() {
        try (var file = open()) {
            assertThatThrownBy(() -> file.<Integer>read(handle -> add(handle, "oar")))
                    .isInstanceOf(DiskException.class);
        }
    }

    @Test
    void onlyItsOwnerMayReadTheFile() throws Exception {
        try (var file = open()) {
            file.change(handle -> add(handle, "oar"));

            for (var name : List.of("things.db", "things.db-wal", "things.db-shm")) {
                assertThat(
                                PosixFilePermissions.toString(
                                        Files.getPosixFilePermissions(folder.resolve(name))))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void anOlderDatabaseIsBroughtUpAndKeepsItsRows() {
        try (var file = open()) {
            file.change(handle -> add(handle, "oar"));
        }

        var version2 = List.of(VERSION_1.getFirst(), "ALTER TABLE thing ADD COLUMN colour TEXT");
        try (var file = SqliteFile.open(folder.resolve("things.db"), version2)) {
            assertThat(
                            file.<List<String>>read(handle ->
                                    handle.createQuery(
                                                    "SELECT name FROM thing WHERE colour"
                                                            + " IS NULL")
                                            .mapTo(String.class)
                                            .list()))
                    .containsExactly("oar");
        }
    }

    @Test
    void aNewerDatabaseIsRefusedInClearWords() {
        open().close();

        assertThatThrownBy(() -> SqliteFile.open(folder.resolve("things.db"), List.of()))
                .isInstanceOf(DiskException.class)
                .hasMessageContaining("things.db")
                .hasMessageContaining("newer program");
    }

    @Test
    void aFailedMigrationLeavesTheOldVersion() {
        open().close();
        var broken = List.of(VERSION_1.getFirst(), "CREATE TABLE fine (x); CREATE TABLE thing (x)");

        assertThatThrownBy(() -> SqliteFile.open(folder.resolve("things.db"), broken))
                .isInstanceOf(DiskException.class);

        try (var file = open()) {
            assertThat(count(file)).isZero();
        }
    }

    @Test
    void aLinkIsNotOpened() throws Exception {
        open().close();
        var link = Files.createSymbolicLink(folder.resolve("link.db"), folder.resolve("things.db"));

        assertThatThrownBy(() -> SqliteFile.open(link, VERSION_1))
                .isInstanceOf(DiskException.class)
                .hasMessageContaining("link");
    }

    @Test
    void anInterruptedCallerStillKnowsWhetherItsChangeWasMade() throws Exception {
        try (var file = open()) {
            var stillSet = new AtomicBoolean();
            var caller =
                    Thread.ofVirtual()
                            .start(() -> {
                                Thread.currentThread().interrupt();
                                file.change(handle -> add(handle, "oar"));
                                stillSet.set(Thread.interrupted());
                            });
            caller.join();

            assertThat(stillSet).isTrue();
            assertThat(count(file)).isEqualTo(1);
        }
    }

    @Test
    void afterCloseEveryCallIsRefused() {
        var file = open();
        file.close();

        assertThatThrownBy(() -> file.change(handle -> add(handle, "late")))
                .isInstanceOf(DiskException.class)
                .hasMessageContaining("closed");
    }
}
