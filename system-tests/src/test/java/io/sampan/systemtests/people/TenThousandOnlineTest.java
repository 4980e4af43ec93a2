package io.sampan.systemtests.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.sampan.systemtests.harness.Lab;
import io.sampan.wire.net.limit.DescriptorLimit;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// As many as a server with half a GiB of heap has to bear.
@Tag("long")
class TenThousandOnlineTest {

    private static final int MOST = 10_000;
    private static final int FEWEST = 1_000;
    private static final int FILES_FOR_THE_REST = 500;
    private static final int LANES_FOR_THE_REST = 100;

    @RegisterExtension final Lab lab = Lab.optimizing();

    @Test
    void everybodySeesEverybody() {
        // A JVM raises its own limit to the hard one; the server has the same, and gives lanes a
        // share of it.
        var places = DescriptorLimit.ofThisProcess().lanes() - LANES_FOR_THE_REST;
        var number = (int) Math.min(Math.min(MOST, places), filesAllowed() - FILES_FOR_THE_REST);
        assumeThat(number).as("files that a process may have open").isGreaterThan(FEWEST);
        var cluster =
                lab.cluster()
                        .settings(
                                "online = " + MOST,
                                "heartbeat = \"30m\"",
                                "trusted = [\"127.0.0.0/8\"]")
                        .heaps("-Xmx512m", "-Xmx64m")
                        .start();

        var crowd = lab.owns(Crowd.gather(cluster.server().address(), number));
        Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> crowd.whoSee(number) == number || !crowd.troubles().isEmpty());

        assertThat(crowd.troubles()).isEmpty();
        assertThat(cluster.server().isAlive()).isTrue();
        lab.say(
                "%d online; the server had at most %d MiB resident",
                number, cluster.server().peakResidentBytes() >> 20);
    }

    private static long filesAllowed() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean os
                ? os.getMaxFileDescriptorCount()
                : MOST;
    }
}
