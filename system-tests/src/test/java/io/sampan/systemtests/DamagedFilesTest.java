package io.sampan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampan.systemtests.harness.Cluster;
import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Lab;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A file that something else has written into while its program was stopped is refused with its
/// name and kept aside: never used, never deleted.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class DamagedFilesTest {

    @RegisterExtension final Lab lab = new Lab();

    private Cluster cluster;
    private Path film;

    @BeforeEach
    void begin() {
        cluster = lab.cluster().start();
        film = Content.random(lab.folder("files").resolve("film"), 95, 3_000_000);
    }

    @Test
    void aServerWithADamagedLedgerDoesNotStartAndLosesNothing() throws IOException, SQLException {
        var alice = lab.person("alice", cluster.entries());
        alice.done("put", film);
        cluster.server().kill();
        var home = cluster.serverHome();
        var ledger = home.resolve("ledger.db");
        putEverythingInOneFile(ledger);
        var good = Files.readAllBytes(ledger);
        var bytesBefore = Content.diskBytes(home.resolve("blobs"));
        damage(ledger);

        assertThatThrownBy(() -> cluster.server().start())
                .hasMessageContaining(ledger.toString())
                .hasMessageContaining("ledger.db.damaged")
                .hasMessageContaining("are safe");
        assertThatThrownBy(() -> cluster.server().start())
                .hasMessageContaining(ledger + " is missing");

        assertThat(home.resolve("ledger.db.damaged")).exists();
        assertThat(Content.diskBytes(home.resolve("blobs"))).isEqualTo(bytesBefore);

        Files.write(ledger, good);
        cluster.server().start();
        var copy = lab.folder("files").resolve("copy");
        alice.done("get", "film", "-o", copy);
        assertThat(Content.same(film, copy)).isTrue();
    }

    @Test
    void aDamagedJournalIsKeptAsideAndTheNextCommandGoesOn() throws IOException {
        var alice = lab.person("alice", cluster.entries());
        alice.done("put", film);
        var journal = alice.home().resolve("journal.db");
        damage(journal);

        var refused = alice.run("put", film);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .contains(journal.toString())
                .contains("journal.db.damaged")
                .contains("safe on the server");

        assertThat(alice.home().resolve("journal.db.damaged")).exists();
        alice.done("put", film, "--name", "again");
        var copy = lab.folder("files").resolve("copy");
        alice.done("get", "film", "-o", copy);
        assertThat(Content.same(film, copy)).isTrue();
    }

    /// The last process was killed: what it wrote may still lie in the log beside.
    private static void putEverythingInOneFile(Path database) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    /// Noise over the end of the first page, where the tables are told of.
    private static void damage(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(Content.bytes(98, 200)), 100);
        }
    }
}
