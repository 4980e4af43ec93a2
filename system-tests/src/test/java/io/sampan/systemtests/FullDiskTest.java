package io.sampan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.systemtests.harness.Cluster;
import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.harness.SampanCli;
import io.sampan.systemtests.harness.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Something else fills the disk that the server's home lies on. Nothing that was acknowledged is
/// lost, what gives space back goes on working, and once there is space everything does, without a
/// restart.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class FullDiskTest {

    private static final int MIB = 1 << 20;
    private static final int MESSAGES = 3;

    @RegisterExtension final Lab lab = new Lab();

    private SmallDisk disk;
    private Cluster cluster;
    private SampanCli alice;
    private SampanCli bob;

    @BeforeEach
    void startOnASmallDisk() {
        disk = lab.owns(SmallDisk.mount(lab.folder("disk"), "size=64m"));
        cluster =
                lab.cluster()
                        .serverHome(disk.folder().resolve("home"))
                        .settings("[transfer]", "keep-free = \"1 MiB\"")
                        .start();
        alice = lab.person("alice", cluster.entries());
        bob = lab.person("bob", cluster.entries());
        alice.done("ls");
        bob.done("ls");
    }

    private Path file(String name, int seed, int size) {
        return Content.random(lab.folder("files").resolve(name), seed, size);
    }

    @Test
    void onceThereIsSpaceAgainEverythingGoesOnWithoutARestart() {
        var small = file("small", 1, 10_000);
        var large = file("large", 2, 3 * MIB);
        disk.fill();

        alice.run("put", small).exitsWith(3);
        alice.run("put", "--public", large).exitsWith(3);
        var waiting = alice.start("put", "--wait", small);
        disk.removeFillers();

        waiting.await().exitsWith(0);
        alice.done("put", "--public", large);
        alice.done("send", "--to", "bob", "-m", "afterwards");
        assertThat(bob.done("receive").out()).contains("afterwards");
        bob.done("get", "large", "-o", lab.folder("files").resolve("copy"));
        assertThat(Content.same(large, lab.folder("files").resolve("copy"))).isTrue();
        assertThat(cluster.server().log()).doesNotContain("the writer failed");
    }

    @Test
    void whatWaitsIsReceivedAndWhatIsThereIsRemovedOnAFullDisk() {
        alice.done("put", file("small", 3, 10_000));
        alice.done("put", file("large", 4, 3 * MIB));
        for (var n = 0; n < MESSAGES; n++) {
            alice.done("send", "--to", "bob", "-m", "message " + n);
        }
        disk.fill();

        assertThat(bob.done("receive").facts()).hasSizeGreaterThanOrEqualTo(MESSAGES);
        assertThat(bob.done("receive").out()).doesNotContain("message 0");
        alice.done("rm", "small");
        disk.fill();
        alice.done("rm", "large");

        assertThat(alice.done("ls").out()).doesNotContain("small", "large");
        lab.say("the log: %d lines", cluster.server().logLines());
    }

    @Test
    void aServerThatIsStartedOnAFullDiskDeliversAndRemoves() throws IOException {
        alice.done("put", file("large", 5, 3 * MIB));
        alice.done("send", "--to", "bob", "-m", "before the disk was full");
        cluster.server().kill();
        disk.fill();

        cluster.server().start();

        assertThat(bob.done("receive").out()).contains("before the disk was full");
        alice.done("rm", "large");
        disk.removeFillers();
        alice.done("put", file("small", 6, 10_000));
        assertThat(Files.exists(cluster.serverHome().resolve("ledger.db-reserve"))).isTrue();
    }
}
