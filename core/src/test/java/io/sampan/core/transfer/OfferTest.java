package io.sampan.core.transfer;

import static io.sampan.core.transfer.Stage.ALICE;
import static io.sampan.core.transfer.Stage.BOB;
import static io.sampan.core.transfer.Stage.assertRefused;
import static io.sampan.core.transfer.Stage.done;
import static io.sampan.core.transfer.Stage.ranges;
import static io.sampan.core.transfer.Stage.refused;
import static io.sampan.core.transfer.TestFile.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.sampan.core.storage.StorageException;
import io.sampan.model.ByteRange;
import io.sampan.model.Outcome;
import io.sampan.model.RangeSet;
import io.sampan.model.RefusalCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class OfferTest {

    private final Stage stage = new Stage();
    private final TestFile file = TestFile.ofSize(2 * MIB);

    @Test
    void aNewUploadHoldsNothing() {
        assertThat(stage.offer(file)).isEqualTo(RangeSet.EMPTY);
    }

    @Test
    void theSameOfferGoesOnWithTheUpload() {
        stage.offer(file);
        done(stage.put(file, 0, MIB));

        assertThat(stage.offer(file)).isEqualTo(ranges(0, MIB));
        assertThat(stage.gauges().uploadsOpen()).isEqualTo(1);
        assertThat(stage.gauges().slotsTaken()).isEqualTo(1);
    }

    @Test
    void anOfferOfSomethingCompleteIsAnsweredAsComplete() {
        var media = stage.upload(file);

        assertThat(done(stage.desk().offer(ALICE, file.offer(), stage.lane)))
                .isEqualTo(new UploadStatus.Complete(media));
    }

    @Test
    void anIdThatMeansAnotherFileIsRefused() {
        stage.offer(file);
        var other = new TestFile(file.id(), new byte[5]);

        assertRefused(
                stage.desk().offer(ALICE, file.offer("other.mp4", false), stage.lane),
                RefusalCode.ID_CONFLICT);
        assertRefused(
                stage.desk().offer(ALICE, other.offer(), stage.lane), RefusalCode.ID_CONFLICT);
        assertRefused(stage.desk().offer(BOB, file.offer(), stage.lane), RefusalCode.ID_CONFLICT);
    }

    @Test
    void anIdOfACompleteMediaThatMeansAnotherFileIsRefused() {
        stage.upload(file);

        assertRefused(stage.desk().offer(BOB, file.offer(), stage.lane), RefusalCode.ID_CONFLICT);
        assertRefused(
                stage.desk().offer(ALICE, file.offer("other.mp4", false), stage.lane),
                RefusalCode.ID_CONFLICT);
    }

    @Test
    void anOfferOpensAPausedUploadAgain() {
        stage.offer(file);
        done(stage.put(file, 0, MIB + 5));
        done(stage.desk().pause(ALICE, file.id()));
        assertRefused(stage.beginning(file, MIB, 2 * MIB), RefusalCode.PAUSED);

        assertThat(stage.offer(file)).isEqualTo(ranges(0, MIB + 5));

        done(stage.put(file, MIB, 2 * MIB));
        done(stage.finish(file));
    }

    @Test
    void aCancelledUploadIsRememberedAndNotOpenedAgain() {
        stage.offer(file);
        done(stage.desk().cancel(ALICE, file.id()));

        assertRefused(stage.desk().offer(ALICE, file.offer(), stage.lane), RefusalCode.CANCELLED);
        assertThat(done(stage.desk().cancel(ALICE, file.id()))).isEqualTo(file.id());
        assertThat(stage.gauges().cancelledUploads()).isEqualTo(1);
    }

    @Test
    void aFileThatIsTooLargeIsRefusedWithTheFigures() {
        var small = new Stage(TransferLimits.DEFAULTS.withMaxFileBytes(1_000));

        var refusal = refused(small.desk().offer(ALICE, file.offer(), small.lane));

        assertThat(refusal.code()).isEqualTo(RefusalCode.TOO_LARGE);
        assertThat(refusal.detail()).contains("2097152", "1000");
    }

    @Test
    void aLedgerThatFailsLeavesNeitherSlotNorSpaceTaken() {
        stage.faults.failNext("record upload");

        assertThatThrownBy(() -> stage.offer(file)).isInstanceOf(StorageException.class);

        assertThat(stage.gauges().slotsTaken()).isZero();
        assertThat(stage.gauges().reservedBytes()).isZero();
        assertThat(stage.offer(file)).isEqualTo(RangeSet.EMPTY);
    }

    @Test
    void whatWasPromisedIsNotPromisedAgain() {
        var disk = stageWithDisk(3 * MIB, OptionalLong.empty());
        disk.offer(file);

        var refusal =
                refused(disk.desk().offer(ALICE, TestFile.ofSize(2 * MIB).offer(), disk.lane));

        assertThat(refusal.code()).isEqualTo(RefusalCode.NO_SPACE);
        assertThat(refusal.detail()).contains("2097152 bytes needed", "1048576 free");
        assertThat(refusal.retryAfter()).isPresent();
        assertThat(disk.gauges().slotsTaken()).isEqualTo(1);
    }

    @Test
    void whatIsHeldAlreadyIsNotPromisedTwice() {
        var disk = stageWithDisk(2 * MIB, OptionalLong.empty());
        disk.offer(file);
        done(disk.put(file, 0, MIB));

        assertThat(disk.gauges().reservedBytes()).isEqualTo(MIB);
        assertThat(disk.offer(file)).isEqualTo(ranges(0, MIB));
        assertThat(disk.gauges().freeBytes()).isZero();
        done(disk.put(file, MIB, 2 * MIB));
        done(disk.finish(file));
        assertThat(disk.gauges().reservedBytes()).isZero();
    }

    @Test
    void spaceComesBackWithACancelAndWithARemoval() {
        var disk = stageWithDisk(2 * MIB, OptionalLong.empty());
        disk.offer(file);
        done(disk.put(file, 0, MIB));
        done(disk.desk().cancel(ALICE, file.id()));
        var other = TestFile.ofSize(2 * MIB);
        var media = disk.upload(other);
        assertThat(disk.gauges().freeBytes()).isZero();

        done(disk.transfers.media().remove(ALICE, media.id()));

        assertThat(disk.gauges().freeBytes()).isEqualTo(2 * MIB);
    }

    @Test
    void aQuotaCountsWhatIsStoredAndWhatIsPromised() {
        var disk = stageWithDisk(100L * MIB, OptionalLong.of(4 * MIB));
        disk.upload(TestFile.ofSize(MIB));
        disk.offer(file);

        assertThat(disk.gauges().freeBytes()).isEqualTo(MIB);
        assertThat(disk.gauges().storedBytes()).isEqualTo(MIB);
        assertRefused(
                disk.desk().offer(ALICE, TestFile.ofSize(MIB + 1).offer(), disk.lane),
                RefusalCode.NO_SPACE);
        disk.offer(TestFile.ofSize(MIB));
    }

    @Test
    void aForgottenLeafIsExpectedAgain() {
        stage.offer(file);

        refused(stage.put(file.damagedAt(5), file, 0, 2 * MIB));

        assertThat(stage.gauges().reservedBytes()).isEqualTo(MIB);
    }

    @Test
    void aStatusTellsTheLongestRangesOnly() {
        var scattered = new ArrayList<ByteRange>();
        for (var i = 0; i < UploadStatus.MAX_RANGES + 10; i++) {
            scattered.add(ByteRange.ofLength(i * 100L, i < 10 ? 1 : 50));
        }

        var told = Admission.bounded(RangeSet.of(scattered));

        assertThat(told.ranges()).hasSize(UploadStatus.MAX_RANGES);
        assertThat(told.ranges().getFirst()).isEqualTo(new ByteRange(1000, 1050));
    }

    @Test
    void theListHasOnesOwnUnfinishedUploads() {
        stage.offer(file);
        done(stage.put(file, 0, MIB + 7));
        stage.upload(TestFile.ofSize(10));
        var paused = TestFile.ofSize(20);
        stage.later(Duration.ofSeconds(1));
        stage.offer(paused);
        done(stage.desk().pause(ALICE, paused.id()));
        var cancelled = TestFile.ofSize(30);
        stage.offer(cancelled);
        done(stage.desk().cancel(ALICE, cancelled.id()));

        assertThat(stage.desk().uploads(ALICE))
                .extracting(u -> u.offer().id(), UploadSummary::state, UploadSummary::heldBytes)
                .containsExactly(
                        tuple(file.id(), UploadSummary.State.OPEN, MIB + 7L),
                        tuple(paused.id(), UploadSummary.State.PAUSED, 0L));
        assertThat(stage.desk().uploads(BOB)).isEmpty();
    }

    @Test
    void whereWasIIsAnsweredInEveryStateWithoutASlot() {
        stage.offer(file);
        done(stage.put(file, 0, MIB));
        done(stage.desk().pause(ALICE, file.id()));
        stage.lane.close();

        assertThat(stage.held(file)).isEqualTo(ranges(0, MIB));
        assertThat(stage.gauges().slotsTaken()).isZero();
        assertThat(stage.desk().query(BOB, file.id()))
                .isEqualTo(Outcome.refused(RefusalCode.NOT_FOUND));
    }

    private static Stage stageWithDisk(long bytes, OptionalLong quota) {
        return new Stage(TransferLimits.DEFAULTS.withSpace(0, quota), bytes, Runnable::run);
    }
}
