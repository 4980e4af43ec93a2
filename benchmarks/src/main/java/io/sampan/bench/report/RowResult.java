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
public record RowResult(
        String name, String title, List<Series> series, List<Check> checks, List<String> notes) {

    public RowResult {
        series = List.copyOf(series);
        checks = List.copyOf(checks);
        notes = List.copyOf(notes);
    }

    public RowResult(String name, String title, List<Series> series, List<Check> checks) {
        this(name, title, series, checks, List.of());
    }

    /// A row that could not be run.
    public static RowResult skipped(String name, String title, String why) {
        return new RowResult(name, title, List.of(), List.of(), List.of("left out: " + why));
    }
}
