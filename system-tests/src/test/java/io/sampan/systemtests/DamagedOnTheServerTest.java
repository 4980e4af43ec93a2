package io.sampan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.systemtests.harness.Cluster;
import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.harness.SampanCli;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The disk of the server has changed or lost what it stored. The client is told so at once, and
/// the operator finds it in the log.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class DamagedOnTheServerTest {

    private static final int MIB = 1 << 20;

    @RegisterExtension final Lab lab = new Lab();

    private Cluster cluster;
    private SampanCli alice;

    @BeforeEach
    void start() {
        cluster = lab.cluster().start();
        alice = lab.person("alice", cluster.entries());
        alice.done("put", Content.random(lab.folder("files").resolve("film"), 1, 5 * MIB));
    }

    private Path stored() throws IOException {
        try (var all = Files.walk(cluster.serverHome().resolve("blobs/media"))) {
            return all.filter(file -> file.endsWith("bytes")).findFirst().orElseThrow();
        }
    }

    private void getIsRefused() {
        var copy = lab.folder("files").resolve("copy");

        var get = alice.run("get", "film", "-o", copy).exitsWith(3);

        assertThat(get.err() + get.out()).contains("damaged");
        assertThat(copy).doesNotExist();
        assertThat(cluster.server().log()).contains("a stored file is damaged");
    }

    @Test
    void aBitThatFlippedIsFoundSetAsideAndTold() throws IOException {
        try (var file = FileChannel.open(stored(), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), 3L * MIB + 17);
        }

        getIsRefused();

        try (var damaged = Files.list(cluster.serverHome().resolve("blobs/damaged"))) {
            assertThat(damaged).hasSize(1);
        }
        getIsRefused();
    }

    @Test
    void aFileThatIsGoneIsTold() throws IOException {
        Files.delete(stored());

        getIsRefused();
    }

    @Test
    void aFileThatWasCutOffIsTold() throws IOException {
        try (var file = FileChannel.open(stored(), StandardOpenOption.WRITE)) {
            file.truncate(MIB);
        }

        getIsRefused();
    }
}
