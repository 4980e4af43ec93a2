package io.sampan.bench.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.bench.measure.Look;
import io.sampan.bench.report.Check;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WatchTest {

    @Test
    void aHeapThatWarmsUpInTheFirstThirdIsFlat() {
        var watch = watch(n -> new Look(n, n < 10 ? 100 + 10 * n : 200, 50, 20), 31);

        assertThat(watch.checks()).allMatch(Check::holds);
    }

    @Test
    void whatGrowsIsNamed() {
        var watch = watch(n -> new Look(n, 200, 50 + n, 20), 40);

        assertThat(watch.checks())
                .filteredOn(check -> !check.holds())
                .extracting(Check::what)
                .containsExactly(
                        "server, live heap, at the end / after a third",
                        "server, open files, last third / middle third");
    }

    private static Watch watch(IntFunction<Look> look, double heapAtTheEnd) {
        return new Watch(
                Map.of("server", IntStream.range(0, 30).mapToObj(look).toList()),
                Map.of("server", 30.0),
                Map.of("server", heapAtTheEnd));
    }
}
