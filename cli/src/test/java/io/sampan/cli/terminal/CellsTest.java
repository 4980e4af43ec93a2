package io.sampan.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellsTest {

    @ParameterizedTest
    @CsvSource({
        "film.mp4, 8",
        "日本, 4",
        "🎬, 2",
        "e\u0301, 1",
        "'', 0",
        "ｗ, 2",
        "Übung, 5",
    })
    void areWhatATerminalShows(String text, int cells) {
        assertThat(Cells.of(text)).isEqualTo(cells);
    }

    @ParameterizedTest
    @CsvSource({
        "日本語, 4, 日本, 本語",
        "日本語, 5, 日本, 本語",
        "日本語, 1, '', ''",
        "ae\u0301b, 2, ae\u0301, e\u0301b",
        "film, 2, fi, lm",
    })
    void cutBetweenCharacters(String text, int cells, String first, String last) {
        assertThat(Cells.first(text, cells)).isEqualTo(first);
        assertThat(Cells.last(text, cells)).isEqualTo(last);
    }

    @Property
    void noCutIsWiderThanItsPlace(
            @ForAll String text, @ForAll @IntRange(min = 0, max = 40) int to) {
        var safe = TerminalText.text(text);

        assertThat(Cells.of(Cells.first(safe, to))).isLessThanOrEqualTo(to);
        assertThat(Cells.of(Cells.last(safe, to))).isLessThanOrEqualTo(to);
        assertThat(safe).startsWith(Cells.first(safe, to)).endsWith(Cells.last(safe, to));
    }
}
