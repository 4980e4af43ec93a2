package io.sampan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sampan.model.RefusalCode;
import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.harness.RawLane;
import io.sampan.wire.proto.CancelUpload;
import io.sampan.wire.proto.Offer;
import io.sampan.wire.proto.OfferUpload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Space is promised at the offer, or refused there.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class NoSpaceTest {

    private static final int MIB = 1 << 20;

    @RegisterExtension final Lab lab = new Lab();

    @Test
    void aFileThatIsTooMuchForTheServerIsRefusedAtTheOfferWithTheFiguresAndNothingIsLeftBehind() {
        var cluster = lab.cluster().settings("[transfer]", "quota = \"20 MiB\"").start();
        var tap = lab.tap(cluster.server().address());
        var alice = lab.person("alice", cluster.entries()).via(tap.address());
        var before = cluster.serverDiskBytes();
        var film = Content.random(lab.folder("files").resolve("film"), 50, 30 * MIB);

        var put = alice.startTold("put", film).await().exitsWith(3);

        lab.say("told: %s", put.err().lines().filter(line -> line.contains("refused")).findFirst());
        assertThat(put.err() + put.out()).containsPattern("3\\d[ .,]?\\d*|31,?457,?280");
        assertThat(tap.crossings().bodiesUp()).as("bytes sent in vain").isZero();
        assertThat(cluster.serverDiskBytes() - before).isLessThan(MIB);
        assertThat(alice.done("ls").facts()).isEmpty();
    }

    @Test
    void ofTwoOffersThatFitSinglyButNotTogetherTheSecondIsRefusedUntilTheFirstIsGone() {
        var cluster = lab.cluster().settings("[transfer]", "quota = \"100 MiB\"").start();
        var lane = lab.owns(RawLane.login(cluster.server().address(), "alice"));

        var first = lane.ask(10, offer(1, 60 * MIB));
        var second = lane.ask(10, offer(2, 60 * MIB));
        var again = lane.ask(10, offer(1, 60 * MIB));
        lane.ask(16, CancelUpload.newBuilder().setId(RawLane.id(1)).build());
        var afterwards = lane.ask(10, offer(2, 60 * MIB));

        assertThat(first.type()).isEqualTo(11);
        assertThat(second.refused().getCode()).isEqualTo(RefusalCode.NO_SPACE.number());
        assertThat(second.refused().getDetail()).contains("60");
        assertThat(again.type()).as("the first, offered again").isEqualTo(11);
        assertThat(afterwards.type()).isEqualTo(11);
        lab.say("told: %s", second.refused().getDetail());
    }

    @Test
    void spaceThatWasPromisedBeforeAKillIsStillPromisedAfterIt() {
        var cluster = lab.cluster().settings("[transfer]", "quota = \"100 MiB\"").start();
        try (var lane = RawLane.login(cluster.server().address(), "alice")) {
            assertThat(lane.ask(10, offer(1, 60 * MIB)).type()).isEqualTo(11);
        }

        cluster.server().restart();

        var lane = lab.owns(RawLane.login(cluster.server().address(), "alice"));
        var other = lane.ask(10, offer(2, 60 * MIB));
        assertThat(other.refused().getCode()).isEqualTo(RefusalCode.NO_SPACE.number());
        assertThat(lane.ask(10, offer(1, 60 * MIB)).type()).isEqualTo(11);
    }

    @Test
    void bytesThatAreHeldAlreadyAreNotDemandedAgainByAResume() {
        var cluster = lab.cluster().settings("[transfer]", "quota = \"100 MiB\"").start();
        var tap = lab.tap(cluster.server().address());
        var alice = lab.person("alice", cluster.entries()).via(tap.address());
        var film = Content.random(lab.folder("files").resolve("film"), 51, 90 * MIB);
        tap.whenCarriedUp(60 * MIB, cluster.server()::restart);

        alice.done("put", film);

        var copy = lab.folder("files").resolve("copy");
        alice.done("get", "film", "-o", copy);
        assertThat(Content.same(film, copy)).isTrue();
    }

    @Test
    void aTaskThatMayWaitForSpaceGoesOnByItselfOnceThereIsSome() {
        var cluster = lab.cluster().settings("[transfer]", "quota = \"40 MiB\"").start();
        var alice = lab.person("alice", cluster.entries());
        var first = Content.random(lab.folder("files").resolve("first"), 52, 30 * MIB);
        var second = Content.random(lab.folder("files").resolve("second"), 53, 30 * MIB);
        alice.done("put", first);

        var put = alice.startTold("put", "--wait", second);
        await().atMost(Duration.ofSeconds(30)).until(() -> put.err().contains("space"));
        alice.done("rm", "first");

        put.await(Duration.ofSeconds(60)).exitsWith(0);
        var copy = lab.folder("files").resolve("copy");
        alice.done("get", "second", "-o", copy);
        assertThat(Content.same(second, copy)).isTrue();
    }

    @Test
    void theDisksOwnFreeSpaceIsALimitToo() throws IOException {
        var cluster = lab.cluster().start();
        var free = Files.getFileStore(cluster.serverHome()).getUsableSpace();
        var lane = lab.owns(RawLane.login(cluster.server().address(), "alice"));

        var refused = lane.ask(10, offer(1, free + 1)).refused();

        assertThat(refused.getCode()).isEqualTo(RefusalCode.NO_SPACE.number());
        assertThat(refused.getDetail().getBytes(StandardCharsets.UTF_8)).isNotEmpty();
    }

    private static OfferUpload offer(int number, long size) {
        return OfferUpload.newBuilder()
                .setOffer(
                        Offer.newBuilder()
                                .setId(RawLane.id(number))
                                .setName("film " + number)
                                .setContentType("video/mp4")
                                .setSize(size))
                .build();
    }
}
