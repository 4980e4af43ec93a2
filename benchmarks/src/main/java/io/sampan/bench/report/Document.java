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

/// `docs/benchmarks.md`: one section for each row, the plots beside it in `docs/benchmarks/`. A
/// section begins with what a person wrote about its row (a file in a folder of its own: what is
/// measured, and what limits it), and then has what was measured, when, and on which commit. A run
/// replaces what was measured of its own rows; that of the others stays.
public final class Document {

    private static final String HEADING = "\n## ";

    /// Between what a person wrote and what was measured.
    private static final String MEASURED = "<!-- measured -->";

    private static final int CELLS_BEFORE_CPU = 4;

    private static final String INTRODUCTION =
            """
            # Benchmarks

            Written by `./bench --publish`: the figures and pictures by a run, the words about each
            row by a person (`benchmarks/about/`). Each row measures Sampan and its peers in turn, in
            one run on one machine: medians, and the ratio of medians. Machines are shared and noisy,
            so minimum and maximum stand beside them, and the CPU time of every process for each GB,
            which is steadier than a rate. `./bench --list` names the rows.
            """;

    private final Path file;
    private final Path about;
    private final Map<String, String> machine;
    private final String at;

    /// @param file the document
    /// @param about the folder with a `ROW.md` for each row
    /// @param at when the run began, ISO-8601
    public Document(Path file, Path about, Map<String, String> machine, String at) {
        this.file = file;
        this.about = about;
        this.machine = machine;
        this.at = at;
    }

    /// Writes one row's section, and the machine.
    ///
    /// @param order the names of all rows
    public void update(RowResult row, List<String> order) {
        try {
            var sections = read();
            sections.put(row.name(), new Section(row.title(), measured(row)));
            var text = new StringBuilder(INTRODUCTION).append(machine());
            for (var name : order) {
                var section = sections.get(name);
                if (section != null) {
                    text.append(HEADING).append(name).append(": ").append(whole(name, section));
                }
            }
            draw(row);
            Files.writeString(file, text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What a run wrote about one row.
    private record Section(String title, String measured) {

        static Section parse(String part) {
            var end = part.indexOf('\n');
            var title = part.substring(part.indexOf(": ") + 2, end);
            var measured = part.indexOf(MEASURED);
            return new Section(
                    title, part.substring(measured < 0 ? end : measured + MEASURED.length()));
        }
    }

    private String whole(String name, Section section) throws IOException {
        var words = about.resolve(name + ".md");
        return String.join(
                "\n\n",
                section.title(),
                Files.exists(words) ? Files.readString(words).strip() : "",
                MEASURED,
                section.measured().strip() + "\n");
    }

    /// The sections that are there, by their rows' names.
    private Map<String, Section> read() throws IOException {
        var sections = new LinkedHashMap<String, Section>();
        if (Files.exists(file)) {
            var parts = Files.readString(file).split(HEADING, -1);
            for (var n = 1; n < parts.length; n++) {
                var name = parts[n].substring(0, parts[n].indexOf(':'));
                sections.put(name, Section.parse(parts[n]));
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

    private String measured(RowResult row) {
        var lines = new ArrayList<String>();
        var withCpu = row.series().stream().anyMatch(one -> !one.cpuPerGigabyte().isEmpty());
        lines.add("| | median | min | max |" + (withCpu ? " CPU s per GB |" : ""));
        lines.add("|---|---|---|---|" + (withCpu ? "---|" : ""));
        row.series().forEach(series -> lines.add(line(series, withCpu)));
        lines.add("");
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
        lines.add(
                "*%s, commit %s, %s.*"
                        .formatted(at, machine.getOrDefault("commit", "unknown"), often(row)));
        return String.join("\n", lines);
    }

    private static String often(RowResult row) {
        var most = row.series().stream().mapToInt(one -> one.samples().size()).max().orElse(0);
        return most == 1 ? "measured once" : "measured %d times each".formatted(most);
    }

    private static String line(Series series, boolean withCpu) {
        return Table.cells(series).stream()
                .limit(withCpu ? Long.MAX_VALUE : CELLS_BEFORE_CPU)
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private void draw(RowResult row) throws IOException {
        var folder = Files.createDirectories(file.resolveSibling("benchmarks"));
        for (var plot : row.plots()) {
            Files.writeString(folder.resolve(plot.name() + ".svg"), Svg.of(plot));
        }
    }
}
