package io.sampan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampan.systemtests.harness.Cluster;
import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.harness.Run;
import io.sampan.systemtests.harness.SampanCli;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A server's home is backed up while the server works, lost, and made again from the backup.
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class BackupTest {

    private static final int MIB = 1 << 20;

    @RegisterExtension final Lab lab = new Lab();

    private Cluster cluster;
    private SampanCli alice;
    private SampanCli bob;
    private Path target;

    @BeforeEach
    void start() {
        cluster = lab.cluster().start();
        alice = lab.person("alice", cluster.entries());
        bob = lab.person("bob", cluster.entries());
        target = lab.folder("backups").resolve("target");
    }

    private Path file(String name, int seed, int size) {
        return Content.random(lab.folder("files").resolve(name), seed, size);
    }

    /// Files of 8 MiB each, with numbers in their names.
    private void putMany(String name, int count) {
        var words = new ArrayList<Object>(List.of("put"));
        for (var n = 0; n < count; n++) {
            words.add(file(name + n, name.length() * 100 + n, 8 * MIB));
        }
        alice.done(words.toArray());
    }

    private Run backup(Object... more) {
        return command("backup", target, more);
    }

    private Run restore(Object... more) {
        return command("restore", target, more);
    }

    private Run command(String command, Path folder, Object... more) {
        return startCommand(command, folder, more).await();
    }

    private Run startCommand(String command, Path folder, Object... more) {
        var words =
                new ArrayList<Object>(
                        List.of(command, folder, "--json", "--home", cluster.serverHome()));
        words.addAll(List.of(more));
        return alice.startPlain(words.toArray());
    }

    /// The disk with the home is lost.
    private void loseHome() {
        cluster.server().kill();
        Content.removeTree(cluster.serverHome());
    }

    private void gets(SampanCli who, String name, Path expected) {
        var copy = lab.folder("got").resolve(name + lab.logs().toFile().list().length);
        who.done("get", name, "-o", copy);
        assertThat(Content.same(copy, expected)).isTrue();
    }

    private Run check(Object... more) {
        var words = new ArrayList<Object>(List.of("check", "--home", cluster.serverHome()));
        words.addAll(List.of(more));
        return alice.startPlain(words.toArray()).await();
    }

    @Test
    void aHomeThatWasLostIsMadeAgainFromABackup() {
        var small = file("small", 1, 10_000);
        var large = file("large", 2, 3 * MIB);
        alice.done("put", "--public", small, large);
        bob.done("ls");
        alice.done("send", "--to", "bob", "-m", "before the backup", file("sent", 3, 2 * MIB));

        assertThat(backup("--copy").exitsWith(0).out()).contains("\"files\":3", "\"new\":3");
        alice.done("put", file("later", 4, 2 * MIB));
        loseHome();
        restore().exitsWith(0);
        check("--read-data").exitsWith(0);
        cluster.server().start();

        assertThat(cluster.server().log()).contains("restored from a backup");
        assertThat(alice.done("ls").out()).contains("small", "large").doesNotContain("later");
        gets(bob, "small", small);
        gets(bob, "large", large);
        assertThat(bob.done("receive", "--into", lab.folder("in")).out())
                .contains("before the backup");
        alice.done("put", file("after", 5, MIB));
        check().exitsWith(0);
        restore().exitsWith(1);
    }

    @Test
    void onlyNewFilesAreCopiedAndOldSnapshotsAreRemoved() throws IOException {
        alice.done("put", file("one", 1, 2 * MIB), file("two", 2, 5_000));
        assertThat(backup().exitsWith(0).out()).contains("\"new\":2", "\"linked\":1");
        alice.done("rm", "one");
        alice.done("put", file("three", 3, 2 * MIB));

        assertThat(backup().exitsWith(0).out()).contains("\"new\":1", "\"files\":2");
        assertThat(blobsInPool()).isEqualTo(2);
        assertThat(backup("--keep", "1").exitsWith(0).out()).contains("\"new\":0");

        assertThat(names(target.resolve("snapshots"))).hasSize(1);
        assertThat(blobsInPool()).isEqualTo(1);
        loseHome();
        restore().exitsWith(0);
        check("--read-data").exitsWith(0);
    }

    private long blobsInPool() throws IOException {
        try (var all = Files.walk(target.resolve("blobs/media"))) {
            return all.filter(file -> file.endsWith("bytes")).count();
        }
    }

    private static List<String> names(Path folder) {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (var all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aBackupThatIsKilledLeavesTheEarlierOneAndGoesOn() {
        var first = file("first", 1, 2 * MIB);
        alice.done("put", first);
        backup("--copy").exitsWith(0);
        putMany("more", 8);

        for (var kill = 1; kill <= 3; kill++) {
            var wanted = 1 + 2 * kill;
            var running = startCommand("backup", target, "--copy");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() ->
                            files(target.resolve("blobs/media")) >= wanted || !running.isAlive());
            running.kill();
            assertThat(
                            names(target.resolve("snapshots")).stream()
                                    .filter(name -> !name.endsWith(".partial")))
                    .isNotEmpty();
        }
        backup("--copy").exitsWith(0);

        loseHome();
        restore().exitsWith(0);
        check("--read-data").exitsWith(0);
        cluster.server().start();
        gets(alice, "first", first);
        gets(alice, "more7", lab.folder("files").resolve("more7"));
    }

    private static long files(Path folder) {
        if (Files.notExists(folder)) {
            return 0;
        }
        try (var all = Files.walk(folder)) {
            return all.filter(file -> file.endsWith("bytes")).count();
        } catch (IOException | UncheckedIOException changing) {
            return 0;
        }
    }

    @Test
    void aRestoreThatIsKilledGoesOnAndNoServerStartsBefore() {
        putMany("film", 8);
        alice.done("put", file("small", 99, 5_000));
        backup("--copy").exitsWith(0);
        loseHome();

        var home = cluster.serverHome();
        for (var kill = 1; kill <= 3; kill++) {
            var wanted = 2 * kill;
            var running = startCommand("restore", target);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() ->
                            files(home.resolve("blobs/media")) >= wanted || !running.isAlive());
            running.kill();
        }
        if (Files.exists(home.resolve("restoring"))) {
            assertThatThrownBy(cluster.server()::start).hasMessageContaining("sampan restore");
            restore().exitsWith(0);
        }

        check("--read-data").exitsWith(0);
        cluster.server().start();
        gets(alice, "film7", lab.folder("files").resolve("film7"));
        gets(alice, "small", lab.folder("files").resolve("small"));
    }

    @Test
    void filesArePutAndRemovedWhileItIsBackedUp() {
        putMany("early", 6);
        var running = startCommand("backup", target, "--copy");
        for (var n = 0; n < 3; n++) {
            alice.done("rm", "early" + 2 * n, "early" + (2 * n + 1));
            alice.done("put", file("late" + n, 20 + n, 4 * MIB));
        }
        running.await().exitsWith(0);
        backup("--copy").exitsWith(0);

        loseHome();
        restore().exitsWith(0);

        check("--read-data").exitsWith(0);
        cluster.server().start();
        gets(alice, "late2", lab.folder("files").resolve("late2"));
    }

    @Test
    void aFolderThatIsNoBackupAndAHomeThatIsNotEmptyAreRefused() throws IOException {
        Files.createDirectories(target);
        Files.writeString(target.resolve("letter"), "mine");

        var refused = backup().exitsWith(1);
        assertThat(refused.err()).contains("neither empty nor a backup");
        assertThat(names(target)).containsExactly("letter");
        Files.delete(target.resolve("letter"));
        backup().exitsWith(0);

        assertThat(restore().exitsWith(1).err()).contains("is not empty");
    }
}
