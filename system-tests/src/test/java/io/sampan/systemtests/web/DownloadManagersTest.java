package io.sampan.systemtests.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.systemtests.harness.Cluster;
import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.harness.SampanCli;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Download managers as they are installed resume a file through two tiers of relays that are
/// killed meanwhile.
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class DownloadManagersTest {

    private static final long SIZE = (64L << 20) + 7;

    @RegisterExtension static final Lab LAB = new Lab();

    private static Cluster cluster;
    private static SampanCli alice;
    private static Path source;
    private static String id;

    @BeforeAll
    static void put() {
        cluster = LAB.cluster().relays(2, 2).start();
        alice = LAB.person("alice", cluster.entries());
        source = Content.random(LAB.folder("files").resolve("film"), 1, SIZE);
        alice.done("put", source, "--name", "film.bin");
        id =
                alice.done("ls").facts().stream()
                        .filter(fact -> fact.path("name").asString().equals("film.bin"))
                        .findFirst()
                        .orElseThrow()
                        .path("id")
                        .asString();
    }

    private static String url(int edge) {
        return Web.url(cluster.entries().get(edge), "/media/" + id + "/film.bin");
    }

    /// Kills a relay now and then, as long as the process runs.
    private static int killRelaysUntilTheEndOf(Process process) throws InterruptedException {
        var random = new Random(3);
        var kills = 0;
        while (!process.waitFor(300, TimeUnit.MILLISECONDS)) {
            cluster.relays().get(random.nextInt(cluster.relays().size())).restart();
            kills++;
        }
        return kills;
    }

    @Test
    void curlGoesOnAfterEachKill() throws InterruptedException {
        var curl = Tool.find("curl", LAB.folder("tools"));
        var copy = LAB.folder("curl").resolve("film");
        var arguments =
                List.of(
                        "-fsS",
                        "-C",
                        "-",
                        "--limit-rate",
                        "40M",
                        "--retry",
                        "20",
                        "--retry-delay",
                        "1",
                        "--retry-all-errors",
                        "-H",
                        Web.authorization(alice),
                        "-o",
                        copy.toString(),
                        url(0));

        var first = curl.start(arguments);
        var kills = killRelaysUntilTheEndOf(first);
        // Not asked again for what is whole: with -f, curl takes the 416 then for a failure.
        curl.runUntilDone(first, 20, arguments);

        LAB.say("%d kills", kills);
        assertThat(Content.same(source, copy)).isTrue();
    }

    @Test
    void wgetGoesOnAfterEachKill() throws InterruptedException {
        var wget = Tool.find("wget", LAB.folder("tools"));
        var copy = LAB.folder("wget").resolve("film");
        var arguments =
                List.of(
                        "-q",
                        "-c",
                        "--tries=40",
                        "--waitretry=1",
                        "--retry-connrefused",
                        "--limit-rate=40M",
                        "--header",
                        Web.authorization(alice),
                        "-O",
                        copy.toString(),
                        url(1));

        var first = wget.start(arguments);
        var kills = killRelaysUntilTheEndOf(first);
        wget.runUntilDone(first, 20, arguments);

        LAB.say("%d kills", kills);
        assertThat(Content.same(source, copy)).isTrue();
    }

    @Test
    void aria2cFetchesSixteenRangesAtOnceThroughBothEntries() throws InterruptedException {
        var aria2c = Tool.find("aria2c", LAB.folder("tools"));
        var folder = LAB.folder("aria2c");
        var arguments =
                List.of(
                        "-q",
                        "-x16",
                        "-s16",
                        "-k1M",
                        "-c",
                        "--max-tries=50",
                        "--retry-wait=1",
                        "--file-allocation=none",
                        "--max-overall-download-limit=40M",
                        "--header",
                        Web.authorization(alice),
                        "-d",
                        folder.toString(),
                        "-o",
                        "film",
                        url(0),
                        url(1));

        var first = aria2c.start(arguments);
        var kills = killRelaysUntilTheEndOf(first);
        aria2c.runUntilDone(first, 20, arguments);

        LAB.say("%d kills", kills);
        assertThat(Content.same(source, folder.resolve("film"))).isTrue();
    }

    @Test
    void aDownloadGoesOnAfterTheServerWasKilled() throws InterruptedException {
        var curl = Tool.find("curl", LAB.folder("tools"));
        var copy = LAB.folder("killed").resolve("film");
        var first =
                curl.start(
                        List.of(
                                "-fsS",
                                "--limit-rate",
                                "20M",
                                "-H",
                                Web.authorization(alice),
                                "-o",
                                copy.toString(),
                                url(0)));
        org.awaitility.Awaitility.await().until(() -> copy.toFile().length() > 4 << 20);

        cluster.server().restart();

        assertThat(first.waitFor()).isNotZero();
        curl.runUntilDone(
                20,
                List.of(
                        "-fsS",
                        "-C",
                        "-",
                        "-H",
                        Web.authorization(alice),
                        "-o",
                        copy.toString(),
                        url(0)));
        assertThat(Content.same(source, copy)).isTrue();
    }
}
