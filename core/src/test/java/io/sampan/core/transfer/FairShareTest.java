package io.sampan.core.transfer;

import static io.sampan.core.transfer.Stage.ALICE;
import static io.sampan.core.transfer.Stage.BOB;
import static io.sampan.core.transfer.Stage.assertRefused;
import static io.sampan.core.transfer.Stage.done;
import static io.sampan.core.transfer.Stage.refused;
import static io.sampan.core.transfer.TestFile.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.model.Offer;
import io.sampan.model.Outcome;
import io.sampan.model.RefusalCode;
import io.sampan.model.UserName;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// One person cannot take what others need: slots, and space.
class FairShareTest {

    private static final long GIB = 1L << 30;

    private final Stage stage = new Stage(TransferLimits.DEFAULTS.withSlots(8));

    private static Offer offer(long size) {
        var small = TestFile.ofSize(1).offer();
        return new Offer(small.id(), small.name(), size, small.type(), small.shared());
    }

    private Outcome<UploadStatus> offers(UserName who, Offer offer) {
        return stage.desk().offer(who, offer, stage.lane);
    }

    private void takesSlots(UserName who, int many) {
        IntStream.range(0, many).forEach(_ -> done(offers(who, offer(MIB))));
    }

    @Test
    void whoeverHoldsMoreThanAShareGivesASlotToOneWhoWaits() {
        takesSlots(ALICE, 8);

        takesSlots(BOB, 2);

        assertThat(stage.gauges().slotsTaken()).isEqualTo(8);
        assertThat(stage.gauges().slotsTakenBack()).isEqualTo(2);
    }

    @Test
    void nobodyGetsMoreThanAShareOfOthers() {
        takesSlots(ALICE, 8);
        takesSlots(BOB, 2);

        assertRefused(offers(BOB, offer(MIB)), RefusalCode.NO_SLOT);
        var refusal = refused(offers(ALICE, offer(MIB)));
        assertThat(refusal.code()).isEqualTo(RefusalCode.NO_SLOT);
        assertThat(refusal.reason()).contains("6 uploads of yours").contains("2 are your share");
    }

    @Test
    void aSlotThatWasGivenAwayCostsNoBytes() {
        var film = TestFile.ofSize(2 * MIB);
        stage.offer(film);
        done(stage.put(film, 0, MIB));
        stage.later(Duration.ofSeconds(1));
        takesSlots(ALICE, 7);
        takesSlots(BOB, 1);
        assertRefused(stage.beginning(film, MIB, 2 * MIB), RefusalCode.NO_SLOT);

        stage.lane.close();
        stage.lane = stage.transfers.attend();

        assertThat(stage.held(film).total()).isEqualTo(MIB);
        done(stage.put(film, MIB, 2 * MIB));
    }

    @Test
    void oneUploadMayBeOfAnySizeAndMoreThanAnAllowanceMayNotBePromised() {
        var disk = new Stage(TransferLimits.DEFAULTS.withSpace(0, OptionalLong.of(8 * GIB)));
        done(disk.desk().offer(ALICE, offer(5 * GIB), disk.lane));

        var refusal = refused(disk.desk().offer(ALICE, offer(1), disk.lane));

        assertThat(refusal.code()).isEqualTo(RefusalCode.NO_SLOT);
        assertThat(refusal.reason()).contains(5 * GIB + " bytes of your other uploads");
        assertThat(disk.gauges().promisesRefused()).isEqualTo(1);
        done(disk.desk().offer(BOB, offer(GIB), disk.lane));
    }

    @Test
    void aPersonHasWhatTheyMayAndTheOperatorSaysHowMuch() {
        var limited = new Stage(TransferLimits.DEFAULTS.withPersonQuotaBytes(3 * MIB));
        limited.upload(TestFile.ofSize(MIB));
        limited.offer(TestFile.ofSize(MIB));

        var refusal = refused(limited.desk().offer(ALICE, offer(MIB + 1), limited.lane));

        assertThat(refusal.code()).isEqualTo(RefusalCode.QUOTA);
        assertThat(refusal.reason()).contains(2 * MIB + " bytes here, and " + 3 * MIB);
        assertThat(limited.gauges().quotasRefused()).isEqualTo(1);
        done(limited.desk().offer(BOB, offer(MIB + 1), limited.lane));
        limited.ledger.people().limitBytes(ALICE, OptionalLong.of(4 * MIB));
        done(limited.desk().offer(ALICE, offer(MIB + 1), limited.lane));
    }

    @Test
    void aSilentPromiseIsGivenToWhoeverNeedsTheSpace() {
        var disk = new Stage(TransferLimits.DEFAULTS.withSpace(0, OptionalLong.of(4 * MIB)));
        var film = TestFile.ofSize(3 * MIB);
        disk.offer(film);
        done(disk.put(film, 0, MIB));
        var other = TestFile.ofSize(2 * MIB);
        disk.later(SpaceBook.LAPSES_AFTER.minusMillis(1));
        assertRefused(disk.desk().offer(BOB, other.offer(), disk.lane), RefusalCode.NO_SPACE);
        disk.later(Duration.ofMillis(1));

        done(disk.desk().offer(BOB, other.offer(), disk.lane));

        assertThat(disk.gauges().promisesLapsed()).isEqualTo(1);
        assertThat(disk.gauges().reservedBytes()).isEqualTo(2 * MIB);
        assertRefused(disk.desk().offer(ALICE, film.offer(), disk.lane), RefusalCode.NO_SPACE);
        done(disk.desk().cancel(BOB, other.id()));
        assertThat(disk.offer(film).total()).as("nothing that came is lost").isEqualTo(MIB);
        assertThat(disk.gauges().reservedBytes()).isEqualTo(2 * MIB);
        disk.upload(film);
        assertThat(disk.gauges().reservedBytes()).isZero();
        assertThat(disk.gauges().storedBytes()).isEqualTo(film.size());
    }
}
