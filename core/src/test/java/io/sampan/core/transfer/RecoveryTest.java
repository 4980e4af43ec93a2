package io.sampan.core.transfer;

import static io.sampan.core.transfer.Stage.ALICE;
import static io.sampan.core.transfer.Stage.assertRefused;
import static io.sampan.core.transfer.Stage.done;
import static io.sampan.core.transfer.Stage.ranges;
import static io.sampan.core.transfer.TestFile.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampan.core.storage.Described;
import io.sampan.core.storage.StorageException;
import io.sampan.model.RangeSet;
import io.sampan.model.RefusalCode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryTest {

    private final Stage stage = new Stage();
    private final TestFile file = TestFile.ofSize(3 * MIB);

    @Test
    void anUploadGoesOnAfterAKillOfTheServer() {
        stage.offer(file);
        done(stage.put(file, 0, MIB));

        stage.killServer();

        done(stage.put(file, MIB, 3 * MIB));
        assertThat(stage.gauges().acceptedBytes()).isEqualTo(2 * MIB);
        assertThat(stage.blobs.content(done(stage.finish(file)).id())).hasValue(file.content());
    }

    @Test
    void aPausedUploadIsStillPausedAndACancelledOneStillCancelled() {
        var cancelled = TestFile.ofSize(5);
        stage.offer(file);
        done(stage.desk().pause(ALICE, file.id()));
        stage.offer(cancelled);
        done(stage.desk().cancel(ALICE, cancelled.id()));

        stage.killServer();

        assertRefused(stage.beginning(file, 0, MIB), RefusalCode.PAUSED);
        assertRefused(stage.beginning(cancelled, 0, 5), RefusalCode.CANCELLED);
        assertThat(stage.gauges().reservedBytes()).isEqualTo(file.size());
    }

    @Test
    void killedBetweenASmallFilesBytesAndItsRecordNothingIsLeft() {
        var kept = TestFile.ofSize(7);
        stage.small(kept);
        var small = TestFile.ofSize(5);
        stage.faults.failNext("record media");
        assertThatThrownBy(() -> stage.small(small)).isInstanceOf(StorageException.class);
        assertThat(stage.blobs.content(small.id().toMediaId())).isPresent();

        stage.killServer();

        assertThat(stage.blobs.content(small.id().toMediaId())).isEmpty();
        assertThat(stage.blobs.content(kept.id().toMediaId())).hasValue(kept.content());
        stage.small(small);
        assertThat(stage.blobs.content(small.id().toMediaId())).hasValue(small.content());
    }

    @Test
    void killedRightAfterTheOfferThereAreNoBytesYet() {
        stage.faults.failNext("create");
        assertThatThrownBy(() -> stage.offer(file)).isInstanceOf(StorageException.class);

        stage.killServer();

        assertThat(stage.offer(file)).isEqualTo(RangeSet.EMPTY);
        stage.upload(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"complete", "record media"})
    void killedInTheFinishItIsFinishedAgain(String step) {
        stage.offer(file);
        done(stage.put(file, 0, file.size()));
        stage.faults.failNext(step);
        assertThatThrownBy(() -> stage.finish(file)).isInstanceOf(StorageException.class);

        stage.killServer();

        assertThat(stage.offer(file)).isEqualTo(ranges(0, file.size()));
        assertThat(stage.blobs.content(done(stage.finish(file)).id())).hasValue(file.content());
        assertThat(stage.gauges().reservedBytes()).isZero();
        assertThat(stage.gauges().storedBytes()).isEqualTo(file.size());
    }

    @Test
    void killedInTheFinishItCanStillBeCancelled() {
        stage.offer(file);
        done(stage.put(file, 0, file.size()));
        stage.faults.failNext("record media");
        assertThatThrownBy(() -> stage.finish(file)).isInstanceOf(StorageException.class);
        stage.killServer();

        done(stage.desk().cancel(ALICE, file.id()));

        assertThat(stage.blobs.content(file.id().toMediaId())).isEmpty();
    }

    @Test
    void killedInTheCancelTheBytesAreRemovedAtTheNextStart() {
        stage.offer(file);
        done(stage.put(file, 0, MIB));
        stage.faults.failNext("discard");
        assertThatThrownBy(() -> stage.desk().cancel(ALICE, file.id()))
                .isInstanceOf(StorageException.class);
        assertThat(stage.blobs.arriving()).containsExactly(file.id());
        assertThat(stage.gauges().reservedBytes()).isZero();

        stage.killServer();

        assertThat(stage.blobs.arriving()).isEmpty();
        assertRefused(stage.beginning(file, 0, MIB), RefusalCode.CANCELLED);
    }

    @Test
    void bytesThatTheLedgerDoesNotKnowAreSetAsideAndRemovedMuchLater() {
        stage.blobs.create(file.id(), file.size()).close();

        stage.killServer();

        assertThat(stage.blobs.arriving()).isEmpty();
        assertThat(stage.blobs.idsAside()).containsExactly(file.id());
        stage.later(Duration.ofDays(29));
        stage.transfers.sweeper().run();
        assertThat(stage.blobs.idsAside()).hasSize(1);
        stage.later(Duration.ofDays(2));
        stage.transfers.sweeper().run();
        assertThat(stage.blobs.idsAside()).isEmpty();
    }

    @Test
    void aLedgerThatKnowsNothingOfManyFilesMovesNoneOfThemUnlessItIsTold() {
        for (var n = 0; n < 100; n++) {
            var small = TestFile.ofSize(n + 1);
            stage.blobs.putSmall(
                    Described.small(small.id().toMediaId(), small.tree(), small.size()),
                    small.bytes(small.whole()));
        }

        assertThatThrownBy(stage::killServer)
                .isInstanceOf(TooMuchUnknownException.class)
                .hasMessageContaining("100 of 100 stored files");
        assertThat(stage.blobs.idsAside()).isEmpty();

        stage.takesOlderLedger = true;
        stage.killServer();
        assertThat(stage.blobs.idsAside()).hasSize(100);
    }

    @Test
    void aStartWritesTheFactsThatAreMissingBesideStoredFilesOrNoLongerTrue() {
        var old = stage.upload(file);
        var handedOver = stage.small(TestFile.ofSize(5));
        stage.blobs.forgetFacts(old.id());
        stage.ledger.media().handOver(ALICE, Stage.BOB);

        stage.killServer();

        for (var id : List.of(old.id(), handedOver.id())) {
            assertThat(stage.blobs.facts(id)).isEqualTo(stage.ledger.media().find(id));
            assertThat(stage.blobs.facts(id).orElseThrow().owner()).isEqualTo(Stage.BOB);
        }
    }

    @Test
    void theBytesOfARetiredFileAreNotUnknown() {
        var retired = stage.upload(file);
        stage.ledger.media().retireAllOf(ALICE);

        stage.killServer();

        assertThat(stage.blobs.idsAside()).isEmpty();
        assertThat(stage.ledger.media().retired()).containsExactly(retired.id());
    }

    @Test
    void aLedgerThatKnowsNothingOfManyUploadsIsRefusedUnlessItIsTold() {
        for (var n = 0; n < 100; n++) {
            var upload = TestFile.ofSize(n + 1);
            stage.blobs.create(upload.id(), upload.size()).close();
        }

        assertThatThrownBy(stage::killServer).isInstanceOf(TooMuchUnknownException.class);
        assertThat(stage.blobs.arriving()).hasSize(100);

        stage.takesOlderLedger = true;
        stage.killServer();
        assertThat(stage.blobs.arriving()).isEmpty();
        assertThat(stage.blobs.idsAside()).hasSize(100);
    }

    @Test
    void untilItIsCountedAllOfItsSizeStaysReserved() {
        Queue<Runnable> waiting = new ArrayDeque<>();
        var slow = new Stage(TransferLimits.DEFAULTS, Long.MAX_VALUE / 4, waiting::add);
        waiting.clear();
        slow.offer(file);
        done(slow.put(file, 0, MIB));

        slow.killServer();

        assertThat(slow.gauges().reservedBytes()).isEqualTo(3 * MIB);
        waiting.forEach(Runnable::run);
        assertThat(slow.gauges().reservedBytes()).isEqualTo(2 * MIB);
        assertThat(slow.gauges().filesOpen()).isZero();
        assertThat(slow.desk().uploads(ALICE).getFirst().heldBytes()).isEqualTo(MIB);
    }

    @Test
    void whatIsPromisedAndStoredIsKnownAfterAStart() {
        var limits = TransferLimits.DEFAULTS.withSpace(0, OptionalLong.of(10 * MIB));
        var quota = new Stage(limits, 100L * MIB, Runnable::run);
        quota.upload(TestFile.ofSize(2 * MIB));
        quota.offer(file);
        done(quota.put(file, 0, MIB));

        quota.killServer();

        assertThat(quota.gauges().freeBytes()).isEqualTo(5 * MIB);
        assertThat(quota.gauges().storedBytes()).isEqualTo(2 * MIB);
        assertThat(quota.gauges().reservedBytes()).isEqualTo(2 * MIB);
    }

    @Test
    void stoppingClosesWhatIsOpenAndKeepsWhatCame() {
        stage.offer(file);
        var intake = stage.begin(file, 0, MIB);
        Stage.feed(intake, file, 0, 400_000);

        stage.transfers.close();

        assertThat(stage.blobs.openUploads()).isZero();
        stage.killServer();
        assertThat(stage.offer(file)).isEqualTo(ranges(0, 400_000));
    }
}
