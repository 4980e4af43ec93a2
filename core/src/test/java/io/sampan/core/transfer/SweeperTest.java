package io.sampan.core.transfer;

import static io.sampan.core.transfer.Stage.ALICE;
import static io.sampan.core.transfer.Stage.assertRefused;
import static io.sampan.core.transfer.Stage.done;
import static io.sampan.core.transfer.Stage.ranges;
import static io.sampan.core.transfer.TestFile.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.model.RangeSet;
import io.sampan.model.RefusalCode;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SweeperTest {

    private final Stage stage = new Stage();
    private final TestFile file = TestFile.ofSize(3 * MIB);

    @Test
    void anUploadThatNobodyTouchedForTooLongIsRemoved() {
        stage.offer(file);
        done(stage.put(file, 0, MIB));
        stage.later(Duration.ofDays(14).minusMinutes(1));
        sweep();
        assertThat(stage.held(file)).isEqualTo(ranges(0, MIB));

        stage.later(Duration.ofMinutes(1));
        sweep();

        assertRefused(stage.desk().query(ALICE, file.id()), RefusalCode.NOT_FOUND);
        assertThat(stage.blobs.arriving()).isEmpty();
        assertThat(stage.ledger.uploads().all()).isEmpty();
        assertThat(stage.gauges().reservedBytes()).isZero();
        assertThat(stage.gauges().sweptUploads()).isEqualTo(1);
        assertThat(stage.offer(file)).isEqualTo(RangeSet.EMPTY);
    }

    @Test
    void nothingIsRemovedAsLongAsThatIsNotAllowed() {
        stage.mayRemove = false;
        stage.killServer();
        stage.offer(file);
        done(stage.put(file, 0, MIB));
        stage.later(Duration.ofDays(100));

        sweep();
        assertThat(stage.gauges().filesOpen()).as("files are closed all the same").isZero();
        assertThat(stage.held(file)).isEqualTo(ranges(0, MIB));

        stage.mayRemove = true;
        sweep();
        assertRefused(stage.desk().query(ALICE, file.id()), RefusalCode.NOT_FOUND);
    }

    @Test
    void aBlockKeepsAnUploadAliveAlsoOverAKillOfTheServer() {
        stage.offer(file);
        stage.later(Duration.ofDays(13));
        done(stage.put(file, 0, MIB));
        stage.later(Duration.ofDays(13));
        stage.killServer();

        sweep();

        assertThat(stage.held(file)).isEqualTo(ranges(0, MIB));
    }

    @Test
    void aPausedUploadIsSweptLikeAnyOther() {
        stage.offer(file);
        done(stage.desk().pause(ALICE, file.id()));
        stage.later(Duration.ofDays(14));

        sweep();

        assertThat(stage.desk().uploads(ALICE)).isEmpty();
    }

    @Test
    void aLaneThatStillWritesIntoASweptUploadLeavesNothing() {
        stage.offer(file);
        var intake = stage.begin(file, 0, MIB);
        Stage.feed(intake, file, 0, 500_000);
        stage.later(Duration.ofDays(14));

        sweep();
        Stage.feed(intake, file, 500_000, MIB);

        assertRefused(intake.finish(), RefusalCode.NOT_FOUND);
        assertThat(stage.blobs.arriving()).isEmpty();
        assertThat(stage.gauges().slotsTaken()).isZero();
    }

    @Test
    void aFaultWithOneUploadDoesNotStopTheRound() {
        stage.offer(file);
        stage.offer(TestFile.ofSize(5));
        stage.later(Duration.ofDays(14));
        stage.faults.failNext("discard");

        sweep();
        assertThat(stage.ledger.uploads().all()).hasSize(1);
        sweep();

        assertThat(stage.ledger.uploads().all()).isEmpty();
        assertThat(stage.blobs.arriving()).isEmpty();
    }

    @Test
    void aCancelledUploadIsForgottenAfterAWhile() {
        stage.offer(file);
        done(stage.desk().cancel(ALICE, file.id()));
        stage.later(Duration.ofHours(23));
        sweep();
        assertRefused(stage.desk().offer(ALICE, file.offer(), stage.lane), RefusalCode.CANCELLED);

        stage.later(Duration.ofHours(1));
        sweep();

        assertThat(stage.ledger.uploads().all()).isEmpty();
        assertThat(stage.offer(file)).isEqualTo(RangeSet.EMPTY);
    }

    @Test
    void manyIdleUploadsKeepNoFilesOpen() {
        var files = IntStream.range(0, 150).mapToObj(TestFile::ofSize).toList();
        files.forEach(stage::offer);
        assertThat(stage.gauges().filesOpen()).isEqualTo(150);
        stage.later(Duration.ofMinutes(2));

        sweep();

        assertThat(stage.gauges().filesOpen()).isZero();
        assertThat(stage.blobs.openUploads()).isZero();
        assertThat(stage.gauges().uploadsOpen()).isEqualTo(150);
        done(stage.put(files.get(100), 0, 100));
    }

    @Test
    void whatArrivesIsSyncedNowAndThen() {
        stage.offer(file);
        done(stage.put(file, 0, MIB));
        assertThat(stage.blobs.syncs(file.id())).isZero();
        stage.later(Duration.ofSeconds(6));

        done(stage.put(file, MIB, 2 * MIB));
        done(stage.put(file, 2 * MIB, 3 * MIB));

        assertThat(stage.blobs.syncs(file.id())).isEqualTo(1);
    }

    @Test
    void aLargeUploadIsSyncedWhileItArrives() {
        var large = TestFile.ofSize(65 * MIB);
        stage.offer(large);

        for (var at = 0; at < large.size(); at += 13 * MIB) {
            done(stage.put(large, at, at + 13 * MIB));
        }

        assertThat(stage.blobs.syncs(large.id())).isEqualTo(1);
    }

    private void sweep() {
        stage.transfers.sweeper().run();
    }
}
