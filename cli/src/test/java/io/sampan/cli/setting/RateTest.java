package io.sampan.cli.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampan.model.InvalidValueException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {

    @ParameterizedTest
    @CsvSource({
        "5M, 5242880",
        "500k, 512000",
        "5 M/s, 5242880",
        "2 MiB, 2097152",
        "1.5MB/s, 1500000",
        "1000, 1000",
        "0, 0",
        "none, 0",
    })
    void readsWhatPeopleWrite(String text, long bytes) {
        assertThat(Rate.parse(text).bytesPerSecond()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "M", "-1", "fast", "5 Mbit", "/s"})
    void saysWhatItExpectsWhereItCannot(String text) {
        assertThatThrownBy(() -> Rate.parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("a rate is ");
    }

    @Property
    void whatItWritesItReads(@ForAll @LongRange(min = 0) long bytes) {
        assertThat(Rate.parse(new Rate(bytes).toString())).isEqualTo(new Rate(bytes));
    }
}
