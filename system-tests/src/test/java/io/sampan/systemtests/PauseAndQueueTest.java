package io.sampan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sampan.model.RefusalCode;
import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.harness.RawLane;
import io.sampan.systemtests.harness.SampanCli;
import io.sampan.wire.proto.Offer;
import io.sampan.wire.proto.OfferUpload;
import io.sampan.wire.proto.PauseUpload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// Tasks are paused, continued, cancelled and queued, also from another process; slots are freed
/// and waited for.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PauseAndQueueTest {

    private static final int MIB = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /// A pause waits for the blocks that are on their way: with these options 8 MiB at most.
    private static final String[] LITTLE_ON_ITS_WAY = {"--lanes", "4", "--block", "1 MiB"};

    @RegisterExtension final Lab lab = new Lab();

    @Test
    void aPauseFreesTheSlotAndKeepsTheBytesAndAnotherProcessContinues() {
        var cluster = lab.cluster().settings("[transfer]", "slots = 1").start();
        var tap = lab.tap(cluster.server().address());
        var alice = lab.person("alice", cluster.entries()).via(tap.address());
        var bob = lab.person("bob", cluster.entries());
        var film = Content.random(lab.folder("files").resolve("film"), 20, 64 * MIB);
        var other = Content.random(lab.folder("files").resolve("other"), 21, 3 * MIB);
        tap.whenCarriedUp(24 * MIB, () -> tap.pace(MIB));
        var put = alice.with(LITTLE_ON_ITS_WAY).start("put", film);
        await().atMost(PATIENCE).until(() -> tap.crossings().bodiesUp() >= 24 * MIB);

        alice.done("pause", task(alice, "film"));
        put.await();
        var kept = cluster.serverDiskBytes();
        bob.done("put", other);
        tap.pace(Long.MAX_VALUE);
        alice.done("continue", task(alice, "film"));

        lab.say(
                "paused with %d MiB kept, then %.1f MiB again",
                kept / MIB, tap.crossings().sentAgain() / (double) MIB);
        assertThat(kept).isGreaterThan(8 * MIB);
        alice.witness().assertGets(lab.folder("copies"), film);
        assertThat(tap.crossings().acknowledgedSentAgain()).as("stored, and sent again").isZero();
    }

    @Test
    void aCancelFromAnotherProcessRemovesTheBytes() {
        var cluster = lab.cluster().settings("[transfer]", "slots = 1").start();
        var tap = lab.tap(cluster.server().address());
        var alice = lab.person("alice", cluster.entries()).via(tap.address());
        var film = Content.random(lab.folder("files").resolve("film"), 22, 64 * MIB);
        tap.whenCarriedUp(24 * MIB, () -> tap.pace(MIB));
        var put = alice.with(LITTLE_ON_ITS_WAY).start("put", film);
        await().atMost(PATIENCE).until(() -> tap.crossings().bodiesUp() >= 24 * MIB);

        alice.done("cancel", task(alice, "film"));

        put.await();
        assertThat(put.exitCode()).as("exit code of a put that was cancelled").isNotZero();
        await().atMost(PATIENCE).until(() -> cluster.serverDiskBytes() < 4 * MIB);
        assertThat(alice.done("ls").facts()).isEmpty();
        lab.say("%d KiB left at the server", cluster.serverDiskBytes() >> 10);
        assertThat(film).as("the source").exists();
    }

    @Test
    void aPausedTaskThatIsCancelledRemovesTheBytesToo() {
        var cluster = lab.cluster().start();
        var tap = lab.tap(cluster.server().address());
        var alice = lab.person("alice", cluster.entries()).via(tap.address());
        var film = Content.random(lab.folder("files").resolve("film"), 23, 64 * MIB);
        tap.whenCarriedUp(24 * MIB, () -> tap.pace(MIB));
        var put = alice.with(LITTLE_ON_ITS_WAY).start("put", film);
        await().atMost(PATIENCE).until(() -> tap.crossings().bodiesUp() >= 24 * MIB);
        alice.done("pause", "--all");
        put.await();

        alice.done("cancel", "--all");

        await().atMost(PATIENCE).until(() -> cluster.serverDiskBytes() < 4 * MIB);
        assertThat(alice.done("ls").facts()).isEmpty();
    }

    @Test
    void filesThatAreAddedWhileFiveAreSentStartWhenAPlaceIsFree() {
        var cluster = lab.cluster().start();
        var tap = lab.tap(cluster.server().address());
        var alice = lab.person("alice", cluster.entries()).via(tap.address());
        var files = new ArrayList<Path>();
        for (var i = 0; i < 7; i++) {
            files.add(Content.random(lab.folder("files").resolve("film" + i), 30 + i, 12 * MIB));
        }
        var first = new ArrayList<Object>(List.of("put"));
        first.addAll(files.subList(0, 5));
        tap.pace(MIB);
        var running = alice.start(first.toArray());
        await().atMost(PATIENCE).until(() -> tap.crossings().bodiesUp() > 0);

        var added = alice.start("put", files.get(5), files.get(6));
        await().atMost(PATIENCE).until(() -> tasks(alice).size() == 7);
        var states = tasks(alice).stream().map(fact -> fact.path("state").asString()).toList();
        tap.pace(Long.MAX_VALUE);

        running.await().exitsWith(0);
        added.await().exitsWith(0);
        lab.say("states when two were added: %s", states);
        assertThat(states.stream().filter("waiting"::equals)).hasSizeGreaterThanOrEqualTo(2);
        alice.witness().assertGets(lab.folder("copies"), files.toArray(Path[]::new));
    }

    @Test
    void with200SlotsTakenThe201stWaitsIsToldSoAndStartsByItself() {
        var cluster = lab.cluster().start();
        // Five people, none of whom has more than a fair share.
        var holders =
                IntStream.range(0, 5)
                        .mapToObj(n ->
                                lab.owns(RawLane.login(cluster.server().address(), "holder" + n)))
                        .toList();
        for (var i = 0; i < 200; i++) {
            assertThat(holders.get(i % 5).ask(10, offer(i)).type()).as("slot %d", i).isEqualTo(11);
        }
        assertThat(holders.getFirst().ask(10, offer(200)).refused().getCode())
                .isEqualTo(RefusalCode.NO_SLOT.number());
        var alice = lab.person("alice", cluster.entries());
        var film = Content.random(lab.folder("files").resolve("film"), 40, 3 * MIB);

        var put = alice.startTold("put", film);
        await().atMost(PATIENCE).until(() -> put.err().contains("slot"));
        assertThat(put.isAlive()).isTrue();
        holders.get(7 % 5).ask(15, PauseUpload.newBuilder().setId(RawLane.id(7)).build());

        put.await(PATIENCE).exitsWith(0);
        lab.say("told: %s", put.err().lines().filter(line -> line.contains("slot")).findFirst());
        alice.witness().assertGets(lab.folder("copies"), film);
    }

    private static OfferUpload offer(int number) {
        return OfferUpload.newBuilder()
                .setOffer(
                        Offer.newBuilder()
                                .setId(RawLane.id(number))
                                .setName("held " + number)
                                .setContentType("application/octet-stream")
                                .setSize(10 * MIB))
                .build();
    }

    private static List<JsonNode> tasks(SampanCli person) {
        return person.done("transfers").facts();
    }

    private static String task(SampanCli person, String name) {
        return tasks(person).stream()
                .filter(fact -> fact.toString().contains(name))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
    }
}
