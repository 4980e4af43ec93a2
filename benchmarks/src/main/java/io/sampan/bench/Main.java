package io.sampan.bench;

import io.sampan.bench.measure.BenchException;
import io.sampan.bench.report.Document;
import io.sampan.bench.report.Machine;
import io.sampan.bench.report.ResultFile;
import io.sampan.bench.report.RowResult;
import io.sampan.bench.report.Table;
import io.sampan.bench.row.Bench;
import io.sampan.bench.row.Row;
import io.sampan.bench.row.Rows;
import io.sampan.bench.sampan.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./bench`: runs rows, prints the table, keeps the samples as JSON. Started by the script of that
/// name, which builds and installs what is needed.
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures Sampan beside its peers, in one run.")
public final class Main implements Callable<Integer> {

    @Parameters(arity = "0..*", paramLabel = "ROW", description = "Which rows; all if none given.")
    private List<String> rows = List.of();

    @Option(
            names = "--rounds",
            defaultValue = "9",
            description =
                    "How many rounds count (${DEFAULT-VALUE}); over long lines three at most.")
    private int rounds;

    @Option(
            names = "--minutes",
            defaultValue = "10",
            description = "How long the row load lasts (${DEFAULT-VALUE}).")
    private double minutes;

    @Option(names = "--json", description = "Where the samples go (benchmarks/target/bench.json).")
    private Optional<Path> json = Optional.empty();

    @Option(names = "--publish", description = "Writes the rows into docs/benchmarks.md.")
    private boolean publish;

    @Option(names = "--list", description = "Says which rows there are.")
    private boolean list;

    @Option(
            names = "--record",
            description =
                    "Makes flight recordings of Sampan's processes (benchmarks/target/recordings).")
    private boolean record;

    private Main() {}

    public static void main(String... words) {
        System.exit(new CommandLine(new Main()).execute(words));
    }

    @Override
    public Integer call() throws IOException {
        if (list) {
            Rows.all().forEach(row -> System.out.printf("%-8s %s%n", row.name(), row.title()));
            return 0;
        }
        var root = Path.of(System.getProperty("sampan.root", ".")).toAbsolutePath().normalize();
        var output = root.resolve("benchmarks/target");
        var recordings = output.resolve("recordings");
        if (record) {
            Files.createDirectories(recordings);
        }
        var launcher = new Launcher(root, record ? Optional.of(recordings) : Optional.empty());
        var bench =
                new Bench(
                        root,
                        output,
                        rounds,
                        minutes,
                        launcher,
                        line -> System.err.println("  " + line));
        try {
            return measure(chosen(), bench, json.orElse(output.resolve("bench.json")));
        } catch (BenchException e) {
            System.err.println("bench: " + e.getMessage());
            return 2;
        }
    }

    private int measure(List<Row> rows, Bench bench, Path file) {
        var at = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        var machine = Machine.describe();
        machine.forEach((name, value) -> System.out.printf("%-20s %s%n", name, value));
        var results = new ArrayList<RowResult>();
        var document =
                new Document(
                        bench.root().resolve("docs/benchmarks.md"),
                        bench.root().resolve("benchmarks/about"),
                        machine,
                        at);
        var order = Rows.all().stream().map(Row::name).toList();
        for (var row : rows) {
            System.err.println(row.name() + ": " + row.title());
            var result = run(row, bench);
            results.add(result);
            System.out.println();
            System.out.println(Table.of(List.of(result)));
            ResultFile.write(file, at, machine, results);
            if (publish && !result.isLeftOut()) {
                document.update(result, order);
            }
        }
        System.out.printf("%nall samples: %s%n", file);
        return 0;
    }

    private static RowResult run(Row row, Bench bench) {
        try {
            return row.run(bench);
        } catch (BenchException e) {
            return RowResult.skipped(row.name(), row.title(), String.valueOf(e.getMessage()));
        }
    }

    private List<Row> chosen() {
        var known = Rows.all();
        for (var name : rows) {
            if (known.stream().noneMatch(row -> row.name().startsWith(name))) {
                throw new BenchException("no such row: " + name + " (see --list)");
            }
        }
        return known.stream()
                .filter(row -> rows.isEmpty() || rows.stream().anyMatch(row.name()::startsWith))
                .toList();
    }
}
