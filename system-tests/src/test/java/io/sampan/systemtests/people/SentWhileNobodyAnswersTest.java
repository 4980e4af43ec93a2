package io.sampan.systemtests.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.systemtests.harness.Cluster;
import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.harness.SampanCli;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What is sent while nobody answers waits in the home, with its files, and goes when somebody
/// does.
class SentWhileNobodyAnswersTest {

    @RegisterExtension final Lab lab = new Lab();

    private Cluster cluster;
    private SampanCli alice;
    private SampanCli bob;
    private Path film;

    @BeforeEach
    void aServerThatIsDown() {
        cluster = lab.cluster().start();
        alice = lab.person("alice", cluster.entries());
        bob = lab.person("bob", cluster.entries());
        bob.done("who");
        film = Content.random(lab.folder("of-alice").resolve("film.mp4"), 71, 3 << 20);
        cluster.server().kill();
    }

    @Test
    void resumeSendsTheMessageAndItsFiles() {
        var sent = alice.run("send", film, "--to", "bob", "-m", "for you", "--patience", "3s");
        cluster.server().start();

        alice.done("resume");

        sent.exitsWith(4);
        assertThat(sent.err())
                .contains("The message waits here")
                .contains("The message and its files to bob wait here");
        assertThat(
                        bob.done("receive", "--into", lab.folder("of-bob"))
                                .fact()
                                .get("text")
                                .asString())
                .isEqualTo("for you");
        assertThat(lab.folder("of-bob").resolve("film.mp4")).hasSameBinaryContentAs(film);
        assertThat(alice.done("resume").facts()).isEmpty();
    }

    @Test
    void theNextSendSendsItToo() {
        alice.run("send", film, "--to", "bob", "-m", "first", "--patience", "1s").exitsWith(4);
        alice.run("send", "--to", "bob", "-m", "second", "--patience", "1s").exitsWith(4);
        var another = Content.random(lab.folder("of-alice").resolve("another"), 72, 1 << 20);
        cluster.server().start();

        alice.done("send", another, "--to", "bob", "-m", "third");

        var texts =
                bob.done("receive", "--into", lab.folder("of-bob")).facts().stream()
                        .map(fact -> fact.get("text").asString())
                        .toList();
        assertThat(texts).containsExactly("first", "second", "third");
    }

    @Test
    void aKillWhileItWaitsLosesNothing() {
        var sending = alice.start("send", film, "--to", "bob", "-m", "for you");
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> sending.err().contains("The message waits here"));
        sending.kill();
        cluster.server().start();

        alice.done("resume");

        assertThat(bob.done("receive", "--into", lab.folder("of-bob")).facts()).hasSize(1);
        assertThat(lab.folder("of-bob").resolve("film.mp4")).hasSameBinaryContentAs(film);
    }

    @Test
    void whatIsForNobodyWhoIsKnownIsTakenBackWithItsUploads() {
        alice.run("send", film, "--to", "nobody", "--patience", "1s").exitsWith(4);
        cluster.server().start();

        var resumed = alice.run("resume");

        resumed.exitsWith(3);
        assertThat(resumed.err()).contains("nobody");
        assertThat(alice.done("resume").facts()).isEmpty();
    }
}
