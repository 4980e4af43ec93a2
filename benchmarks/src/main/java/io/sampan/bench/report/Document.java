package io.sampan.bench.report;

import io.sampan.bench.measure.Series;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// `docs/benchmarks.md`: one section for each row, the plots beside it in `docs/benchmarks/`. A run
/// replaces the sections of its own rows, each of which says when and on which commit it was
/// measured; the others stay.
public final class Document {

    private static final String HEADING = "\n## ";

    private static final String INTRODUCTION =
            """
            # Benchmarks

            Written by `./bench --publish`. Each row measures Sampan and its peers in turn, in one
            run on one machine: medians, and the ratio of medians. Machines are shared and noisy,
            so minimum and maximum stand beside them, and the CPU time of every process for each GB,
            which is steadier than a rate. `benchmarks/` has the code, `./bench --list` the rows.
            """;

    private final Path file;
    private final Map<String, String> machine;
    private final String measured;

    /// @param file the document
    /// @param at when the run began, ISO-8601
    public Document(Path file, Map<String, String> machine, String at, int rounds) {
        this.file = file;
        this.machine = machine;
        this.measured =
                "*%s, commit %s, %d rounds.*"
                        .formatted(at, machine.getOrDefault("commit", "unknown"), rounds);
    }

    /// Writes one row's section, and the machine.
    ///
    /// @param order the names of all rows
    public void update(RowResult row, List<String> order) {
        try {
            var sections = read();
            sections.put(row.name(), section(row));
            var text = new StringBuilder(INTRODUCTION).append(machine());
            for (var name : order) {
                var section = sections.get(name);
                if (section != null) {
                    text.append(HEADING).append(section.strip()).append('\n');
                }
            }
            draw(row);
            Files.writeString(file, text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The sections that are there, by their rows' names.
    private Map<String, String> read() throws IOException {
        var sections = new LinkedHashMap<String, String>();
        if (Files.exists(file)) {
            var parts = Files.readString(file).split(HEADING, -1);
            for (var n = 1; n < parts.length; n++) {
                sections.put(parts[n].substring(0, parts[n].indexOf(':')), parts[n]);
            }
        }
        return sections;
    }

    private String machine() {
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add("| the last run's machine | |");
        lines.add("|---|---|");
        machine.forEach((name, value) -> lines.add("| %s | %s |".formatted(name, value)));
        return String.join("\n", lines) + "\n";
    }

    private String section(RowResult row) {
        var lines = new ArrayList<String>();
        lines.add(row.name() + ": " + row.title());
        lines.add("");
        if (!row.series().isEmpty()) {
            lines.add("| | median | min | max | CPU s per GB |");
            lines.add("|---|---|---|---|---|");
            row.series().forEach(series -> lines.add(line(series)));
            lines.add("");
        }
        row.checks()
                .forEach(check ->
                        lines.add(
                                "- %s %s: %s"
                                        .formatted(
                                                check.holds() ? "reached:" : "**not reached:**",
                                                check.what(),
                                                check.show())));
        row.notes().forEach(note -> lines.add("- " + note));
        row.plots()
                .forEach(plot ->
                        lines.add(
                                "\n![%s](benchmarks/%s.svg)".formatted(plot.title(), plot.name())));
        lines.add("");
        lines.add(measured);
        return String.join("\n", lines);
    }

    private static String line(Series series) {
        return Table.cells(series).stream().collect(Collectors.joining(" | ", "| ", " |"));
    }

    private void draw(RowResult row) throws IOException {
        var folder = Files.createDirectories(file.resolveSibling("benchmarks"));
        for (var plot : row.plots()) {
            Files.writeString(folder.resolve(plot.name() + ".svg"), Svg.of(plot));
        }
    }
}
