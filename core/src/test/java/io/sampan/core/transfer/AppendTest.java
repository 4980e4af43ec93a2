package io.sampan.core.transfer;

import static io.sampan.core.transfer.Stage.ALICE;
import static io.sampan.core.transfer.Stage.BOB;
import static io.sampan.core.transfer.Stage.assertRefused;
import static io.sampan.core.transfer.Stage.done;
import static io.sampan.core.transfer.Stage.feed;
import static io.sampan.core.transfer.Stage.ranges;
import static io.sampan.core.transfer.Stage.refused;
import static io.sampan.core.transfer.TestFile.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampan.model.ByteRange;
import io.sampan.model.InvalidValueException;
import io.sampan.model.Md5;
import io.sampan.model.Outcome;
import io.sampan.model.RefusalCode;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs of bytes without digests, as a tus client sends them.
class AppendTest {

    private static final TestFile FILE = TestFile.ofSize(3 * MIB + 77);

    private final Stage stage = new Stage();

    private Outcome<BlockIntake> beginning(long from, long to) {
        return stage.desk()
                .append(ALICE, FILE.id(), new ByteRange(from, to), Optional.empty(), stage.lane);
    }

    private Outcome<ByteRange> append(long from, long to) {
        var intake = done(beginning(from, to));
        feed(intake, FILE, from, to);
        return intake.finish();
    }

    private long held() {
        return done(stage.desk().heldFromStart(ALICE, FILE.id()));
    }

    private void completes() {
        var media = done(stage.desk().finishLearned(ALICE, FILE.id(), Optional.empty()));
        assertThat(media.digest()).isEqualTo(FILE.tree());
        assertThat(stage.blobs.content(media.id())).hasValue(FILE.content());
        assertThat(stage.gauges().reservedBytes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, MIB - 1, MIB, MIB + 1, 2 * MIB, 10 * MIB})
    void aFileInRunsOfAnyLengthLearnsItsDigest(int length) {
        stage.offer(FILE);
        var first = length == 1 ? FILE.size() - 5 : 0;
        for (long at = 0; at < FILE.size(); ) {
            var to = Math.min(FILE.size(), at + (at < first ? first : length));
            done(append(at, to));
            assertThat(held()).isEqualTo(to);
            at = to;
        }

        completes();
    }

    @Property(tries = 100, shrinking = ShrinkingMode.BOUNDED)
    void whoeverGoesOnFromWhatIsHeldCompletesTheFile(
            @ForAll @Size(max = 20) List<@IntRange(min = 0, max = 900_000) Integer> story) {
        var play = new AppendTest();
        play.stage.offer(FILE);
        for (var bytes : story) {
            var from = play.held();
            var to = Math.min(FILE.size(), from + bytes);
            var intake = done(play.beginning(from, FILE.size()));
            feed(intake, FILE, from, to);
            assertThat(play.held()).isEqualTo(to);
            if (bytes % 3 == 0) {
                play.stage.killServer();
                play.stage.offer(FILE);
                assertThat(play.held()).isBetween(Math.max(0, to - (256 << 10) - 100_000), to);
            } else {
                intake.abandon();
                assertThat(play.held()).isEqualTo(to);
            }
        }

        done(play.append(play.held(), FILE.size()));

        play.completes();
    }

    @Test
    void aRunBeginsNoLaterThanWhatIsHeld() {
        stage.offer(FILE);
        done(append(0, 500_000));

        assertRefused(beginning(500_001, FILE.size()), RefusalCode.INCOMPLETE);
        assertRefused(beginning(0, FILE.size() + 1), RefusalCode.OUT_OF_RANGE);
        assertRefused(
                stage.desk().append(BOB, FILE.id(), FILE.whole(), Optional.empty(), stage.lane),
                RefusalCode.NOT_FOUND);
        done(append(400_000, FILE.size()));

        assertThat(stage.gauges().droppedBytes()).isEqualTo(100_000);
        completes();
    }

    @Test
    void anEmptyRunIsDone() {
        stage.offer(FILE);

        assertThat(done(append(0, 0))).isEqualTo(new ByteRange(0, 0));
        assertThat(held()).isZero();
    }

    @Test
    void anEmptyFileIsFinishedWithoutBytes() {
        var nothing = TestFile.ofSize(0);
        stage.offer(nothing);

        var media = done(stage.desk().finishLearned(ALICE, nothing.id(), Optional.empty()));

        assertThat(media.digest()).isEqualTo(nothing.tree());
    }

    @Test
    void theNewestRunWinsAndTheOlderIsTold() {
        stage.offer(FILE);
        var older = done(beginning(0, FILE.size()));
        feed(older, FILE, 0, 1_500_000);
        var newer = done(beginning(held(), FILE.size()));
        feed(newer, FILE, 1_500_000, 1_600_000);

        feed(older, FILE.damagedAt(1_700_000), 1_500_000, FILE.size());
        assertRefused(older.finish(), RefusalCode.LEAF_BUSY);
        feed(newer, FILE, 1_600_000, FILE.size());

        done(newer.finish());
        completes();
    }

    @Test
    void runsAndBlocksWithDigestsFillOneFile() {
        stage.offer(FILE);
        done(append(0, 700_000));
        done(stage.put(FILE, 700_000, 2 * MIB));
        done(append(2 * MIB, 2 * MIB + 5));
        done(stage.put(FILE, 2 * MIB + 5, FILE.size()));

        completes();
    }

    @Test
    void aDigestThatIsAnnouncedFindsWhatWasLearnedWrong() {
        stage.offer(FILE);
        var intake = done(beginning(0, 700_000));
        feed(intake, FILE.damagedAt(5), 0, 700_000);
        done(intake.finish());

        var refusal = refused(stage.put(FILE, 700_000, MIB));

        assertThat(refusal.code()).isEqualTo(RefusalCode.BAD_LEAF);
        assertThat(refusal.ranges()).isEqualTo(ranges(0, MIB));
    }

    @Test
    void aFinishTellsWhatIsMissingAndComparesTheMd5() {
        stage.offer(FILE);
        done(append(0, 100));
        var missing = refused(stage.desk().finishLearned(ALICE, FILE.id(), Optional.empty()));
        assertThat(missing.code()).isEqualTo(RefusalCode.INCOMPLETE);
        assertThat(missing.ranges()).isEqualTo(ranges(100, FILE.size()));
        done(append(100, FILE.size()));

        assertRefused(
                stage.desk().finishLearned(ALICE, FILE.id(), Optional.of(Md5.finish(Md5.hasher()))),
                RefusalCode.DIGEST_MISMATCH);
        completes();
        completes();
    }

    @Test
    void aPausedOrCancelledUploadTakesNoRun() {
        stage.offer(FILE);
        var intake = done(beginning(0, FILE.size()));
        feed(intake, FILE, 0, 1_200_000);

        done(stage.desk().pause(ALICE, FILE.id()));
        feed(intake, FILE, 1_200_000, FILE.size());

        assertRefused(intake.finish(), RefusalCode.PAUSED);
        assertThat(held()).isEqualTo(1_200_000);
        assertRefused(beginning(1_200_000, FILE.size()), RefusalCode.PAUSED);
        assertRefused(
                stage.desk().finishLearned(ALICE, FILE.id(), Optional.empty()), RefusalCode.PAUSED);
        done(stage.desk().cancel(ALICE, FILE.id()));
        assertRefused(stage.desk().heldFromStart(ALICE, FILE.id()), RefusalCode.CANCELLED);
    }

    @Test
    void onASlowLineAKillOfTheServerCostsASecondAtMost() {
        stage.offer(FILE);
        var intake = done(beginning(0, FILE.size()));
        for (var at = 0; at < 200_000; at += 20_000) {
            stage.later(Duration.ofMillis(1_100));
            feed(intake, FILE, at, at + 20_000);
        }

        stage.killServer();

        assertThat(held()).isGreaterThanOrEqualTo(180_000);
    }

    private static PieceChecksum checksum(
            PieceChecksum.Algorithm algorithm, TestFile file, long from, long to) {
        try {
            var name =
                    switch (algorithm) {
                        case SHA1 -> "SHA-1";
                        case SHA256 -> "SHA-256";
                        case MD5 -> "MD5";
                    };
            var bytes = Arrays.copyOfRange(file.content(), (int) from, (int) to);
            return new PieceChecksum(algorithm, MessageDigest.getInstance(name).digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @EnumSource(PieceChecksum.Algorithm.class)
    void aRunWithAChecksumCountsWhenItMatchesAndNotBefore(PieceChecksum.Algorithm algorithm) {
        stage.offer(FILE);
        done(append(0, 300_000));
        var range = new ByteRange(300_000, 2_500_000);
        var sum = checksum(algorithm, FILE, range.from(), range.to());
        var wrong =
                done(stage.desk().append(ALICE, FILE.id(), range, Optional.of(sum), stage.lane));
        feed(wrong, FILE.damagedAt(1_900_000), range.from(), range.to());
        assertThat(held()).isEqualTo(300_000);
        assertRefused(wrong.finish(), RefusalCode.DIGEST_MISMATCH);
        assertThat(held()).isEqualTo(300_000);
        var right =
                done(stage.desk().append(ALICE, FILE.id(), range, Optional.of(sum), stage.lane));
        feed(right, FILE, range.from(), range.to());
        assertThat(held()).isEqualTo(300_000);

        done(right.finish());

        assertThat(held()).isEqualTo(2_500_000);
        done(append(2_500_000, FILE.size()));
        completes();
    }

    @Test
    void ofARunWithAChecksumThatBreaksOffNothingIsHeld() {
        stage.offer(FILE);
        var sum = checksum(PieceChecksum.Algorithm.SHA1, FILE, 0, FILE.size());
        var intake =
                done(
                        stage.desk()
                                .append(
                                        ALICE,
                                        FILE.id(),
                                        FILE.whole(),
                                        Optional.of(sum),
                                        stage.lane));
        feed(intake, FILE.damagedAt(9), 0, 2_400_000);

        intake.abandon();

        assertThat(held()).isZero();
        done(append(0, FILE.size()));
        completes();
    }

    @Test
    void aChecksumHasTheLengthOfItsAlgorithm() {
        assertThatThrownBy(() -> new PieceChecksum(PieceChecksum.Algorithm.SHA1, new byte[32]))
                .isInstanceOf(InvalidValueException.class);
    }
}
