package io.sampan.bench.report;

import io.sampan.bench.measure.Sample;
import io.sampan.bench.measure.Series;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A run as JSON, with every sample, for documents and plots. Version 1:
///
/// ```
/// { "version": 1, "at": "2026-01-01T00:00:00Z", "machine": {"kernel": …},
///   "rows": [ { "name": …, "title": …,
///               "series": [ { "name": …, "unit": "bytes_per_second", "median": …, "min": …, "max": …,
///                             "cpuSecondsPerGigabyte": {"edge": …},
///                             "samples": [ {"value": …, "bytes": …, "cpuSeconds": {…}} ] } ],
///               "checks": [ {"what": …, "reached": …, "bound": "at_least", "wanted": …, "unit": …,
///                            "holds": true} ],
///               "notes": [ … ],
///               "plots": [ {"name": …, "title": …, "across": …, "up": …,
///                           "lines": [ {"name": …, "points": [ [x, y], … ]} ]} ] } ] }
/// ```
public final class ResultFile {

    private static final int VERSION = 1;

    private ResultFile() {}

    /// Writes all rows.
    ///
    /// @param at when the run began, ISO-8601
    public static void write(
            Path file, String at, Map<String, String> machine, List<RowResult> rows) {
        JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValue(
                        file.toFile(),
                        fields(
                                "version",
                                VERSION,
                                "at",
                                at,
                                "machine",
                                machine,
                                "rows",
                                rows.stream().map(ResultFile::row).toList()));
    }

    private static Map<String, Object> row(RowResult row) {
        return fields(
                "name",
                row.name(),
                "title",
                row.title(),
                "series",
                row.series().stream().map(ResultFile::series).toList(),
                "checks",
                row.checks().stream().map(ResultFile::check).toList(),
                "notes",
                row.notes(),
                "plots",
                row.plots().stream().map(ResultFile::plot).toList());
    }

    private static Map<String, Object> plot(Plot plot) {
        return fields(
                "name",
                plot.name(),
                "title",
                plot.title(),
                "across",
                plot.across(),
                "up",
                plot.up(),
                "lines",
                plot.lines().stream().map(ResultFile::line).toList());
    }

    private static Map<String, Object> line(Plot.Line line) {
        var points = line.points().stream().map(p -> List.of(p.x(), p.y())).toList();
        return fields("name", line.name(), "points", points);
    }

    private static Map<String, Object> series(Series series) {
        return fields(
                "name",
                series.name(),
                "unit",
                series.unit().name().toLowerCase(Locale.ROOT),
                "median",
                series.median(),
                "min",
                series.min(),
                "max",
                series.max(),
                "cpuSecondsPerGigabyte",
                series.cpuPerGigabyte(),
                "samples",
                series.samples().stream().map(ResultFile::sample).toList());
    }

    private static Map<String, Object> sample(Sample sample) {
        return fields(
                "value",
                sample.value(),
                "bytes",
                sample.bytes(),
                "cpuSeconds",
                sample.cpuSeconds());
    }

    /// Names and values in turn, kept in this order.
    private static Map<String, Object> fields(Object... pairs) {
        var result = new LinkedHashMap<String, Object>();
        for (var i = 0; i < pairs.length; i += 2) {
            result.put((String) pairs[i], pairs[i + 1]);
        }
        return result;
    }

    private static Map<String, Object> check(Check check) {
        return fields(
                "what",
                check.what(),
                "reached",
                check.reached(),
                "bound",
                check.bound().name().toLowerCase(Locale.ROOT),
                "wanted",
                check.wanted(),
                "unit",
                check.unit(),
                "holds",
                check.holds());
    }
}
