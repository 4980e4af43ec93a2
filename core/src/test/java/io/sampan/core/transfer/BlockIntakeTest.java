package io.sampan.core.transfer;

import static io.sampan.core.transfer.Stage.ALICE;
import static io.sampan.core.transfer.Stage.BOB;
import static io.sampan.core.transfer.Stage.assertRefused;
import static io.sampan.core.transfer.Stage.done;
import static io.sampan.core.transfer.Stage.feed;
import static io.sampan.core.transfer.Stage.ranges;
import static io.sampan.core.transfer.Stage.refused;
import static io.sampan.core.transfer.Stage.wrongDigests;
import static io.sampan.core.transfer.TestFile.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampan.core.storage.StorageException;
import io.sampan.model.ByteRange;
import io.sampan.model.RefusalCode;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockIntakeTest {

    private final Stage stage = new Stage();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, MIB - 1, MIB, MIB + 1, 3 * MIB, 8 * MIB - 1, 8 * MIB, 8 * MIB + 1})
    void aFileOfAnySizeArrivesAsItWasSent(int size) {
        var file = TestFile.ofSize(size);

        var media = stage.upload(file);

        assertThat(stage.blobs.content(media.id())).hasValue(file.content());
        assertThat(media.digest()).isEqualTo(file.tree());
    }

    @Test
    void anEmptyFileNeedsNoBlock() {
        var file = TestFile.ofSize(0);

        var media = stage.upload(file);

        assertThat(stage.blobs.content(media.id())).hasValue(new byte[0]);
    }

    @Test
    void anEmptyFileMayHaveAnEmptyBlock() {
        var file = TestFile.ofSize(0);
        stage.offer(file);

        assertThat(done(stage.put(file, 0, 0))).isEqualTo(new ByteRange(0, 0));
    }

    @Test
    void blocksMayComeInAnyOrder() {
        var file = TestFile.ofSize(5 * MIB + 17);
        stage.offer(file);

        done(stage.put(file, 4 * MIB, file.size()));
        done(stage.put(file, 0, 2 * MIB));

        assertThat(stage.held(file)).isEqualTo(ranges(0, 2 * MIB, 4 * MIB, file.size()));
    }

    @Test
    void aBlockMayEndInsideALeafAndTheNextGoesOnThere() {
        var file = TestFile.ofSize(2 * MIB);
        stage.offer(file);

        done(stage.put(file, 0, 1_300_000));
        assertThat(stage.held(file)).isEqualTo(ranges(0, 1_300_000));
        done(stage.put(file, 1_300_000, file.size()));

        assertThat(stage.blobs.content(done(stage.finish(file)).id())).hasValue(file.content());
    }

    @Test
    void aBlockMayStartInsideTheHeadAndWriteOverItsTail() {
        var file = TestFile.ofSize(MIB);
        stage.offer(file);
        done(stage.put(file, 0, 700_000));

        done(stage.put(file, 300_000, MIB));

        done(stage.finish(file));
    }

    @Test
    void aBlockThatStartsBeyondTheHeadCannotBeKept() {
        var file = TestFile.ofSize(3 * MIB);
        stage.offer(file);
        done(stage.put(file, 0, 100_000));

        var refusal = refused(stage.put(file, 200_000, 2 * MIB));

        assertThat(refusal.code()).isEqualTo(RefusalCode.INCOMPLETE);
        assertThat(refusal.ranges()).isEqualTo(ranges(100_000, MIB));
        assertThat(stage.held(file)).isEqualTo(ranges(0, 100_000, MIB, 2 * MIB));
    }

    @Test
    void aLineThatDropsAllTheTimeStillGetsOn() {
        var file = TestFile.ofSize(3 * MIB);
        stage.offer(file);
        var sent = 0L;

        while (!stage.held(file).contains(file.whole())) {
            var from = stage.held(file).total();
            var intake = stage.begin(file, from, file.size());
            var to = Math.min(file.size(), from + 300_000);
            feed(intake, file, from, to);
            sent += to - from;
            intake.abandon();
        }

        assertThat(sent).isEqualTo(file.size());
        done(stage.finish(file));
    }

    @Test
    void aDamagedLeafIsForgottenAndOnlyThatOneIsAskedForAgain() {
        var file = TestFile.ofSize(4 * MIB);
        stage.offer(file);

        var refusal = refused(stage.put(file.damagedAt(2 * MIB + 5), file, 0, 4 * MIB));

        assertThat(refusal.code()).isEqualTo(RefusalCode.BAD_LEAF);
        assertThat(refusal.ranges()).isEqualTo(ranges(2 * MIB, 3 * MIB));
        assertThat(stage.held(file)).isEqualTo(ranges(0, 2 * MIB, 3 * MIB, 4 * MIB));
        assertThat(stage.gauges().damagedLeaves()).isEqualTo(1);
        done(stage.put(file, 2 * MIB, 3 * MIB));
        done(stage.finish(file));
    }

    @Test
    void aDamagedHeadCostsTheWholeLeafOnceAndNoMore() {
        var file = TestFile.ofSize(MIB);
        stage.offer(file);
        done(stage.put(file.damagedAt(7), file, 0, 500_000));

        var refusal = refused(stage.put(file, 500_000, MIB));

        assertThat(refusal.code()).isEqualTo(RefusalCode.BAD_LEAF);
        assertThat(refusal.ranges()).isEqualTo(ranges(0, MIB));
        done(stage.put(file, 0, MIB));
        done(stage.finish(file));
    }

    @Test
    void whatIsHeldAlreadyIsReadAndDropped() {
        var file = TestFile.ofSize(2 * MIB);
        stage.offer(file);
        done(stage.put(file, 0, 2 * MIB));

        done(stage.put(file.damagedAt(9), file, 0, 2 * MIB));

        assertThat(stage.gauges().droppedBytes()).isEqualTo(2 * MIB);
        done(stage.finish(file));
    }

    @Test
    void aNewcomerTakesALeafFromAnOlderLaneWhichTellsWhatIsMissing() {
        var file = TestFile.ofSize(2 * MIB);
        stage.offer(file);
        var older = stage.begin(file, 0, 2 * MIB);
        feed(older, file, 0, 500_000);
        var newer = stage.begin(file, 0, MIB);
        feed(newer, file, 0, 200_000);

        feed(older, file, 500_000, 2 * MIB);
        var refusal = refused(older.finish());

        assertThat(refusal.code()).isEqualTo(RefusalCode.LEAF_BUSY);
        assertThat(refusal.ranges()).isEqualTo(ranges(500_000, MIB));
        assertThat(stage.gauges().takenOverLeaves()).isEqualTo(1);
        feed(newer, file, 200_000, MIB);
        done(newer.finish());
        done(stage.finish(file));
    }

    @Test
    void anOlderLaneIsDoneIfTheNewcomerHasFinishedTheLeafMeanwhile() {
        var file = TestFile.ofSize(MIB);
        stage.offer(file);
        var older = stage.begin(file, 0, MIB);
        feed(older, file, 0, 500_000);
        done(stage.put(file, 0, MIB));

        feed(older, file, 500_000, MIB);

        assertThat(done(older.finish())).isEqualTo(file.whole());
    }

    @Test
    void aNewcomerGoesOnFromWhatASilentLaneHasWritten() {
        var file = TestFile.ofSize(MIB);
        stage.offer(file);
        var silent = stage.begin(file, 0, MIB);
        feed(silent, file, 0, 600_000);

        assertThat(stage.held(file)).isEqualTo(ranges(0, 600_000));
        done(stage.put(file, 600_000, MIB));

        done(stage.finish(file));
        silent.abandon();
    }

    @Test
    void aBlockThatWasAnsweredSurvivesAKillOfTheServer() {
        var file = TestFile.ofSize(3 * MIB);
        stage.offer(file);
        done(stage.put(file, 0, 1_500_000));

        stage.killServer();

        assertThat(stage.offer(file)).isEqualTo(ranges(0, 1_500_000));
        done(stage.put(file, 1_500_000, file.size()));
        done(stage.finish(file));
    }

    @Test
    void onASlowLaneAKillOfTheServerCostsASecondAtMost() {
        var file = TestFile.ofSize(MIB);
        stage.offer(file);
        var intake = stage.begin(file, 0, MIB);
        for (var at = 0; at < 800_000; at += 100_000) {
            stage.later(Duration.ofMillis(600));
            feed(intake, file, at, at + 100_000);
        }

        stage.killServer();

        assertThat(stage.offer(file).total()).isGreaterThanOrEqualTo(700_000);
    }

    @Test
    void pausingWhileALaneWritesKeepsWhatCame() {
        var file = TestFile.ofSize(2 * MIB);
        stage.offer(file);
        var intake = stage.begin(file, 0, 2 * MIB);
        feed(intake, file, 0, 1_400_000);

        done(stage.desk().pause(ALICE, file.id()));
        feed(intake, file, 1_400_000, 2 * MIB);

        assertRefused(intake.finish(), RefusalCode.PAUSED);
        assertThat(stage.held(file)).isEqualTo(ranges(0, 1_400_000));
        assertThat(stage.gauges().slotsTaken()).isZero();
    }

    @Test
    void cancellingWhileALaneWritesLeavesNothing() {
        var file = TestFile.ofSize(2 * MIB);
        stage.offer(file);
        var intake = stage.begin(file, 0, 2 * MIB);
        feed(intake, file, 0, 1_400_000);

        done(stage.desk().cancel(ALICE, file.id()));
        feed(intake, file, 1_400_000, 2 * MIB);

        assertRefused(intake.finish(), RefusalCode.CANCELLED);
        assertThat(stage.blobs.arriving()).isEmpty();
        assertThat(stage.gauges().reservedBytes()).isZero();
        assertThat(stage.gauges().slotsTaken()).isZero();
    }

    @Test
    void aLateBlockOfACompleteUploadIsReadAndDropped() {
        var file = TestFile.ofSize(2 * MIB);
        stage.upload(file);

        assertThat(done(stage.put(file, MIB, 2 * MIB))).isEqualTo(new ByteRange(MIB, 2 * MIB));
    }

    @Test
    void aBlockIsCheckedBeforeItsBody() {
        var file = TestFile.ofSize(3 * MIB);
        stage.offer(file);
        var id = file.id();
        var two = wrongDigests(2);

        assertRefused(
                stage.desk().block(ALICE, id, new ByteRange(2 * MIB, 4 * MIB), two, stage.lane),
                RefusalCode.OUT_OF_RANGE);
        assertRefused(
                stage.desk().block(ALICE, id, new ByteRange(0, 3 * MIB), two, stage.lane),
                RefusalCode.MALFORMED);
        assertRefused(
                stage.desk().block(ALICE, id, new ByteRange(5, 5), two, stage.lane),
                RefusalCode.MALFORMED);
        assertRefused(
                stage.desk().block(BOB, id, new ByteRange(0, 2 * MIB), two, stage.lane),
                RefusalCode.NOT_FOUND);
    }

    @Test
    void aBlockThatIsTooLongIsRefused() {
        var file = TestFile.ofSize(65 * MIB);
        stage.offer(file);

        assertRefused(stage.beginning(file, 0, file.size()), RefusalCode.MALFORMED);
    }

    @Test
    void moreBytesThanTheBlockHasAreTheCallersMistake() {
        var file = TestFile.ofSize(MIB);
        stage.offer(file);
        var intake = stage.begin(file, 0, 10);

        assertThatThrownBy(() -> intake.accept(ByteBuffer.allocate(11)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(intake::finish).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"write", "verified", "head", "forget"})
    void aFaultOfTheDiskCostsNoMoreThanTheLeaf(String step) {
        var file = TestFile.ofSize(4 * MIB);
        stage.offer(file);
        done(stage.put(file, 0, MIB));
        stage.faults.failNext(step);
        var intake = stage.begin(file, MIB, 4 * MIB - 5);

        assertThatThrownBy(
                        () -> {
                            feed(intake, file.damagedAt(MIB), MIB, 2 * MIB);
                            feed(intake, file, 2 * MIB, 4 * MIB - 5);
                        })
                .isInstanceOf(StorageException.class);
        intake.abandon();

        assertThat(stage.held(file).contains(new ByteRange(0, MIB))).isTrue();
        done(stage.put(file, MIB, 4 * MIB));
        done(stage.finish(file));
    }
}
