package io.sampan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sampan.systemtests.fault.FaultyRelay;
import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Daemon;
import io.sampan.systemtests.harness.Lab;
import io.sampan.wire.frame.UploadFrame.FinishUpload;
import io.sampan.wire.frame.UploadFrame.UploadComplete;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What users of other programs complain about, each once: it does not happen here.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ComplaintsTest {

    private static final int MIB = 1 << 20;

    @RegisterExtension final Lab lab = Lab.optimizing();

    /// A stale lock makes everybody wait after a crash (tus/tusd#335): here the line went dead, so
    /// the server cannot know that the client was killed.
    @Test
    void aClientThatDiedBehindADeadLineLocksNobodyOut() {
        var cluster = lab.cluster().start();
        var tap = lab.tap(cluster.server().address());
        var line = lab.owns(FaultyRelay.to(tap.address()).bytesPerSecond(20 * MIB).start());
        var alice = lab.person("alice", cluster.entries());
        var source = Content.random(lab.folder("files").resolve("film"), 100, 48 * MIB);
        var put = alice.via(line.address()).start("put", source);
        await().atMost(Duration.ofSeconds(30)).until(() -> tap.crossings().bodiesUp() > 20 * MIB);
        line.pause();
        put.kill();

        var began = System.nanoTime();
        alice.via(tap.address()).done("resume");

        var seconds = (System.nanoTime() - began) / 1e9;
        lab.say(
                "resumed in %.1f s, %.1f MiB again",
                seconds, tap.crossings().sentAgain() / (double) MIB);
        alice.witness().assertGets(lab.folder("copies"), source);
        assertThat(seconds).isLessThan(20);
        assertThat(tap.crossings().sentAgain()).isLessThan(32 * MIB);
    }

    /// Slow uplinks loop for ever (signalapp/Signal-Android#9814): each block takes longer than an
    /// answer may.
    @Test
    void aLineOnWhichABlockTakesLongerThanAnAnswerMayIsOnlySlow() {
        var cluster = lab.cluster().start();
        var tap = lab.tap(cluster.server().address());
        var line = lab.owns(FaultyRelay.to(tap.address()).bytesPerSecond(600_000).start());
        var alice = lab.person("alice", cluster.entries()).via(line.address());
        var source = Content.random(lab.folder("files").resolve("film"), 101, 9 * MIB);

        var put = alice.done("put", source).carried();

        lab.say("%.1f s, %d bytes again", put.time().toMillis() / 1e3, tap.crossings().sentAgain());
        alice.via(cluster.server().address()).witness().assertGets(lab.folder("copies"), source);
        assertThat(tap.crossings().sentAgain()).isZero();
    }

    /// A finish hook ran three times (tus/tusd#616), an error is shown although the file arrived
    /// (haiwen/seafile#1320): answers to many small files are lost.
    @Test
    void smallFilesWhoseAnswersAreLostArriveOnceEach() {
        var cluster = lab.cluster().start();
        var tap = lab.tap(cluster.server().address());
        var alice = lab.person("alice", cluster.entries()).via(tap.address());
        for (var i = 0; i < 300; i++) {
            Content.random(lab.folder("album").resolve("%03d.jpg".formatted(i)), i, 10_000 + i);
        }
        for (var i = 0; i < 5; i++) {
            tap.lose(UploadComplete.class, () -> {});
        }
        tap.lose(UploadComplete.class, cluster.server()::restart);

        alice.done("put", lab.folder("album"));

        lab.say("%d bytes again", tap.crossings().sentAgain());
        assertThat(alice.done("ls").facts()).hasSize(300);
    }

    /// A restart loses the state (rclone/rclone#87): everything is killed at once.
    @Test
    void everythingIsKilledAtOnceAndGoesOn() {
        var cluster = lab.cluster().relays(1, 1).start();
        var tap = lab.tap(cluster.edges().getFirst().address());
        var alice = lab.person("alice", cluster.entries()).via(tap.address());
        var files = new ArrayList<Path>();
        for (var i = 0; i < 3; i++) {
            files.add(Content.random(lab.folder("files").resolve("film" + i), 110 + i, 30 * MIB));
        }
        var words = new ArrayList<Object>(List.of("put"));
        words.addAll(files);
        tap.pace(40 * MIB);
        var put = alice.start(words.toArray());
        await().atMost(Duration.ofSeconds(30)).until(() -> tap.crossings().bodiesUp() > 40 * MIB);
        put.kill();
        cluster.relays().forEach(Daemon::kill);
        cluster.server().kill();

        cluster.server().start();
        cluster.relays().forEach(Daemon::start);
        tap.pace(Long.MAX_VALUE);
        alice.done("resume");

        lab.say("%.1f MiB of 90 again", tap.crossings().sentAgain() / (double) MIB);
        alice.witness().assertGets(lab.folder("copies"), files.toArray(Path[]::new));
        assertThat(tap.crossings().acknowledgedSentAgain()).isZero();
        assertThat(alice.done("ls").facts()).hasSize(3);
    }

    /// 100 %, then a timeout while the server assembles (nextcloud/server#17992).
    @Test
    void aFinishTakesNoLongerForALargeFile() {
        var cluster = lab.cluster().start();
        var tap = lab.tap(cluster.server().address());
        var alice = lab.person("alice", cluster.entries()).via(tap.address());
        var source = Content.sparse(lab.folder("files").resolve("film"), 120, 1L << 30);
        var times = new long[2];
        tap.before(FinishUpload.class, () -> times[0] = System.nanoTime());
        tap.before(UploadComplete.class, () -> times[1] = System.nanoTime());

        alice.done("put", source);

        var millis = (times[1] - times[0]) / 1_000_000;
        lab.say("finish of 1 GiB: %d ms", millis);
        assertThat(millis).isBetween(0L, 3_000L);
    }
}
