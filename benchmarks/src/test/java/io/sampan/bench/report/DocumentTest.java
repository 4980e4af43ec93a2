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
        var first = document(file, "abc", "2026-01-01T00:00:00Z");
        first.update(row("get", 2e6), ORDER);
        first.update(row("put", 1e6), ORDER);

        var second = document(file, "def", "2026-01-02T00:00:00Z");
        second.update(row("put", 3e6), ORDER);

        assertThat(Files.readString(file))
                .containsSubsequence(
                        "| commit | def |",
                        "## put: how fast put is",
                        "| sampan | 3.00 MB/s | 3.00 MB/s | 3.00 MB/s |",
                        "commit def, measured once",
                        "## get: how fast get is",
                        "| sampan | 2.00 MB/s",
                        "commit abc, measured once")
                .doesNotContain("1.00 MB/s");
    }

    @Test
    void whatAPersonWroteStandsBeforeTheFiguresAndIsReadAnewEachTime() throws IOException {
        var file = folder.resolve("benchmarks.md");
        var about = folder.resolve("put.md");
        Files.writeString(about, "Old words.\n");
        document(file, "abc", "2026-01-01T00:00:00Z").update(row("put", 1e6), ORDER);

        Files.writeString(about, "New words.\n");
        document(file, "abc", "2026-01-01T00:00:00Z").update(row("get", 2e6), ORDER);

        assertThat(Files.readString(file))
                .containsSubsequence(
                        "## put: how fast put is", "New words.", "| sampan | 1.00 MB/s")
                .containsOnlyOnce("New words.")
                .doesNotContain("Old words.");
    }

    @Test
    void aSectionWithoutWordsKeepsItsFigures() throws IOException {
        var file = folder.resolve("benchmarks.md");
        Files.writeString(file, "# Benchmarks\n\n## put: how fast\n\n| sampan | 7.00 MB/s |\n");

        document(file, "abc", "2026-01-01T00:00:00Z").update(row("get", 2e6), ORDER);

        assertThat(Files.readString(file))
                .containsSubsequence("## put: how fast\n", "| sampan | 7.00 MB/s |", "## get");
    }

    @Test
    void aPlotIsAPictureBesideTheDocument() throws IOException {
        var file = folder.resolve("benchmarks.md");
        var line = new Plot.Line("a < b", List.of(new Plot.Point(0, 1), new Plot.Point(10, 52)));
        var plot = new Plot("put", "Rates & more", "lanes", "MB/s", List.of(line));

        document(file, "abc", "2026-01-01T00:00:00Z").update(row("put", 1).withPlots(plot), ORDER);

        assertThat(Files.readString(file)).contains("![Rates & more](benchmarks/put.svg)");
        assertThat(folder.resolve("benchmarks/put.svg"))
                .content()
                .contains("Rates &amp; more", "a &lt; b", ">60<", "<polyline points='70.0,")
                .doesNotContain("NaN");
    }

    private Document document(Path file, String commit, String at) {
        return new Document(file, folder, Map.of("commit", commit), at);
    }

    private static RowResult row(String name, double value) {
        var series = new Series("sampan", Unit.BYTES_PER_SECOND, List.of(Sample.of(value)));
        return new RowResult(name, "how fast " + name + " is", List.of(series), List.of());
    }
}
