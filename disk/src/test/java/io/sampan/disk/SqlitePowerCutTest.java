package io.sampan.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The power goes out while a database commits, and it is opened again from what that may have
/// left. SQLite does its own input and output, so what was not synced cannot be dropped underneath
/// it; but it is known what that is: behind each acknowledged commit, the log is synced to its end
/// (`synchronous = FULL`), and all that comes after it, until the next acknowledgement, is not. So
/// each state is the files as they were at an acknowledgement, and behind that sectors of the next
/// commit: there, missing, or torn.
class SqlitePowerCutTest {

    private static final int COMMITS = 400;
    private static final int SECTOR = 512;
    private static final List<String> TABLES =
            List.of("CREATE TABLE thing (id INTEGER PRIMARY KEY, content BLOB NOT NULL);");

    @TempDir Path folder;

    private final Random luck = new Random(5);

    /// The database and its log at one moment.
    @SuppressWarnings("ArrayRecordComponent") // compared by its own methods
    private record Snapshot(byte[] database, byte[] log) {

        static Snapshot of(Path database) {
            try {
                return new Snapshot(
                        Files.readAllBytes(database), Files.readAllBytes(log(database)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void lay(Path there) throws IOException {
            Files.write(there, database);
            Files.write(log(there), log);
        }

        private static Path log(Path database) {
            return database.resolveSibling(database.getFileName() + "-wal");
        }

        /// Whether `next` only has more at the end of its log.
        boolean goesOnTo(Snapshot next) {
            return Arrays.equals(database, next.database)
                    && next.log.length >= log.length
                    && Arrays.equals(log, Arrays.copyOf(next.log, log.length));
        }
    }

    @Test
    void whatWasAcknowledgedIsThereWheneverThePowerGoesOut() throws IOException {
        var cuts = 0;
        try (var file = SqliteFile.open(folder.resolve("things.db"), TABLES)) {
            var before = Snapshot.of(folder.resolve("things.db"));
            for (var acknowledged = 0; acknowledged < COMMITS; acknowledged++) {
                file.change(this::add);
                var after = Snapshot.of(folder.resolve("things.db"));
                // A checkpoint moved the log into the database: only its ends are known.
                var next = before.goesOnTo(after) ? torn(before, after) : after;
                if (acknowledged % 5 == 0) {
                    var least = before.goesOnTo(after) ? acknowledged : acknowledged + 1;
                    check(next, least, acknowledged + 1);
                    cuts++;
                }
                before = after;
            }
        }
        assertThat(cuts).isEqualTo(COMMITS / 5);
    }

    private void add(Handle handle) {
        var content = new byte[luck.nextInt(20_000)];
        luck.nextBytes(content);
        handle.execute("INSERT INTO thing (content) VALUES (?)", content);
    }

    private Snapshot torn(Snapshot before, Snapshot after) {
        var log = after.log().clone();
        for (var at = before.log().length; at < log.length; at += SECTOR) {
            var end = Math.min(log.length, at + SECTOR);
            switch (luck.nextInt(4)) {
                case 0 -> Arrays.fill(log, at, end, (byte) 0);
                case 1 -> Arrays.fill(log, at + luck.nextInt(end - at), end, (byte) 0x5a);
                default -> {
                    // This one was written.
                }
            }
        }
        var length = before.log().length + luck.nextInt(log.length - before.log().length + 1);
        return new Snapshot(
                before.database(), luck.nextBoolean() ? log : Arrays.copyOf(log, length));
    }

    private void check(Snapshot state, int least, int most) throws IOException {
        var there = Files.createTempDirectory(folder, "cut-").resolve("things.db");
        state.lay(there);
        try (var again = SqliteFile.open(there, TABLES)) {
            assertThat(
                            again.<Integer>read(handle ->
                                    handle.createQuery("SELECT count(*) FROM thing")
                                            .mapTo(Integer.class)
                                            .one()))
                    .isBetween(least, most);
            assertThat(
                            again.<String>read(handle ->
                                    handle.createQuery("PRAGMA integrity_check")
                                            .mapTo(String.class)
                                            .one()))
                    .isEqualTo("ok");
        }
    }
}
