package io.sampan.systemtests.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.systemtests.fault.Ports;
import io.sampan.systemtests.harness.Lab;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What somebody is told who begins: in a new home, without a server, with a mistake.
class FirstStepsTest {

    private static final Duration AT_ONCE = Duration.ofMinutes(1);

    @RegisterExtension final Lab lab = new Lab();

    @ParameterizedTest
    @ValueSource(strings = {"ls", "who", "receive", "resume", "rm film", "get film"})
    void whoHasNotJoinedIsToldToJoinFirst(String words) {
        var nobody = lab.person("nobody", List.of());

        var told = nobody.startPlain((Object[]) words.split(" ")).await(AT_ONCE);

        // A server may run at the usual place of this machine; then the answer is its.
        assertThat(told.exitCode()).isIn(0, 2, 3);
        if (told.exitCode() == 2) {
            assertThat(told.err()).contains("join first").contains("sampan join");
        }
    }

    @Test
    void transfersNeedNoServer() {
        lab.person("nobody", List.of()).startPlain("transfers").await(AT_ONCE).exitsWith(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ls", "who"})
    void whatOnlyReadsGivesUpAfterSeconds(String command) {
        var nowhere = lab.person("alice", List.of(Ports.free()));

        nowhere.start(command).await(AT_ONCE).exitsWith(4);
    }

    @Test
    void contentTypesAreGuessed() throws Exception {
        var cluster = lab.cluster().start();
        var alice = lab.person("alice", cluster.entries()).in(lab.folder("files"));
        Files.writeString(lab.folder("files").resolve("notes.txt"), "hello");

        alice.done("put", "notes.txt");

        assertThat(alice.done("ls").fact().path("type").asString()).isEqualTo("text/plain");
    }
}
