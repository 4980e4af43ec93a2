package io.sampan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.systemtests.harness.Cluster;
import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.FrameTap;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.harness.Run;
import io.sampan.systemtests.harness.SampanCli;
import io.sampan.wire.frame.UploadFrame.OfferUpload;
import io.sampan.wire.frame.UploadFrame.UploadComplete;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The client is killed with `kill -9`; `sampan resume` completes what it had begun.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ClientKilledTest {

    private static final long MIB = 1 << 20;
    private static final long SIZE = 48 * MIB;

    /// 4 lanes with two blocks of 1 MiB on each.
    private static final long IN_FLIGHT = 4 * 2 * MIB;

    @RegisterExtension static final Lab lab = new Lab();

    private static Cluster cluster;
    private final CompletableFuture<Run> victim = new CompletableFuture<>();
    private FrameTap tap;
    private SampanCli alice;
    private String film;
    private Path source;
    private Path copy;

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
        source = Content.random(lab.folder("files").resolve(film), 6, SIZE);
        copy = lab.folder("files").resolve("copy");
    }

    @Test
    void inTheMiddleOfAPut() {
        killed(kill -> tap.whenCarriedUp(SIZE / 2, kill), "put", source);

        alice.done("resume");

        assertArrivedOnce();
        assertThat(tap.crossings().sentAgain()).isLessThanOrEqualTo(IN_FLIGHT);
    }

    @Test
    void beforeItsOfferLeft() {
        killed(kill -> tap.lose(OfferUpload.class, kill), "put", source);

        alice.done("resume");

        assertArrivedOnce();
    }

    @Test
    void beforeItHeardThatAllIsThere() {
        killed(kill -> tap.lose(UploadComplete.class, kill), "put", source);

        alice.done("resume");

        assertArrivedOnce();
        assertThat(tap.crossings().sentAgain()).isZero();
    }

    @Test
    void threeTimesInOnePut() {
        killed(kill -> tap.whenCarriedUp(SIZE / 4, kill), "put", source);
        for (var again = 2; again <= 3; again++) {
            var next = new CompletableFuture<Run>();
            tap.whenCarriedUp(again * SIZE / 4, () -> next.join().kill());
            var resume = alice.start("resume");
            next.complete(resume);
            resume.await();
        }

        alice.done("resume");

        assertArrivedOnce();
    }

    private void assertArrivedOnce() {
        var crossings = tap.crossings();
        lab.say("%.1f MiB of %d again", crossings.sentAgain() / (double) MIB, SIZE / MIB);
        alice.witness().assertGets(lab.folder("files"), source);
        assertThat(crossings.acknowledgedSentAgain()).as("stored, and sent again").isZero();
        assertThat(alice.witness().owned()).as("media, for one put").hasSize(1);
    }

    @Test
    void inTheMiddleOfAGet() throws IOException {
        alice.done("put", source);
        killed(kill -> tap.whenCarriedDown(SIZE / 2, kill), "get", film, "-o", copy);
        assertThat(copy).doesNotExist();

        alice.done("resume");

        lab.say("%.1f MiB of %d again", tap.crossings().readAgain() / (double) MIB, SIZE / MIB);
        assertThat(Content.same(source, copy)).isTrue();
        assertThat(tap.crossings().readAgain()).isLessThanOrEqualTo(IN_FLIGHT);
        try (var left = Files.list(copy.getParent())) {
            assertThat(left).containsExactlyInAnyOrder(source, copy);
        }
    }

    @Test
    void aSourceThatHasChangedMeanwhileIsNoticedSaidAndSentAnew() {
        killed(kill -> tap.whenCarriedUp(SIZE / 2, kill), "put", source);
        Content.random(source, 7, SIZE);

        var resume = alice.startTold("resume").await().exitsWith(0);

        assertThat(resume.out() + resume.err()).containsIgnoringCase("changed");
        alice.witness().assertGets(lab.folder("files"), source);
    }

    @Test
    void aSourceThatIsGoneMeanwhileFailsSaysSoAndCanBeGivenUp() throws IOException {
        killed(kill -> tap.whenCarriedUp(SIZE / 2, kill), "put", source);
        Files.delete(source);

        var resume = alice.startTold("resume").await().exitsWith(1);

        assertThat(resume.err()).contains(film);
        var advice = Pattern.compile("`sampan cancel ([0-9a-z]+)`").matcher(resume.err());
        assertThat(advice.find()).as(resume.err()).isTrue();
        alice.done("cancel", advice.group(1));
        alice.done("resume");
    }

    @Test
    void aLaterPutGoesOnWithWhatWasLeft() {
        killed(kill -> tap.whenCarriedUp(SIZE / 2, kill), "put", source);
        var other = Content.random(lab.folder("files").resolve("other"), 8, 3 * MIB);

        alice.done("put", other);
        alice.done("resume");

        assertThat(alice.witness().owned()).hasSize(2);
        alice.witness().assertGets(lab.folder("files"), source);
    }

    /// Starts a command and waits until it was killed at that moment.
    private void killed(Consumer<Runnable> at, Object... words) {
        at.accept(() -> victim.join().kill());
        var run = alice.start(words);
        victim.complete(run);
        run.await();
        assertThat(run.exitCode()).as("of a killed process").isEqualTo(137);
    }
}
