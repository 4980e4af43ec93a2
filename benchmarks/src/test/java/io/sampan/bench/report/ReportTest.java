package io.sampan.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.bench.measure.Sample;
import io.sampan.bench.measure.Series;
import io.sampan.bench.measure.Unit;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {

    private final Series own = rate("sampan", 1.5e9);
    private final Series peer = rate("peer", 1.0e9);

    @Test
    void aTargetIsReachedOrNotAndBothFiguresAreShown() {
        var reached = Check.faster(own, peer, 1.3);
        var missed = Check.faster(own, peer, 1.6);

        assertThat(reached.holds()).isTrue();
        assertThat(missed.holds()).isFalse();
        assertThat(missed.show()).isEqualTo("1.50 × (at least 1.60 ×)");
    }

    @Test
    void whatWasNotMeasuredReachesNothing() {
        assertThat(Check.noMoreCpu(own, peer, "relay").holds()).isFalse();
    }

    @Test
    void theTableHasEachContenderAndEachTarget() {
        var table = Table.of(List.of(row()));

        assertThat(table.lines())
                .anyMatch(line -> line.contains("sampan") && line.contains("1.50 GB/s"))
                .anyMatch(line -> line.contains("reached") && line.contains("1.50 ×"));
    }

    @Test
    void theFileHasEverySample(@TempDir Path folder) {
        var file = folder.resolve("bench.json");

        ResultFile.write(file, "2026-01-01T00:00:00Z", Map.of("cores", "2"), List.of(row()));

        var series = JsonMapper.shared().readTree(file.toFile()).at("/rows/0/series/0");
        assertThat(series.path("name").asString()).isEqualTo("sampan");
        assertThat(series.at("/samples/0/value").asDouble()).isEqualTo(1.5e9);
    }

    private RowResult row() {
        return new RowResult(
                "put", "a row", List.of(own, peer), List.of(Check.faster(own, peer, 1.3)));
    }

    private static Series rate(String name, double value) {
        return new Series(name, Unit.BYTES_PER_SECOND, List.of(Sample.of(value)));
    }
}
