package io.sampan.core.transfer;

import static io.sampan.core.transfer.Stage.ALICE;
import static io.sampan.core.transfer.Stage.assertRefused;
import static io.sampan.core.transfer.Stage.done;
import static io.sampan.core.transfer.Stage.feed;
import static io.sampan.core.transfer.Stage.ranges;
import static io.sampan.core.transfer.Stage.refused;
import static io.sampan.core.transfer.TestFile.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.model.RefusalCode;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlotTest {

    private final Stage stage = new Stage(TransferLimits.DEFAULTS.withSlots(1));
    private final TestFile first = TestFile.ofSize(2 * MIB);
    private final TestFile second = TestFile.ofSize(2 * MIB);

    @Test
    void theNextOneIsToldToWaitAndGetsInWhenTheFirstIsComplete() {
        stage.offer(first);

        var refusal = refused(stage.desk().offer(ALICE, second.offer(), stage.lane));
        assertThat(refusal.code()).isEqualTo(RefusalCode.NO_SLOT);
        assertThat(refusal.retryAfter()).isPresent();
        assertThat(stage.gauges().reservedBytes()).isEqualTo(first.size());

        stage.upload(first);
        stage.upload(second);
    }

    @Test
    void theTwoHundredAndFirstWaits() {
        var wide = new Stage();
        IntStream.range(0, 200).forEach(n -> wide.offer(TestFile.ofSize(n)));

        assertRefused(wide.desk().offer(ALICE, first.offer(), wide.lane), RefusalCode.NO_SLOT);
        assertThat(wide.gauges().slotsTaken()).isEqualTo(200);
    }

    @Test
    void pausingAndCancellingFreeTheSlot() {
        stage.offer(first);
        done(stage.desk().pause(ALICE, first.id()));
        stage.offer(second);
        done(stage.desk().cancel(ALICE, second.id()));

        stage.offer(first);

        assertThat(stage.gauges().slotsTaken()).isEqualTo(1);
    }

    @Test
    void whenTheLastConversationLeavesTheSlotIsFreeAtOnce() {
        var control = stage.lane;
        var data = stage.transfers.attend();
        stage.offer(first);
        stage.lane = data;
        done(stage.put(first, 0, MIB));

        control.close();
        assertThat(stage.gauges().slotsTaken()).isEqualTo(1);
        data.close();
        data.close();

        assertThat(stage.gauges().slotsTaken()).isZero();
    }

    @Test
    void aLaterBlockTakesASlotAgainIfOneIsFree() {
        stage.offer(first);
        stage.lane.close();
        stage.lane = stage.transfers.attend();

        done(stage.put(first, 0, MIB));
        assertThat(stage.gauges().slotsTaken()).isEqualTo(1);
        stage.lane.close();
        stage.lane = stage.transfers.attend();
        stage.offer(second);

        var refusal = refused(stage.beginning(first, MIB, 2 * MIB));
        assertThat(refusal.code()).isEqualTo(RefusalCode.NO_SLOT);
        assertThat(refusal.retryAfter()).isPresent();
    }

    @Test
    void aSlotOfASilentUploadGoesToWhoeverWantsIt() {
        stage.offer(first);
        stage.later(Duration.ofSeconds(59));
        assertRefused(stage.desk().offer(ALICE, second.offer(), stage.lane), RefusalCode.NO_SLOT);

        stage.later(Duration.ofSeconds(1));

        stage.offer(second);
        assertThat(stage.gauges().slotsTaken()).isEqualTo(1);
    }

    @Test
    void bytesKeepTheSlot() {
        stage.offer(first);
        var intake = stage.begin(first, 0, MIB);
        for (var at = 0; at < 500_000; at += 100_000) {
            stage.later(Duration.ofSeconds(50));
            feed(intake, first, at, at + 100_000);
        }

        assertRefused(stage.desk().offer(ALICE, second.offer(), stage.lane), RefusalCode.NO_SLOT);
    }

    @Test
    void aBlockWhoseSlotWasTakenInASilenceKeepsWhatCameBefore() {
        stage.offer(first);
        var intake = stage.begin(first, 0, 2 * MIB);
        feed(intake, first, 0, 300_000);
        stage.later(Duration.ofSeconds(60));
        stage.offer(second);

        feed(intake, first, 300_000, 2 * MIB);

        assertRefused(intake.finish(), RefusalCode.SLOT_LOST);
        assertThat(stage.held(first)).isEqualTo(ranges(0, 300_000));
    }

    @Test
    void aBlockWhoseSlotWasTakenGoesOnIfThereIsAnotherOne() {
        stage.offer(first);
        var intake = stage.begin(first, 0, 2 * MIB);
        feed(intake, first, 0, 300_000);
        stage.later(Duration.ofSeconds(60));
        stage.transfers.sweeper().run();
        assertThat(stage.gauges().slotsTaken()).isZero();

        feed(intake, first, 300_000, 2 * MIB);

        done(intake.finish());
        assertThat(stage.gauges().slotsTaken()).isEqualTo(1);
    }

    @Test
    void aConversationThatIsOverTakesNoSlot() {
        stage.lane.close();

        assertRefused(stage.desk().offer(ALICE, first.offer(), stage.lane), RefusalCode.NO_SLOT);
        assertThat(stage.gauges().slotsTaken()).isZero();
    }
}
