package io.sampan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.systemtests.harness.Cluster;
import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.harness.Run;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Relays of either tier are killed, frozen and started again while files cross them.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RelaysKilledTest {

    private static final long MIB = 1 << 20;

    /// 8 lanes with two blocks of 8 MiB in flight on each: the defaults of a client.
    private static final long IN_FLIGHT = 8 * 2 * 8 * MIB;

    @RegisterExtension final Lab lab = Lab.optimizing();

    @Test
    @Tag("long")
    void twoGibibytesArriveWholeWhileARandomRelayIsKilledEveryTwoSeconds() {
        var cluster = lab.cluster().relays(2, 2).start();
        var alice = lab.person("alice", cluster.entries());
        var size = 2048 * MIB;
        var folder = lab.roomFor(3 * size);
        var source = Content.random(folder.resolve("film"), 1, size);
        var random = new Random(2);

        var put = alice.start("put", source);
        var killsOfPut = killRelaysUntilTheEndOf(put, cluster, random);
        var get = alice.start("get", "film", "-o", folder.resolve("copy"));
        var killsOfGet = killRelaysUntilTheEndOf(get, cluster, random);

        var wasPut = put.exitsWith(0).carried();
        var wasGot = get.exitsWith(0).carried();
        lab.say(
                "put: %d kills, %.0f MB/s, %.1f MiB again; get: %d kills, %.0f MB/s, %.1f MiB again",
                killsOfPut,
                wasPut.megabytesPerSecond(),
                wasPut.mebibytesAgain(),
                killsOfGet,
                wasGot.megabytesPerSecond(),
                wasGot.mebibytesAgain());
        assertThat(Content.same(source, folder.resolve("copy"))).isTrue();
        assertThat(killsOfPut).isPositive();
        assertThat(wasPut.again()).isLessThanOrEqualTo(IN_FLIGHT * killsOfPut);
        assertThat(wasGot.again()).isLessThanOrEqualTo(IN_FLIGHT * killsOfGet);
    }

    private static int killRelaysUntilTheEndOf(Run run, Cluster cluster, Random random) {
        var kills = 0;
        while (!run.endsWithin(Duration.ofSeconds(2))) {
            cluster.relays().get(random.nextInt(cluster.relays().size())).restart();
            kills++;
        }
        return kills;
    }

    @Test
    void aPutGoesOnThroughTheOtherRelaysWhenOneOfEachTierDiesForGood() {
        var cluster = lab.cluster().relays(2, 2).start();
        var tap = lab.tap(cluster.edges().getFirst().address());
        var alice =
                lab.person("alice", cluster.entries())
                        .via(tap.address(), cluster.edges().getLast().address());
        var source = Content.random(lab.folder("files").resolve("film"), 3, 96 * MIB);
        tap.whenCarriedUp(
                10 * MIB,
                () -> {
                    cluster.edges().getFirst().kill();
                    cluster.hubs().getLast().kill();
                });

        var put = alice.done("put", source).carried();

        lab.say("%.1f MiB again of 96", put.mebibytesAgain());
        alice.witness().assertGets(lab.folder("files"), source);
        assertThat(put.again()).isLessThanOrEqualTo(IN_FLIGHT);
    }

    @Test
    void aRelayThatFallsSilentWithoutClosingIsLeftForAnother() {
        var cluster = lab.cluster().relays(2, 1).start();
        var tap = lab.tap(cluster.edges().getFirst().address());
        var alice =
                lab.person("alice", cluster.entries())
                        .via(tap.address(), cluster.edges().getLast().address());
        var source = Content.random(lab.folder("files").resolve("film"), 4, 96 * MIB);
        tap.whenCarriedUp(10 * MIB, cluster.edges().getFirst()::freeze);

        var put = alice.done("put", source).carried();

        cluster.edges().getFirst().thaw();
        lab.say("%.1f MiB again of 96, %.1f s", put.mebibytesAgain(), put.time().toMillis() / 1e3);
        alice.witness().assertGets(lab.folder("files"), source);
    }
}
