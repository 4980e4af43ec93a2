package io.sampan.bench.report;

import io.sampan.bench.measure.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The rows as text, aligned.
public final class Table {

    private Table() {}

    /// One block for each row: its contenders, then its targets.
    public static String of(List<RowResult> rows) {
        return rows.stream().map(Table::block).collect(Collectors.joining("\n\n"));
    }

    private static String block(RowResult row) {
        var lines = new ArrayList<String>();
        lines.add(row.name() + ": " + row.title());
        if (!row.series().isEmpty()) {
            lines.add(line("", "median", "min", "max", "CPU s per GB"));
        }
        row.series().forEach(series -> lines.add(line(series)));
        row.checks()
                .forEach(check ->
                        lines.add(
                                "  %s %s: %s"
                                        .formatted(
                                                check.holds() ? "reached    " : "NOT REACHED",
                                                check.what(),
                                                check.show())));
        row.notes().forEach(note -> lines.add("  " + note));
        return String.join("\n", lines);
    }

    private static String line(Series series) {
        var cells = cells(series);
        return line(cells.get(0), cells.get(1), cells.get(2), cells.get(3), cells.get(4));
    }

    /// Name, median, minimum, maximum, and CPU time for each GB.
    static List<String> cells(Series series) {
        var unit = series.unit();
        return List.of(
                series.name(),
                unit.show(series.median()),
                unit.show(series.min()),
                unit.show(series.max()),
                cpu(series));
    }

    private static String cpu(Series series) {
        var roles = series.cpuPerGigabyte();
        if (roles.isEmpty()) {
            return "";
        }
        var each =
                roles.entrySet().stream()
                        .map(e -> String.format(Locale.ROOT, "%s %.2f", e.getKey(), e.getValue()))
                        .collect(Collectors.joining(", "));
        return String.format(Locale.ROOT, "%.2f (%s)", series.totalCpuPerGigabyte(), each);
    }

    private static String line(String name, String median, String min, String max, String cpu) {
        return String.format(Locale.ROOT, "  %-34s %14s %14s %14s  %s", name, median, min, max, cpu)
                .stripTrailing();
    }
}
