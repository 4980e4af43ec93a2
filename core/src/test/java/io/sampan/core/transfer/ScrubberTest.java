package io.sampan.core.transfer;

import static io.sampan.core.transfer.Stage.ALICE;
import static io.sampan.core.transfer.Stage.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampan.model.InvalidValueException;
import io.sampan.model.RefusalCode;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class ScrubberTest {

    private final Stage stage = new Stage();
    private final Scrubber scrubber = stage.transfers.scrubber(1_000);

    @Test
    void whatIsDamagedIsFoundBeforeSomebodyAsks() {
        var damaged = stage.upload(TestFile.ofSize(2 * TestFile.MIB + 5));
        var whole = stage.small(TestFile.ofSize(7));
        stage.blobs.damage(damaged.id(), new byte[(int) damaged.size()]);

        assertThat(scrubber.round(200, _ -> true)).isTrue();

        assertThat(stage.blobs.damaged()).containsExactly(damaged.id());
        assertThat(stage.gauges().damagedMedia()).isEqualTo(1);
        assertThat(stage.gauges().scrubs()).isEqualTo(1);
        assertThat(stage.blobs.content(whole.id())).isPresent();
        assertRefused(stage.transfers.media().read(ALICE, damaged.id()), RefusalCode.DAMAGED);
    }

    @Test
    void itReadsAsMuchAsItIsAllowedTo() {
        var file = stage.upload(TestFile.ofSize(2 * TestFile.MIB + 5));
        var asked = new ArrayList<Integer>();

        var ended =
                scrubber.round(
                        0,
                        bytes -> {
                            asked.add(bytes);
                            return asked.size() < 4;
                        });

        assertThat(ended).isTrue();
        assertThat(asked).containsExactly(0, TestFile.MIB, TestFile.MIB, 5);
        assertThat(stage.gauges().scrubbedBytes()).isEqualTo(2 * TestFile.MIB);
        assertThat(stage.blobs.content(file.id())).isPresent();
    }

    @Test
    void itStopsWhereItIsTold() {
        stage.small(TestFile.ofSize(7));

        assertThat(scrubber.round(0, _ -> false)).isFalse();

        assertThat(stage.gauges().scrubs()).isZero();
    }

    @Test
    void factsAreWrittenOnTheWay() {
        var media = stage.small(TestFile.ofSize(7));
        stage.ledger.media().handOver(ALICE, Stage.BOB);

        scrubber.round(0, _ -> true);

        assertThat(stage.blobs.facts(media.id()).orElseThrow().owner()).isEqualTo(Stage.BOB);
    }

    @Test
    void aScrubThatReadsNothingIsNone() {
        assertThatThrownBy(() -> stage.transfers.scrubber(0))
                .isInstanceOf(InvalidValueException.class);
    }
}
