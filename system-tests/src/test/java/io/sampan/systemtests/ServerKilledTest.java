package io.sampan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.systemtests.harness.Cluster;
import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.FrameTap;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.harness.SampanCli;
import io.sampan.wire.frame.LoginFrame.Welcome;
import io.sampan.wire.frame.UploadFrame.BlockStored;
import io.sampan.wire.frame.UploadFrame.FinishUpload;
import io.sampan.wire.frame.UploadFrame.UploadComplete;
import io.sampan.wire.frame.UploadFrame.UploadReady;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The server is killed with `kill -9` and started again at exact moments of a transfer. The client
/// is told nothing, and goes on by itself; what it was told to be stored is never sent again.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ServerKilledTest {

    private static final long MIB = 1 << 20;
    private static final long SIZE = 48 * MIB;

    /// 4 lanes with two blocks of 1 MiB on each.
    private static final long IN_FLIGHT = 4 * 2 * MIB;

    @RegisterExtension static final Lab lab = new Lab();

    private static Cluster cluster;
    private FrameTap tap;
    private SampanCli alice;
    private String film;
    private Path source;

    @BeforeAll
    static void start() {
        cluster = lab.cluster().start();
    }

    @BeforeEach
    void begin() {
        tap = lab.tap(cluster.server().address());
        alice =
                lab.person(lab.ownName("alice"), cluster.entries())
                        .via(tap.address())
                        .with("--lanes", "4", "--block", "1 MiB");
        film = lab.ownName("film");
        source = Content.random(lab.folder("files").resolve(film), 5, SIZE);
    }

    @Test
    void beforeTheLoginsAnswer() {
        putArrivesWhere(killed -> tap.lose(Welcome.class, killed));
    }

    @Test
    void beforeTheOffersAnswer() {
        putArrivesWhere(killed -> tap.lose(UploadReady.class, killed));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 5 * MIB + 3, SIZE - 1})
    void inTheMiddleOfABlock(long afterBytes) {
        putArrivesWhere(killed -> tap.whenCarriedUp(afterBytes, killed));
    }

    @Test
    void beforeABlocksAnswer() {
        putArrivesWhere(killed -> tap.lose(BlockStored.class, killed));
    }

    @Test
    void betweenTheLastBlockAndTheFinish() {
        putArrivesWhere(killed -> tap.before(FinishUpload.class, killed));
    }

    @Test
    void rightAfterTheFinish() {
        putArrivesWhere(killed -> tap.lose(UploadComplete.class, killed));
        assertThat(alice.witness().owned()).as("media, for one put").hasSize(1);
    }

    private void putArrivesWhere(Consumer<Runnable> killAt) {
        killAt.accept(cluster.server()::restart);

        alice.done("put", source);

        var crossings = tap.crossings();
        lab.say("%.1f MiB of %d again", crossings.sentAgain() / (double) MIB, SIZE / MIB);
        assertArrived();
        assertThat(crossings.sentAgain()).isLessThanOrEqualTo(IN_FLIGHT);
        assertThat(crossings.acknowledgedSentAgain()).as("stored, and sent again").isZero();
    }

    private void assertArrived() {
        alice.witness().assertGets(lab.folder("files"), source);
    }

    @Test
    @Tag("long")
    void tenTimesInOnePut() {
        for (var kill = 1; kill <= 10; kill++) {
            tap.whenCarriedUp(kill * SIZE / 11, cluster.server()::restart);
        }

        alice.done("put", source);

        lab.say(
                "10 kills, %.1f MiB of %d again",
                tap.crossings().sentAgain() / (double) MIB, SIZE / MIB);
        assertArrived();
        assertThat(tap.crossings().sentAgain()).isLessThanOrEqualTo(10 * IN_FLIGHT);
        assertThat(tap.crossings().acknowledgedSentAgain()).as("stored, and sent again").isZero();
    }

    @Test
    void inTheMiddleOfAGet() {
        alice.done("put", source);
        tap.whenCarriedDown(SIZE / 2, cluster.server()::restart);
        var copy = lab.folder("files").resolve("copy");

        alice.done("get", film, "-o", copy);

        assertThat(Content.same(source, copy)).isTrue();
        lab.say("%.1f MiB of %d again", tap.crossings().readAgain() / (double) MIB, SIZE / MIB);
        assertThat(tap.crossings().readAgain()).isLessThanOrEqualTo(IN_FLIGHT);
    }
}
