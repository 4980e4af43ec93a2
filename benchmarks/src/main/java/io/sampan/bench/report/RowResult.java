package io.sampan.bench.report;

import io.sampan.bench.measure.Series;
import java.util.List;

/// What one row came to.
///
/// @param name as on the command line
/// @param title in words
/// @param series all contenders
/// @param checks the row's targets
/// @param notes what a reader should know, for example why a part was left out
/// @param plots pictures of it
public record RowResult(
        String name,
        String title,
        List<Series> series,
        List<Check> checks,
        List<String> notes,
        List<Plot> plots) {

    public RowResult {
        series = List.copyOf(series);
        checks = List.copyOf(checks);
        notes = List.copyOf(notes);
        plots = List.copyOf(plots);
    }

    public RowResult(String name, String title, List<Series> series, List<Check> checks) {
        this(name, title, series, checks, List.of());
    }

    public RowResult(
            String name,
            String title,
            List<Series> series,
            List<Check> checks,
            List<String> notes) {
        this(name, title, series, checks, notes, List.of());
    }

    /// The same with pictures.
    public RowResult withPlots(Plot... more) {
        return new RowResult(name, title, series, checks, notes, List.of(more));
    }

    /// Whether it could not be run.
    public boolean isLeftOut() {
        return series.isEmpty();
    }

    /// A row that could not be run.
    public static RowResult skipped(String name, String title, String why) {
        return new RowResult(name, title, List.of(), List.of(), List.of("left out: " + why));
    }
}
