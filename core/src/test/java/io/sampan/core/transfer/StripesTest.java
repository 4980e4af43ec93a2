package io.sampan.core.transfer;

import static io.sampan.core.transfer.Stage.ALICE;
import static io.sampan.core.transfer.Stage.assertRefused;
import static io.sampan.core.transfer.Stage.done;
import static io.sampan.core.transfer.TestFile.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.model.ByteRange;
import io.sampan.model.MediaName;
import io.sampan.model.RefusalCode;
import io.sampan.model.Space;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Uploads by name, in stripes, without digests.
class StripesTest {

    private static final MediaName NAME = new MediaName("package:film");

    private static final int LAST = 11;

    /// Stripes shorter than a leaf: some leaves belong to three of them.
    private static final TestFile FILE = TestFile.ofSize(10 * MIB + 200_001);

    private final Stage stage = new Stage();

    private NamedUploadDesk desk() {
        return stage.transfers.named();
    }

    private static ByteRange stripe(TestFile file, int number) {
        var length = file.size() / (LAST + 1);
        return new ByteRange(
                (long) number * length, number == LAST ? file.size() : (number + 1L) * length);
    }

    private BlockIntake begin(TestFile file, int number, long offset) {
        var stripe = stripe(file, number);
        return done(desk().range(NAME, file.size(), stripe, stripe.from() + offset, stage.lane));
    }

    private void put(TestFile file, int number, long offset) {
        var stripe = stripe(file, number);
        var intake = begin(file, number, offset);
        Stage.feed(intake, file, stripe.from() + offset, stripe.to());
        done(intake.finish());
    }

    private void putAllBut(Integer... others) {
        for (var number = 0; number <= LAST; number++) {
            if (!java.util.List.of(others).contains(number)) {
                put(FILE, number, 0);
            }
        }
    }

    private long held(int number) {
        return done(desk().held(NAME, FILE.size(), stripe(FILE, number)));
    }

    private byte[] stored() {
        var media = done(stage.transfers.media().byName(Space.OWNER, NAME));
        var bytes = ByteBuffer.allocate((int) media.size());
        try (var open = done(stage.transfers.media().read(Space.OWNER, media.id()))) {
            open.blob().read(0, bytes);
        }
        return bytes.array();
    }

    @Test
    void theLastByteCompletesTheFileInWhateverOrderTheStripesCome() {
        done(desk().begin(NAME, FILE.size(), Optional.empty(), stage.lane));

        for (var number : new int[] {2, 0, 11, 5, 4, 3, 10, 9, 6, 7, 8}) {
            put(FILE, number, 0);
            assertRefused(desk().finish(NAME, FILE.size()), RefusalCode.INCOMPLETE);
        }
        put(FILE, 1, 0);

        assertThat(stored()).isEqualTo(FILE.content());
        var media = done(desk().finish(NAME, FILE.size()));
        assertThat(media.digest()).isEqualTo(FILE.tree());
        assertThat(media.owner()).isEqualTo(Space.OWNER);
        assertThat(media.shared()).isTrue();
    }

    @Test
    void whatIsHeldIsKnownToTheByteWhileItArrives() {
        done(desk().begin(NAME, FILE.size(), Optional.empty(), stage.lane));
        var from = stripe(FILE, 1).from();
        var intake = begin(FILE, 1, 0);

        Stage.feed(intake, FILE, from, from + 654_321);

        assertThat(held(1)).isEqualTo(654_321);
        assertThat(held(0)).isZero();
        intake.abandon();
        assertThat(held(1)).isEqualTo(654_321);
    }

    @Test
    void afterAKillAStripeThatWasDoneIsHeldWhole() {
        done(desk().begin(NAME, FILE.size(), Optional.empty(), stage.lane));
        put(FILE, 1, 0);
        put(FILE, 2, 0);

        stage.killServer();

        assertThat(held(1)).isEqualTo(stripe(FILE, 1).length());
        assertThat(held(2)).isEqualTo(stripe(FILE, 2).length());
        putAllBut(1, 2);
        assertThat(stored()).isEqualTo(FILE.content());
    }

    @Test
    void afterAKillBetweenTheLastByteAndTheEndAnyRequestCompletesIt() {
        done(desk().begin(NAME, FILE.size(), Optional.empty(), stage.lane));
        putAllBut(3);
        stage.faults.failNext("complete?");
        var intake = begin(FILE, 3, 0);
        Stage.feed(intake, FILE, stripe(FILE, 3).from(), stripe(FILE, 3).to());
        assertThat(org.assertj.core.api.Assertions.catchThrowable(intake::finish)).isNotNull();
        stage.killServer();

        assertThat(held(3)).isEqualTo(stripe(FILE, 3).length());
        done(desk().finish(NAME, FILE.size()));

        assertThat(stored()).isEqualTo(FILE.content());
    }

    /// A program that was killed may have asked for it, and be heard only now.
    @Test
    void whoEndsACompleteFileIsNotHeldUpByAnotherThatHasSentNothing() {
        done(desk().begin(NAME, FILE.size(), Optional.empty(), stage.lane));
        putAllBut();
        done(desk().begin(NAME, FILE.size(), Optional.empty(), stage.lane));

        assertThat(done(desk().finish(NAME, FILE.size())).digest()).isEqualTo(FILE.tree());

        put(FILE, 1, 0);
        assertRefused(desk().finish(NAME, FILE.size()), RefusalCode.INCOMPLETE);
    }

    @Test
    void aWholeStripeSentAgainIsDropped() {
        done(desk().begin(NAME, FILE.size(), Optional.empty(), stage.lane));
        put(FILE, 1, 0);
        put(FILE, 1, 0);
        put(FILE, 1, stripe(FILE, 1).length());
        putAllBut(1);

        put(FILE, 2, 5);

        assertThat(stored()).isEqualTo(FILE.content());
        assertThat(held(2)).isEqualTo(stripe(FILE, 2).length());
    }

    @Test
    void aGapIsRefused() {
        done(desk().begin(NAME, FILE.size(), Optional.empty(), stage.lane));

        assertRefused(
                desk().range(
                                NAME,
                                FILE.size(),
                                stripe(FILE, 1),
                                FILE.size() / (LAST + 1) + 1,
                                stage.lane),
                RefusalCode.INCOMPLETE);
    }

    @Test
    void theNewestWriterOfAStripeWins() {
        done(desk().begin(NAME, FILE.size(), Optional.empty(), stage.lane));
        var from = stripe(FILE, 1).from();
        var older = begin(FILE, 1, 0);
        Stage.feed(older, FILE, from, from + 100_000);

        put(FILE, 1, 100_000);
        Stage.feed(
                older, FILE.damagedAt((int) from + 200_000), from + 100_000, stripe(FILE, 1).to());

        assertRefused(older.finish(), RefusalCode.LEAF_BUSY);
        putAllBut(1);
        assertThat(stored()).isEqualTo(FILE.content());
    }

    @Test
    void anotherSizeStartsOverOnceItIsQuiet() {
        done(desk().begin(NAME, FILE.size(), Optional.empty(), stage.lane));
        put(FILE, 1, 0);
        stage.later(Duration.ofSeconds(3));
        var other = TestFile.ofSize(11 * MIB);

        done(desk().begin(NAME, other.size(), Optional.empty(), stage.transfers.attend()));

        assertRefused(desk().held(NAME, FILE.size(), stripe(FILE, 1)), RefusalCode.NOT_FOUND);
        assertThat(stage.gauges().uploadsOpen()).isEqualTo(1);
        assertThat(stage.gauges().reservedBytes()).isEqualTo(other.size());
    }

    @Test
    void whoComesWhileAnotherOneIsSendingIsRefused() {
        done(desk().begin(NAME, FILE.size(), Optional.empty(), stage.lane));

        // The test's clock stands still, so that there is never quiet.
        assertRefused(
                desk().begin(NAME, FILE.size(), Optional.empty(), stage.transfers.attend()),
                RefusalCode.UNAVAILABLE);
        done(desk().begin(NAME, FILE.size(), Optional.empty(), stage.lane));
    }

    @Test
    void aNewFileReplacesTheOldOneOnlyWhenItIsComplete() {
        var first = TestFile.ofSize(100);
        var second = TestFile.ofSize(200);
        whole(first);
        var intake = done(desk().whole(NAME, second.size(), stage.lane));
        assertThat(stored()).isEqualTo(first.content());

        intake.accept(second.bytes(second.whole()));
        done(intake.finish());

        assertThat(stored()).isEqualTo(second.content());
        assertThat(stage.transfers.media().list(ALICE, Optional.empty(), 10)).hasSize(1);
        assertThat(stage.gauges().storedBytes()).isEqualTo(200);
    }

    private void whole(TestFile file) {
        var intake = done(desk().whole(NAME, file.size(), stage.lane));
        intake.accept(file.bytes(file.whole()));
        done(intake.finish());
    }

    @Test
    void anEmptyFileIsAFile() {
        done(done(desk().whole(NAME, 0, stage.lane)).finish());

        assertThat(stored()).isEmpty();
    }

    @Test
    void aSmallFileThatBreaksOffLeavesNothingBehind() {
        var intake = done(desk().whole(NAME, 200, stage.lane));
        intake.accept(ByteBuffer.allocate(100));

        intake.abandon();

        assertThat(stage.gauges().uploadsOpen()).isZero();
        assertThat(stage.gauges().slotsTaken()).isZero();
        assertThat(stage.gauges().reservedBytes()).isZero();
    }

    @Test
    void aNativePutIntoTheSpaceBelongsToTheSpaceAndReplaces() {
        whole(TestFile.ofSize(100));
        var file = TestFile.ofSize(300);

        done(
                stage.desk()
                        .small(
                                ALICE,
                                file.offer(NAME.value(), false),
                                file.tree(),
                                file.bytes(file.whole())));

        assertThat(stored()).isEqualTo(file.content());
        var media = done(stage.transfers.media().byName(Stage.BOB, NAME));
        assertThat(media.owner()).isEqualTo(Space.OWNER);
        done(stage.transfers.media().remove(Stage.BOB, media.id()));
    }

    @Test
    void aNameInTheSpaceIsAPlainLabel() {
        var file = TestFile.ofSize(300);

        assertRefused(
                stage.desk().offer(ALICE, file.offer("package:a/b", true), stage.lane),
                RefusalCode.BAD_NAME);
    }
}
