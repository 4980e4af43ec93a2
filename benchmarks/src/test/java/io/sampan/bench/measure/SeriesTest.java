package io.sampan.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeriesTest {

    @Test
    void theMedianIsTheMiddleOrTheMeanOfTheTwoInTheMiddle() {
        assertThat(series(3, 1, 2).median()).isEqualTo(2);
        assertThat(series(4, 1, 2, 3).median()).isEqualTo(2.5);
    }

    @Test
    void cpuTimeIsForEachGigabyteAndForEachRole() {
        var series =
                new Series(
                        "one",
                        Unit.BYTES_PER_SECOND,
                        List.of(
                                Sample.rate(500_000_000, 1, Map.of("edge", 0.1, "hub", 0.2)),
                                Sample.rate(500_000_000, 1, Map.of("edge", 0.3, "hub", 0.2)),
                                Sample.rate(500_000_000, 1, Map.of("edge", 0.2, "hub", 0.2))));

        var cpu = series.cpuPerGigabyte();

        assertThat(cpu.get("edge")).isCloseTo(0.4, within(1e-9));
        assertThat(series.totalCpuPerGigabyte()).isCloseTo(0.8, within(1e-9));
    }

    @Test
    void contendersTakeTurnsAndTheFirstRoundDoesNotCount() {
        var order = new ArrayList<String>();
        var turns = new Turns(2, _ -> {});

        var series = turns.take(Unit.SECONDS, List.of(told("a", order), told("b", order)));

        assertThat(order).containsExactly("a0", "b0", "a1", "b1", "a2", "b2");
        assertThat(series.getFirst().samples()).extracting(Sample::value).containsExactly(1.0, 2.0);
    }

    private static Contender told(String name, List<String> order) {
        return Contender.of(
                name,
                round -> {
                    order.add(name + round);
                    return Sample.of(round);
                });
    }

    private static Series series(double... values) {
        return new Series(
                "one", Unit.SECONDS, java.util.Arrays.stream(values).mapToObj(Sample::of).toList());
    }
}
