package io.sampan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sampan.systemtests.harness.Cluster;
import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.harness.RawLane;
import io.sampan.systemtests.harness.SampanCli;
import io.sampan.wire.proto.Offer;
import io.sampan.wire.proto.OfferUpload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A person puts yesterday's copy of a part of the home back, or sets the clock. Nothing is deleted
/// by that.
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class RestoredCopyTest {

    private static final int MIB = 1 << 20;

    @RegisterExtension final Lab lab = new Lab();

    @Test
    void anOlderLedgerDeletesNothing() throws IOException {
        var cluster = lab.cluster().start();
        var alice = lab.person("alice", cluster.entries());
        alice.done("put", Content.random(lab.folder("files").resolve("old"), 1, MIB));
        cluster.server().kill();
        var copy = copyOf(cluster.serverHome().resolve("ledger.db"));
        cluster.server().start();
        var fresh = Content.random(lab.folder("files").resolve("fresh"), 2, 3 * MIB);
        alice.done("put", fresh);
        cluster.server().kill();
        putBack(copy, cluster.serverHome().resolve("ledger.db"));

        assertThatThrownBy(cluster.server()::start)
                .hasMessageContaining("--accept-older-ledger")
                .hasMessageContaining("Nothing was changed");
        cluster.server().startWithArguments("--accept-older-ledger");

        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> filesIn(cluster.serverHome().resolve("blobs/unknown")) == 1);
        assertThat(alice.done("ls").out()).contains("old").doesNotContain("fresh");
        var bytes = only(cluster.serverHome().resolve("blobs/unknown")).resolve("bytes");
        assertThat(Content.same(bytes, fresh)).isTrue();
        assertThat(cluster.server().log()).contains("blobs/unknown");
    }

    @Test
    void aCheckBringsBackWhatAnOlderLedgerDoesNotKnow() throws IOException {
        var cluster = lab.cluster().start();
        var alice = lab.person("alice", cluster.entries());
        var bob = lab.person("bob", cluster.entries());
        alice.done("put", Content.random(lab.folder("files").resolve("old"), 1, MIB));
        bob.done("ls");
        cluster.server().kill();
        var copy = copyOf(cluster.serverHome().resolve("ledger.db"));
        cluster.server().start();
        var large = Content.random(lab.folder("files").resolve("large"), 2, 3 * MIB);
        var small = Content.random(lab.folder("files").resolve("small"), 3, 10_000);
        alice.done("put", "--public", large);
        bob.done("put", small);
        cluster.server().kill();
        putBack(copy, cluster.serverHome().resolve("ledger.db"));
        assertThatThrownBy(cluster.server()::start).hasMessageContaining("check");
        var check = List.<Object>of("check", "--json", "--home", cluster.serverHome());

        var found = alice.startPlain(check.toArray()).await().exitsWith(1).out();
        var repairing = new ArrayList<>(check);
        repairing.add("--repair");
        var repaired = alice.startPlain(repairing.toArray()).await().exitsWith(0).out();
        alice.startPlain(check.toArray()).await().exitsWith(0);
        cluster.server().start();

        assertThat(found).contains("older-ledger", "unknown-file", "large", "small");
        assertThat(repaired).contains("\"repaired\":3");
        assertThat(alice.done("ls").out()).contains("old", "large").doesNotContain("small");
        gets(bob, "large", large);
        gets(bob, "small", small);
        alice.startPlain(check.toArray()).await().exitsWith(0);
        alice.done("rm", "large");
    }

    @Test
    void whatWasSetAsideIsBroughtBackLater() throws IOException {
        var cluster = lab.cluster().start();
        var alice = lab.person("alice", cluster.entries());
        alice.done("ls");
        cluster.server().kill();
        var copy = copyOf(cluster.serverHome().resolve("ledger.db"));
        cluster.server().start();
        var large = Content.random(lab.folder("files").resolve("large"), 2, 3 * MIB);
        var small = Content.random(lab.folder("files").resolve("small"), 3, 10_000);
        alice.done("put", large, small);
        cluster.server().kill();
        putBack(copy, cluster.serverHome().resolve("ledger.db"));
        cluster.server().startWithArguments("--accept-older-ledger");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> filesIn(cluster.serverHome().resolve("blobs/unknown")) == 1);
        cluster.server().kill();

        alice.startPlain("check", "--home", cluster.serverHome(), "--repair").await().exitsWith(0);
        cluster.server().start();

        gets(alice, "large", large);
        gets(alice, "small", small);
    }

    private void gets(SampanCli who, String name, Path expected) {
        var copy = lab.folder("got").resolve(name);
        who.done("get", name, "-o", copy);
        assertThat(Content.same(copy, expected)).isTrue();
    }

    private Path copyOf(Path database) throws IOException {
        var copy = lab.folder("copy");
        for (var suffix : new String[] {"", "-wal"}) {
            var from = database.resolveSibling(database.getFileName() + suffix);
            if (Files.exists(from)) {
                Files.copy(from, copy.resolve(from.getFileName()));
            }
        }
        return copy.resolve(database.getFileName());
    }

    private static void putBack(Path copy, Path database) throws IOException {
        for (var suffix : new String[] {"-wal", "-shm", ""}) {
            var name = database.getFileName() + suffix;
            Files.deleteIfExists(database.resolveSibling(name));
            if (Files.exists(copy.resolveSibling(name))) {
                Files.copy(
                        copy.resolveSibling(name),
                        database.resolveSibling(name),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static Path only(Path folder) throws IOException {
        try (var all = Files.list(folder)) {
            return all.findFirst().orElseThrow();
        }
    }

    private static long filesIn(Path folder) throws IOException {
        try (var all = Files.list(folder)) {
            return all.count();
        }
    }

    @Test
    void aClockThatIsDaysAheadAtTheStartRemovesNoUnfinishedUpload() {
        var clock = lab.wrongClock();
        assumeThat(clock).as("there is a C compiler").isPresent();
        var cluster = lab.cluster().start();
        offer(cluster);
        cluster.server().kill();

        cluster.server().startUnder(clock.orElseThrow().by(Duration.ofDays(60)));

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> cluster.server().log().contains("the clock has jumped"));
        assertThat(offer(cluster)).as("what is held is still known").isEqualTo(11);
    }

    private int offer(Cluster cluster) {
        try (var lane = RawLane.login(cluster.server().address(), "alice")) {
            return lane.ask(
                            10,
                            OfferUpload.newBuilder()
                                    .setOffer(
                                            Offer.newBuilder()
                                                    .setId(RawLane.id(1))
                                                    .setName("film")
                                                    .setContentType("video/mp4")
                                                    .setSize(5L * MIB))
                                    .build())
                    .type();
        }
    }
}
