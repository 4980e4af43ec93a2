package io.sampan.systemtests.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.systemtests.harness.Cluster;
import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.harness.SampanCli;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a process is started with (locales, closed streams, a copied tree), a command does what
/// it says, or says why not.
class SurroundingsTest {

    @RegisterExtension final Lab lab = new Lab();

    private SampanCli alice;

    @BeforeEach
    void onePerson() {
        Cluster cluster = lab.cluster().start();
        alice = lab.person("alice", cluster.entries()).in(lab.folder("files"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"xx_XX.UTF-8", "de_DE.UTF-8", "C", ""})
    void aLocaleThatIsNotInstalledChangesNothing(String locale) {
        Content.random(lab.folder("files").resolve("Übung 例.txt"), 1, 1000);
        alice.done("put", "Übung 例.txt");

        var foreign =
                alice.under(
                        Map.of("LANG", locale, "LC_ALL", "", "LC_CTYPE", "", "LC_MESSAGES", ""));
        var listed = foreign.done("transfers", "--all");

        assertThat(listed.fact().path("target").asString()).isEqualTo("Übung 例.txt");
        foreign.done("put", "Übung 例.txt", "--name", "again");
        assertThat(alice.home().resolve("journal.db.damaged")).doesNotExist();
    }

    @Test
    void aClosedInputIsNoInput() {
        var put = alice.script("sampan put - --name x <&-");
        var sent = alice.script("sampan send --to alice -m - <&-");

        put.exitsWith(2);
        assertThat(put.err()).contains("standard input").doesNotContain("Exception");
        sent.exitsWith(2);
        assertThat(sent.err()).contains("standard input").doesNotContain("Exception");
        assertThat(alice.done("ls").facts()).isEmpty();
    }

    @Test
    void closedStreamsAreNotTakenByFiles() {
        Content.random(lab.folder("files").resolve("film"), 1, 100_000);

        alice.script("sampan put film <&- 2>&-").exitsWith(0);
        alice.script("sampan get film -o copy <&- 2>&-").exitsWith(0);
        var blind = alice.script("sampan get film -o second <&- >&- 2>&-");

        blind.exitsWith(1);
        assertThat(Content.same(file("film"), file("copy"))).isTrue();
        assertThat(Content.same(file("film"), file("second"))).isTrue();
    }

    @Test
    void aTextFromStandardInputIsReadUpToItsLimit() {
        var sent = alice.script("sampan send --to alice -m - < /dev/zero");

        sent.exitsWith(1);
        assertThat(sent.err()).contains("longer than").contains("Nothing was sent");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                // A cache that was cut short, and seems to fit.
                "for f in *.aot; do head -c 9999 \"$f\" > x; mv x \"$f\"; done;"
                        + " touch -r sampan.jar *.rehearsed;",
            })
    void aCopiedTreeStartsWithoutComplaints(String damage) {
        var tree = lab.roomFor(0);
        var copied =
                alice.script(
                        "root=$(dirname \"$0\"); cp -r --parents \"$root\"/sampan"
                                + " \"$root\"/cli/src/main/{sh,jvm} \"$root\"/cli/target/sampan*"
                                + (" '" + tree + "' && cd '" + tree + "'\"$root\"/cli/target && ")
                                + damage
                                + ("exec '" + tree + "'\"$0\" --version"));

        copied.exitsWith(0);
        assertThat(copied.err()).isEmpty();
        assertThat(copied.out()).startsWith("sampan ");
    }

    private Path file(String name) {
        return lab.folder("files").resolve(name);
    }
}
