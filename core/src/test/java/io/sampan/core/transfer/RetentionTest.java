package io.sampan.core.transfer;

import static io.sampan.core.transfer.Stage.ALICE;
import static io.sampan.core.transfer.Stage.assertRefused;
import static io.sampan.core.transfer.Stage.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampan.model.InvalidValueException;
import io.sampan.model.Media;
import io.sampan.model.RefusalCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetentionTest {

    private static final Duration KEPT = Duration.ofDays(30);

    private final Stage stage = new Stage();
    private final TestFile file = TestFile.ofSize(TestFile.MIB + 5);

    @Test
    void aFileThatEverybodyHasGoesAfterItsTime() {
        var media = sent();
        stage.ledger.received(media.id());
        stage.later(KEPT);
        sweep();
        done(stage.transfers.media().media(ALICE, media.id()));

        stage.later(Duration.ofMillis(1));
        sweep();

        assertRefused(stage.transfers.media().media(ALICE, media.id()), RefusalCode.NOT_FOUND);
        assertThat(stage.blobs.read(media.id())).isEmpty();
        assertThat(stage.gauges().storedBytes()).isZero();
    }

    @Test
    void aFileThatSomebodyDoesNotHaveStaysForEver() {
        var media = sent();
        stage.later(KEPT.multipliedBy(100));

        sweep();

        done(stage.transfers.media().read(ALICE, media.id())).close();
    }

    @Test
    void aFileThatNobodyWasSentStays() {
        var media = stage.upload(file);
        stage.later(KEPT.multipliedBy(100));

        sweep();

        done(stage.transfers.media().read(ALICE, media.id())).close();
    }

    @Test
    void aRecipientWhoIsReadingReadsToTheEnd() {
        var media = sent();
        stage.ledger.received(media.id());
        stage.later(KEPT.plusDays(1));

        try (var open = done(stage.transfers.media().read(ALICE, media.id()))) {
            sweep();
            assertThat(open.blob().digest(1)).isEqualTo(file.digests(file.whole()).get(1));
        }
    }

    @Test
    void bytesThatCouldNotBeRemovedGoInTheNextRound() {
        var media = sent();
        stage.ledger.received(media.id());
        stage.later(KEPT.plusDays(1));
        stage.faults.failNext("bury media");

        sweep();
        assertThat(stage.ledger.media().retired()).containsExactly(media.id());
        stage.killServer();
        sweep();

        assertThat(stage.ledger.media().retired()).isEmpty();
        assertThat(stage.blobs.read(media.id())).isEmpty();
    }

    @Test
    void aTimeOfNothingIsRefused() {
        assertThatThrownBy(() -> stage.transfers.retention(Duration.ZERO))
                .isInstanceOf(InvalidValueException.class);
    }

    private Media sent() {
        var media = stage.upload(file);
        stage.ledger.sent(media.id(), stage.clock.instant());
        return media;
    }

    private void sweep() {
        stage.transfers.retention(KEPT).run();
    }
}
