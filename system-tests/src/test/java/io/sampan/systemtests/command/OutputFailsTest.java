package io.sampan.systemtests.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.systemtests.harness.Cluster;
import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.harness.SampanCli;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A fact that cannot be written ends the command, before anything is acknowledged that nobody
/// could read.
class OutputFailsTest {

    @RegisterExtension final Lab lab = new Lab();

    private SampanCli alice;
    private SampanCli bob;

    @BeforeEach
    void twoPeople() {
        Cluster cluster = lab.cluster().start();
        alice = lab.person("alice", cluster.entries());
        bob = lab.person("bob", cluster.entries());
        // A plain server knows those whom it has seen.
        bob.done("ls");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sampan receive > /dev/full",
                "sampan receive --json > /dev/full",
                "sampan receive | true",
                "sampan receive >&-",
                "sampan receive --wait --json | true",
                "sampan receive --wait --json > /dev/full",
            })
    void aMessageThatCouldNotBeShownComesAgain(String line) {
        alice.done("send", "--to", "bob", "-m", "are you there?");

        var lost = bob.script(line);

        lost.exitsWith(1);
        assertThat(lost.err()).doesNotContain("Exception");
        assertThat(bob.done("receive").facts())
                .anyMatch(fact -> fact.path("text").asString().equals("are you there?"));
        assertThat(bob.done("receive").facts()).isEmpty();
    }

    @Test
    void aReceiptThatCouldNotBeShownComesAgain() {
        alice.done("send", "--to", "bob", "-m", "are you there?");
        bob.done("receive");

        alice.script("sampan receive > /dev/full").exitsWith(1);

        assertThat(alice.done("receive").facts())
                .anyMatch(fact -> fact.path("event").asString().equals("receipt"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sampan ls > /dev/full",
                "sampan ls --json > /dev/full",
                "sampan ls >&-",
                "sampan put --json film > /dev/full",
                "sampan put film > /dev/full",
                "sampan get film > /dev/full",
                "sampan get film -o - > /dev/full",
                "sampan transfers --all > /dev/full",
                "sampan rm film > /dev/full",
                "sampan send --to bob -m hello > /dev/full",
                "\"$0\" --help > /dev/full",
                "\"$0\" put --help > /dev/full",
                "\"$0\" --version > /dev/full",
            })
    void aFullDiskAtTheOutputIsAFailure(String line) {
        Content.random(lab.folder("files").resolve("film"), 1, 100_000);
        var person = alice.in(lab.folder("files"));
        person.done("put", "film");

        var failed = person.in(lab.folder("elsewhere")).script("cp -n ../files/film . ; " + line);

        failed.exitsWith(1);
        assertThat(failed.err())
                .contains("sampan: standard output cannot be written: ")
                .doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sampan get film -o - | head -c 10", "sampan ls | true"})
    void aReaderThatHasSeenEnoughEndsItWithoutAWord(String line) {
        Content.random(lab.folder("files").resolve("film"), 1, 9 << 20);
        alice.in(lab.folder("files")).done("put", "film");

        var ended = alice.script(line);

        ended.exitsWith(1);
        assertThat(ended.err()).isEmpty();
    }
}
