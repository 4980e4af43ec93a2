package io.sampan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Daemon;
import io.sampan.systemtests.harness.Lab;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Memory does not depend on the size of files.
class SmallHeapsTest {

    private static final long MIB = 1 << 20;

    @RegisterExtension final Lab lab = Lab.optimizing();

    @Test
    @Tag("long")
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void tenGibibytesGoThroughAServerOf128MebibytesOfHeapAndRelaysOf64() {
        var size = 10L << 30;
        var folder = lab.roomFor(size);
        var cluster =
                lab.cluster()
                        .relays(2, 2)
                        .heaps("-Xmx128m", "-Xmx64m")
                        .serverHome(folder.resolve("server"))
                        .start();
        var alice = lab.person("alice", cluster.entries());
        var source = Content.sparse(folder.resolve("film"), 70, size);

        var put = alice.start("put", source).await(java.time.Duration.ofMinutes(7)).exitsWith(0);

        var peak = cluster.relays().stream().mapToLong(Daemon::peakResidentBytes).max().orElse(0);
        lab.say(
                "%.0f MB/s; resident at most: server %d MiB, a relay %d MiB",
                put.carried().megabytesPerSecond(),
                cluster.server().peakResidentBytes() / MIB,
                peak / MIB);
        var listed = alice.done("ls").fact();
        assertThat(listed.toString())
                .as("the server's tree digest is that of the source, computed here")
                .contains(Content.treeDigest(source).toString());
        assertThat(cluster.server().peakResidentBytes()).isLessThan(512 * MIB);
        assertThat(peak).isLessThan(320 * MIB);
    }
}
