package io.sampan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.systemtests.harness.Lab;
import java.util.List;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What a newcomer sees first.
class DemoTest {

    @RegisterExtension final Lab lab = new Lab();

    @Test
    void tellsTheWholeStory() {
        var here = lab.folder("demo");

        var demo =
                lab.person("newcomer", List.of())
                        .startPlain("demo", "--json", "--size", "96MiB", "--in", here)
                        .await()
                        .exitsWith(0);

        assertThat(demo.fact().get("held").asBoolean()).isTrue();
        assertThat(
                        StreamSupport.stream(demo.fact().get("kills").spliterator(), false)
                                .map(kill -> kill.get("node").asString()))
                .containsExactly("edge A", "hub B", "server", "server");
        assertThat(demo.err()).contains("alice has the receipts of both");
        assertThat(here).isEmptyDirectory();
    }

    @Test
    void leavesNothingBehindWhenItIsStopped() {
        var here = lab.folder("demo");
        var demo =
                lab.person("newcomer", List.of())
                        .startPlain("demo", "--size", "96MiB", "--in", here);
        Awaitility.await().until(() -> demo.err().contains("have joined") || !demo.isAlive());
        var started = demo.children();

        demo.terminate();
        demo.await();

        assertThat(started).isNotEmpty();
        Awaitility.await().until(() -> started.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(here).isEmptyDirectory();
    }
}
