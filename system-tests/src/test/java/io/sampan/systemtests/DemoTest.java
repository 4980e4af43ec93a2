package io.sampan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.systemtests.harness.Lab;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What a newcomer sees first.
class DemoTest {

    @RegisterExtension final Lab lab = Lab.optimizing();

    @Test
    void tellsTheWholeStory() {
        var here = lab.folder("demo");

        var demo =
                lab.person("newcomer", List.of())
                        .startPlain("demo", "--json", "--size", "48MiB", "--in", here)
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
                        .startPlain("demo", "--size", "48MiB", "--in", here);
        await(() -> demo.err().contains("have joined") || !demo.isAlive());
        var started = demo.children();

        demo.terminate();
        demo.await();

        assertThat(started).isNotEmpty();
        await(() -> started.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(here).isEmptyDirectory();
    }

    private static void await(Callable<Boolean> holds) {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(holds);
    }
}
