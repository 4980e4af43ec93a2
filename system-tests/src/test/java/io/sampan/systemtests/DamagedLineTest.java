package io.sampan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.sampan.model.ByteRange;
import io.sampan.model.RefusalCode;
import io.sampan.model.Sha256;
import io.sampan.model.TreeHasher;
import io.sampan.systemtests.fault.Cut;
import io.sampan.systemtests.fault.FaultyRelay;
import io.sampan.systemtests.harness.Cluster;
import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.harness.RawLane;
import io.sampan.wire.proto.FinishUpload;
import io.sampan.wire.proto.Offer;
import io.sampan.wire.proto.OfferUpload;
import io.sampan.wire.proto.PutBlock;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Lines that are slow, drop, or flip bits.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class DamagedLineTest {

    private static final int MIB = 1 << 20;

    @RegisterExtension static final Lab lab = new Lab();

    private static Cluster cluster;
    private String film;

    @BeforeAll
    static void start() {
        cluster = lab.cluster().start();
    }

    @BeforeEach
    void begin() {
        film = lab.ownName("film");
    }

    @Test
    void aSlowLineThatDropsEvery300KilobytesCarriesNoByteMoreThanTwice() {
        var tap = lab.tap(cluster.server().address());
        var line =
                lab.owns(
                        FaultyRelay.to(tap.address())
                                .bytesPerSecond(1_500_000)
                                .cutAfter(300_000, Cut.ABRUPTLY)
                                .start());
        var alice = lab.person(lab.ownName("alice"), cluster.entries()).via(line.address());
        var source = Content.random(lab.folder("files").resolve(film), 9, 6 * MIB + 12_345);

        alice.done("put", source);

        lab.say(
                "%d connections, %.2f MiB again of 6, %d bytes more than twice",
                line.connections(),
                tap.crossings().sentAgain() / (double) MIB,
                tap.crossings().sentMoreThanTwice());
        alice.via(cluster.server().address()).witness().assertGets(lab.folder("files"), source);
        assertThat(line.connections()).isGreaterThan(15);
        assertThat(tap.crossings().sentMoreThanTwice()).isZero();
    }

    @Test
    void aLeafThatIsDamagedOnItsWayUpIsSentAgainAndNothingElse() {
        var tap = lab.tap(cluster.server().address());
        var alice = lab.person(lab.ownName("alice"), cluster.entries()).via(tap.address());
        var source = Content.random(lab.folder("files").resolve(film), 10, 40 * MIB);
        tap.spoilUp(3 * MIB + 17);

        alice.done("put", source);

        lab.say("%d bytes again", tap.crossings().sentAgain());
        assertThat(tap.crossings().refusals(RefusalCode.BAD_LEAF.number())).isEqualTo(1);
        assertThat(tap.crossings().sentAgain()).isEqualTo(MIB);
        alice.witness().assertGets(lab.folder("files"), source);
    }

    @Test
    void aLeafThatIsDamagedOnItsWayDownIsFetchedAgainAndNothingElse() {
        var tap = lab.tap(cluster.server().address());
        var alice = lab.person(lab.ownName("alice"), cluster.entries()).via(tap.address());
        var source = Content.random(lab.folder("files").resolve(film), 11, 40 * MIB);
        alice.done("put", source);
        tap.spoilDown(7 * MIB + 1);

        var copy = lab.folder("files").resolve("copy");
        alice.done("get", film, "-o", copy);

        lab.say("%d bytes again", tap.crossings().readAgain());
        assertThat(Content.same(source, copy)).isTrue();
        assertThat(tap.crossings().readAgain()).isEqualTo(MIB);
    }

    @Test
    void aBitThatIsFlippedAnywhereIsNeverStored() {
        var alice = lab.person(lab.ownName("alice"), cluster.entries());
        var source = Content.random(lab.folder("files").resolve(film), 12, 24 * MIB);
        var random = new Random(13);
        for (var i = 0; i < 4; i++) {
            var line =
                    lab.owns(
                            FaultyRelay.to(cluster.server().address())
                                    .flipBitUpBetween(100, 2 * MIB, random)
                                    .start());

            alice.via(line.address()).done("put", source, "--name", film + "-" + i);

            assertThat(line.hasFlipped()).isTrue();
            var copy = lab.folder("files").resolve("copy-" + i);
            alice.done("get", film + "-" + i, "-o", copy);
            assertThat(Content.same(source, copy)).isTrue();
        }
    }

    @Test
    void aWrongDigestOfTheWholeIsRefusedWithTheRangesAndTheRightOneIsTakenAfterwards() {
        var file = Content.bytes(14, 2 * MIB + 5);
        var first = Sha256.digest(Arrays.copyOfRange(file, 0, MIB));
        var second = Sha256.digest(Arrays.copyOfRange(file, MIB, 2 * MIB));
        var third = Sha256.digest(Arrays.copyOfRange(file, 2 * MIB, file.length));
        var right = new TreeHasher().add(first).add(second).add(third).digest();
        var wrong = new TreeHasher().add(third).add(second).add(first).digest();
        var lane = lab.owns(RawLane.login(cluster.server().address(), lab.ownName("alice")));
        lane.ask(
                10,
                OfferUpload.newBuilder()
                        .setOffer(
                                Offer.newBuilder()
                                        .setId(RawLane.id(1))
                                        .setName("film")
                                        .setContentType("video/mp4")
                                        .setSize(file.length))
                        .build());
        var digests = ByteString.EMPTY;
        for (var leaf : new Sha256[] {first, second, third}) {
            digests = digests.concat(ByteString.copyFrom(leaf.bytes()));
        }
        lane.ask(
                13,
                PutBlock.newBuilder().setId(RawLane.id(1)).setLeafDigests(digests).build(),
                file);

        var refused = lane.ask(17, finish(wrong)).refused();
        var completed = lane.ask(17, finish(right));
        var again = lane.ask(17, finish(right));

        assertThat(refused.getCode()).isEqualTo(RefusalCode.DIGEST_MISMATCH.number());
        assertThat(refused.getRangesList())
                .as("skip nothing, then check all of it: %s", new ByteRange(0, file.length))
                .containsExactly(0L, (long) file.length);
        assertThat(completed.type()).isEqualTo(18);
        assertThat(again.header()).as("finishing twice").isEqualTo(completed.header());
    }

    private static FinishUpload finish(Sha256 digest) {
        return FinishUpload.newBuilder()
                .setId(RawLane.id(1))
                .setTreeDigest(ByteString.copyFrom(digest.bytes()))
                .build();
    }
}
