package io.sampan.cli.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampan.model.InvalidValueException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpansTest {

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "60s, PT1M", "2m, PT2M", "2 min, PT2M", "1h, PT1H", "14d, PT336H"})
    void readsWhatPeopleWrite(String text, Duration span) {
        assertThat(Durations.parse(text)).isEqualTo(span);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "60", "-1s", "1.5h", "s", "1w"})
    void saysWhatItExpectsWhereItCannot(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("60s");
    }
}
