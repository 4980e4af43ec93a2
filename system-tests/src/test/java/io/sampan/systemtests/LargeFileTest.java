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

/// No length and no offset is kept in 32 bits, there and back, and memory does not depend on the
/// size of files.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class LargeFileTest {

    private static final long MIB = 1 << 20;
    private static final long SIZE = (4L << 30) + 1;

    @RegisterExtension final Lab lab = Lab.optimizing();

    @Test
    @Tag("long")
    void aSparseFileOfMoreThan4GibibytesComesBackTheSameThroughSmallHeaps() {
        var folder = lab.roomFor(2 * SIZE);
        var cluster =
                lab.cluster()
                        .relays(1, 1)
                        .heaps("-Xmx128m", "-Xmx64m")
                        .serverHome(folder.resolve("server"))
                        .start();
        var alice = lab.person("alice", cluster.entries());
        var source = Content.sparse(folder.resolve("sparse"), 60, SIZE);
        var copy = folder.resolve("copy");

        var put = alice.done("put", source).carried();
        var get = alice.done("get", "sparse", "-o", copy).carried();

        var server = cluster.server().peakResidentBytes();
        var relay = cluster.relays().stream().mapToLong(Daemon::peakResidentBytes).max().orElse(0);
        lab.say(
                "put %.0f MB/s, get %.0f MB/s; resident at most: server %d MiB, a relay %d MiB",
                put.megabytesPerSecond(), get.megabytesPerSecond(), server / MIB, relay / MIB);
        assertThat(Content.same(source, copy)).isTrue();
        assertThat(server).isLessThan(512 * MIB);
        assertThat(relay).isLessThan(320 * MIB);
    }
}
