package io.sampan.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.bench.measure.Sample;
import io.sampan.bench.measure.Series;
import io.sampan.bench.measure.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentTest {

    private static final List<String> ORDER = List.of("put", "get");

    @TempDir private Path folder;

    @Test
    void aRunReplacesItsOwnSectionsAndLeavesTheOthers() throws IOException {
        var file = folder.resolve("benchmarks.md");
        var first = new Document(file, Map.of("commit", "abc"), "2026-01-01T00:00:00Z", 9);
        first.update(row("get", 2e6), ORDER);
        first.update(row("put", 1e6), ORDER);

        var second = new Document(file, Map.of("commit", "def"), "2026-01-02T00:00:00Z", 3);
        second.update(row("put", 3e6), ORDER);

        assertThat(Files.readString(file))
                .containsSubsequence(
                        "| commit | def |",
                        "## put: how fast put is",
                        "| sampan | 3.00 MB/s | 3.00 MB/s | 3.00 MB/s |",
                        "commit def, 3 rounds",
                        "## get: how fast get is",
                        "| sampan | 2.00 MB/s",
                        "commit abc, 9 rounds")
                .doesNotContain("1.00 MB/s");
    }

    @Test
    void aPlotIsAPictureBesideTheDocument() throws IOException {
        var file = folder.resolve("benchmarks.md");
        var line = new Plot.Line("a < b", List.of(new Plot.Point(0, 1), new Plot.Point(10, 52)));
        var plot = new Plot("put", "Rates & more", "lanes", "MB/s", List.of(line));

        new Document(file, Map.of(), "2026-01-01T00:00:00Z", 1)
                .update(row("put", 1).withPlots(plot), ORDER);

        assertThat(Files.readString(file)).contains("![Rates & more](benchmarks/put.svg)");
        assertThat(folder.resolve("benchmarks/put.svg"))
                .content()
                .contains("Rates &amp; more", "a &lt; b", ">60<", "<polyline points='70.0,")
                .doesNotContain("NaN");
    }

    private static RowResult row(String name, double value) {
        var series = new Series("sampan", Unit.BYTES_PER_SECOND, List.of(Sample.of(value)));
        return new RowResult(name, "how fast " + name + " is", List.of(series), List.of());
    }
}
