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
import static org.awaitility.Awaitility.await;

import io.sampan.core.storage.StorageException;
import io.sampan.model.ByteRange;
import io.sampan.model.Md5;
import io.sampan.model.Outcome;
import io.sampan.model.RefusalCode;
import io.sampan.model.Sha256;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FinishTest {

    private final Stage stage = new Stage();
    private final TestFile file = TestFile.ofSize(3 * MIB + 99);

    @Test
    void missingBytesAreTold() {
        stage.offer(file);
        done(stage.put(file, 0, MIB));
        done(stage.put(file, 2 * MIB, 2 * MIB + 10));

        var refusal = refused(stage.finish(file));

        assertThat(refusal.code()).isEqualTo(RefusalCode.INCOMPLETE);
        assertThat(refusal.ranges()).isEqualTo(ranges(MIB, 2 * MIB, 2 * MIB + 10, file.size()));
    }

    @Test
    void theMediaIsWhatWasOffered() {
        var media = stage.upload(file);

        assertThat(media.id()).isEqualTo(file.id().toMediaId());
        assertThat(media.owner()).isEqualTo(ALICE);
        assertThat(media.name()).isEqualTo(file.offer().name());
        assertThat(media.size()).isEqualTo(file.size());
        assertThat(media.digest()).isEqualTo(file.tree());
        assertThat(media.completed()).isEqualTo(stage.clock.instant());
        assertThat(stage.ledger.uploads().all()).isEmpty();
        assertThat(stage.gauges().slotsTaken()).isZero();
        assertThat(stage.gauges().reservedBytes()).isZero();
        assertThat(stage.gauges().storedBytes()).isEqualTo(file.size());
    }

    @Test
    void finishingAgainGivesTheSameMedia() {
        var media = stage.upload(file);

        assertThat(done(stage.finish(file))).isEqualTo(media);
        stage.killServer();
        assertThat(done(stage.finish(file))).isEqualTo(media);
        assertThat(stage.gauges().storedBytes()).isEqualTo(file.size());
    }

    @Test
    void aCompleteUploadIsNotFinishedWithAnotherDigest() {
        stage.upload(file);

        assertRefused(
                stage.desk().finish(ALICE, file.id(), Sha256.digest(new byte[1]), Optional.empty()),
                RefusalCode.DIGEST_MISMATCH);
    }

    @Test
    void aWrongTreeDigestLosesNothingAndAsksForEveryLeaf() {
        stage.offer(file);
        done(stage.put(file, 0, file.size()));

        var refusal =
                refused(
                        stage.desk()
                                .finish(
                                        ALICE,
                                        file.id(),
                                        Sha256.digest(new byte[1]),
                                        Optional.empty()));

        assertThat(refusal.code()).isEqualTo(RefusalCode.DIGEST_MISMATCH);
        assertThat(refusal.ranges()).isEqualTo(ranges(0, file.size()));
        assertThat(stage.held(file)).isEqualTo(ranges(0, file.size()));
        done(stage.finish(file));
    }

    @Test
    void afterAWrongTreeDigestALeafWithAnotherDigestIsReplaced() {
        var earlier = file.damagedAt(MIB + 3);
        stage.offer(file);
        done(stage.put(earlier, 0, file.size()));
        done(stage.put(file, 0, file.size()));
        assertRefused(stage.finish(file), RefusalCode.DIGEST_MISMATCH);

        done(stage.put(file, 0, file.size()));

        assertThat(stage.blobs.content(done(stage.finish(file)).id())).hasValue(file.content());
        assertThat(stage.gauges().acceptedBytes()).isEqualTo(file.size() + MIB);
    }

    @Test
    void withoutADoubtAVerifiedLeafIsNeverReplaced() {
        stage.offer(file);
        done(stage.put(file, 0, file.size()));

        done(stage.put(file.damagedAt(5), 0, file.size()));

        done(stage.finish(file));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anMd5IsComparedToo(boolean announced) {
        if (announced) {
            done(stage.desk().offerWithMd5(ALICE, file.offer(), stage.lane));
        } else {
            stage.offer(file);
        }
        done(stage.put(file, MIB, file.size()));
        done(stage.put(file, 0, MIB));

        var wrong =
                stage.desk()
                        .finish(
                                ALICE,
                                file.id(),
                                file.tree(),
                                Optional.of(Md5.of(new byte[Md5.BYTES])));
        assertRefused(wrong, RefusalCode.DIGEST_MISMATCH);
        assertThat(refused(wrong).detail()).contains("MD5");

        done(stage.desk().finish(ALICE, file.id(), file.tree(), Optional.of(file.md5())));
    }

    @Test
    void anMd5ThatWasAnnouncedIsComputedWhileTheBytesCome() {
        Queue<Runnable> waiting = new ArrayDeque<>();
        var slow = new Stage(TransferLimits.DEFAULTS, Long.MAX_VALUE / 4, waiting::add);
        done(slow.desk().offerWithMd5(ALICE, file.offer(), slow.lane));
        while (!waiting.isEmpty()) {
            waiting.remove().run();
        }

        done(slow.put(file, 2 * MIB, file.size()));
        assertThat(waiting).isEmpty();
        done(slow.put(file, 0, MIB));
        assertThat(waiting).hasSize(1);
        done(slow.put(file, MIB, 2 * MIB));
        waiting.remove().run();

        done(slow.desk().finish(ALICE, file.id(), file.tree(), Optional.of(file.md5())));
    }

    @Test
    void theMd5StartsOverWhereALeafWasReplaced() {
        var earlier = file.damagedAt(3);
        done(stage.desk().offerWithMd5(ALICE, file.offer(), stage.lane));
        done(stage.put(earlier, 0, file.size()));
        assertRefused(stage.finish(file), RefusalCode.DIGEST_MISMATCH);

        done(stage.put(file, 0, file.size()));

        done(stage.desk().finish(ALICE, file.id(), file.tree(), Optional.of(file.md5())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"complete", "record media"})
    void aFaultInTheFinishIsCuredByAskingAgain(String step) {
        stage.offer(file);
        done(stage.put(file, 0, file.size()));
        stage.faults.failNext(step);

        assertThatThrownBy(() -> stage.finish(file)).isInstanceOf(StorageException.class);
        assertThat(stage.held(file)).isEqualTo(ranges(0, file.size()));

        assertThat(stage.blobs.content(done(stage.finish(file)).id())).hasValue(file.content());
    }

    @Test
    void anUploadThatIsCancelledWhileItIsFinishedIsCancelled() {
        stage.offer(file);
        done(stage.put(file, 0, file.size()));
        stage.faults.doAtNext("read", this::cancelOnAnotherThread);

        var outcome = stage.desk().finish(ALICE, file.id(), file.tree(), Optional.of(file.md5()));

        assertRefused(outcome, RefusalCode.CANCELLED);
    }

    private void cancelOnAnotherThread() {
        Thread.ofVirtual().start(() -> done(stage.desk().cancel(ALICE, file.id())));
        await().until(() ->
                stage.desk()
                        .query(ALICE, file.id())
                        .equals(Outcome.refused(RefusalCode.CANCELLED)));
    }

    @Test
    void aPausedUploadIsNotFinished() {
        stage.offer(file);
        done(stage.put(file, 0, file.size()));
        done(stage.desk().pause(ALICE, file.id()));

        assertRefused(stage.finish(file), RefusalCode.PAUSED);
    }

    @Test
    void aSmallFileIsStoredInOneStepAndOnlyOnce() {
        var small = TestFile.ofSize(10_000);

        var media = stage.small(small);

        assertThat(stage.small(small)).isEqualTo(media);
        assertThat(stage.blobs.content(media.id())).hasValue(small.content());
        assertThat(stage.gauges().storedBytes()).isEqualTo(10_000);
        assertThat(stage.gauges().reservedBytes()).isZero();
        assertThat(stage.gauges().slotsTaken()).isZero();
    }

    @Test
    void aSmallFileIsCheckedBeforeItIsStored() {
        var small = TestFile.ofSize(10_000);
        var damaged = small.damagedAt(1);
        var large = TestFile.ofSize(MIB + 1);

        assertRefused(
                stage.desk()
                        .small(ALICE, small.offer(), small.tree(), damaged.bytes(damaged.whole())),
                RefusalCode.BAD_LEAF);
        assertRefused(
                stage.desk().small(ALICE, large.offer(), large.tree(), large.bytes(large.whole())),
                RefusalCode.TOO_LARGE);
        assertRefused(
                stage.desk()
                        .small(
                                ALICE,
                                small.offer(),
                                small.tree(),
                                small.bytes(new ByteRange(0, 9_999))),
                RefusalCode.MALFORMED);
        assertThat(stage.blobs.content(small.id().toMediaId())).isEmpty();
    }

    @Test
    void aSmallFileDoesNotTakeAnIdThatIsInUse() {
        var small = TestFile.ofSize(10_000);
        stage.small(small);
        var other = small.damagedAt(1);

        assertRefused(
                stage.desk().small(BOB, small.offer(), small.tree(), small.bytes(small.whole())),
                RefusalCode.ID_CONFLICT);
        assertRefused(
                stage.desk().small(ALICE, other.offer(), other.tree(), other.bytes(other.whole())),
                RefusalCode.ID_CONFLICT);
    }

    @Test
    void aSmallFileAfterAFaultOfTheLedgerIsCuredByAskingAgain() {
        var small = TestFile.ofSize(10_000);
        stage.faults.failNext("record media");

        assertThatThrownBy(() -> stage.small(small)).isInstanceOf(StorageException.class);
        assertThat(stage.gauges().reservedBytes()).isZero();

        stage.small(small);
    }

    @Test
    void thereIsNoSpaceForASmallFileEither() {
        var tight =
                new Stage(
                        TransferLimits.DEFAULTS.withSpace(0, OptionalLong.empty()),
                        5_000,
                        Runnable::run);
        var small = TestFile.ofSize(10_000);

        assertThat(
                        tight.desk()
                                .small(
                                        ALICE,
                                        small.offer(),
                                        small.tree(),
                                        small.bytes(small.whole())))
                .isInstanceOf(Outcome.Refused.class);
    }
}
