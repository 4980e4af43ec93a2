package io.sampan.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.client.task.TaskState;
import io.sampan.client.task.TransferSnapshot;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BarTest {

    @Property
    void noLineIsWiderThanTheTerminal(
            @ForAll String label,
            @ForAll @LongRange(min = 0, max = 1L << 50) long total,
            @ForAll @IntRange(min = 0, max = 100) int percent,
            @ForAll @IntRange(min = 19, max = 200) int columns) {
        var now = running(total / 100 * percent, total, 123 << 20);

        assertThat(visible(Bar.of(now).line(label, columns, true))).isLessThanOrEqualTo(columns);
    }

    @Test
    void saysHowFarItIsHowFastAndHowLongStill() {
        var line = Bar.of(running(150 << 20, 300 << 20, 75 << 20)).line("film.mp4", 79, false);

        assertThat(line).startsWith("film.mp4 ").contains("50%", "300 MiB", "75.0 MiB/s", "0:02");
    }

    @Test
    void saysWhatItWaitsFor() {
        var line = Bar.NEW.waiting("all upload slots are taken").line("film.mp4", 79, false);

        assertThat(line).contains("film.mp4", "waits: all upload slots are taken");
    }

    @Test
    void hasNoEscapesWithoutColours() {
        var line = Bar.of(running(150 << 20, 300 << 20, 75 << 20)).line("film.mp4", 79, false);

        assertThat(line).doesNotContain("\u001b").contains("━");
    }

    private static TransferSnapshot running(long done, long total, long rate) {
        return new TransferSnapshot(TaskState.RUNNING, done, total, rate, done, 0, 8, 0, 1, "");
    }

    private static int visible(String line) {
        var text = line.replaceAll("\u001b\\[[0-9;]*m", "");
        return TerminalText.width(text);
    }
}
