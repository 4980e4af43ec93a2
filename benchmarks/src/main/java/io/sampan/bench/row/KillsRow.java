package io.sampan.bench.row;

import io.sampan.bench.measure.BenchException;
import io.sampan.bench.measure.Sample;
import io.sampan.bench.measure.Series;
import io.sampan.bench.measure.Unit;
import io.sampan.bench.process.WanLink;
import io.sampan.bench.report.Check;
import io.sampan.bench.report.Check.Bound;
import io.sampan.bench.report.Plot;
import io.sampan.bench.report.RowResult;
import io.sampan.bench.sampan.Client;
import io.sampan.bench.sampan.Town;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// What kills cost: the time to put one big file over a long line that loses nothing, while server
/// and relays of both tiers are killed and started again. The kills are spread evenly over the time
/// that the file takes without any; one that came after the file had arrived makes its measurement
/// void.
record KillsRow() implements Row {

    private static final int MEBIBYTES = 768;
    private static final List<Integer> KILLS = List.of(0, 1, 2, 4, 8);
    private static final List<String> VICTIMS =
            List.of("server", "edge1", "hub2", "edge2", "hub1", "server", "edge1", "hub2");
    private static final int ROUNDS = 3;

    /// Two blocks of 8 MiB for each of eight lanes.
    private static final double ON_ITS_WAY = 128;

    @Override
    public String name() {
        return "kills";
    }

    @Override
    public String title() {
        return "time to put 768 MiB over 300 Mbit/s, 40 ms each way, by kills";
    }

    @Override
    public RowResult run(Bench bench) {
        var obstacle = WanLink.obstacle();
        if (obstacle.isPresent()) {
            return RowResult.skipped(name(), title(), obstacle.get());
        }
        try (var shop = bench.workshop()) {
            var link = shop.add(WanLink.up(bench.root(), WanLink.Line.withLoss(0), 1));
            var home = shop.inMemory("server");
            var town = Town.start(shop, bench.launcher(), home, link.near(), link.far());
            var client =
                    Client.start(
                            shop,
                            bench.launcher(),
                            link.near(),
                            shop.inMemory("client"),
                            town.entries());
            var source = Material.file(shop.inMemory("source"), "film.bin", MEBIBYTES);
            return result(measure(bench, new Stage(town, client, source)));
        }
    }

    /// All that is not void, by the number of kills. The first round does not count: there, the
    /// client and the relays are cold.
    private static Map<Integer, List<Ended>> measure(Bench bench, Stage stage) {
        var all = new LinkedHashMap<Integer, List<Ended>>();
        var rounds = Math.min(ROUNDS, bench.rounds());
        for (var round = 0; round <= rounds; round++) {
            var undisturbed = 0.0;
            var line = new ArrayList<String>();
            for (var kills : round == 0 ? List.of(0) : KILLS) {
                var ended = stage.put(round + "-" + kills, kills, undisturbed);
                undisturbed = kills == 0 ? ended.seconds() : undisturbed;
                line.add(ended.show());
                if (round > 0 && !ended.isVoid()) {
                    all.computeIfAbsent(kills, _ -> new ArrayList<>()).add(ended);
                }
            }
            bench.progress()
                    .say(
                            (round == 0 ? "warm-up" : "round " + round)
                                    + ": "
                                    + String.join("; ", line));
        }
        return all;
    }

    /// A put that has ended.
    ///
    /// @param inTime how many of the kills came before the file had arrived
    /// @param sentAgain MiB that were given to lanes a second time
    private record Ended(int kills, int inTime, double seconds, double sentAgain) {

        boolean isVoid() {
            return inTime < kills;
        }

        String show() {
            return isVoid()
                    ? "void: only %d of %d kills came before the file had arrived"
                            .formatted(inTime, kills)
                    : "%d kills %s, %s again"
                            .formatted(
                                    kills,
                                    Unit.SECONDS.show(seconds),
                                    Unit.MEBIBYTES.show(sentAgain));
        }
    }

    private record Stage(Town town, Client client, Path source) {

        /// @param undisturbed how many seconds it takes without kills
        Ended put(String name, int kills, double undisturbed) {
            var begun = System.nanoTime();
            // A thread of its own: on two cores the common pool has one, which this would block.
            var put =
                    CompletableFuture.supplyAsync(
                            () -> client.put(source, name), Thread::startVirtualThread);
            var inTime = 0;
            for (var n = 1; n <= kills; n++) {
                var due = begun + (long) (1e9 * undisturbed * n / (kills + 1));
                awaitMoment(due);
                var victim = VICTIMS.get(n - 1);
                town.kill(victim);
                // It is dead, and the file is not there: this one counts.
                inTime += put.isDone() ? 0 : 1;
                town.startAgain(victim);
            }
            var done = put.join();
            client.remove(done.id());
            return new Ended(
                    kills, inTime, done.seconds(), (double) done.resent() / Material.MEBIBYTE);
        }

        private static void awaitMoment(long due) {
            for (var left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }

    private RowResult result(Map<Integer, List<Ended>> all) {
        if (all.isEmpty()) {
            throw new BenchException("every measurement was void");
        }
        var series = new ArrayList<Series>();
        var points = new ArrayList<Plot.Point>();
        all.forEach((kills, ended) -> {
            var time = series(kills + " kills", Unit.SECONDS, ended, Ended::seconds);
            series.add(time);
            points.add(new Plot.Point(kills, time.median()));
        });
        all.forEach((kills, ended) ->
                series.add(
                        series(
                                kills + " kills, sent again",
                                Unit.MEBIBYTES,
                                ended,
                                Ended::sentAgain)));
        return new RowResult(name(), title(), series, checks(all), notes(all))
                .withPlots(
                        new Plot(
                                name(),
                                "Time to put 768 MiB over 300 Mbit/s, 40 ms each way",
                                "kills of server, hub and edge relays on the way",
                                "seconds",
                                List.of(new Plot.Line("sampan put", points))));
    }

    private static Series series(
            String name, Unit unit, List<Ended> ended, ToDoubleFunction<Ended> figure) {
        var samples = ended.stream().mapToDouble(figure).mapToObj(Sample::of).toList();
        return new Series(name, unit, samples);
    }

    private static List<Check> checks(Map<Integer, List<Ended>> all) {
        var worst =
                all.values().stream()
                        .flatMap(List::stream)
                        .filter(ended -> ended.kills() > 0)
                        .mapToDouble(ended -> ended.sentAgain() / ended.kills())
                        .max()
                        .orElse(Double.NaN);
        return List.of(
                new Check(
                        "sent again for each kill, at worst",
                        worst,
                        Bound.AT_MOST,
                        ON_ITS_WAY,
                        "MiB"));
    }

    private static List<String> notes(Map<Integer, List<Ended>> all) {
        var valid =
                all.entrySet().stream()
                        .map(e -> "%d × %d kills".formatted(e.getValue().size(), e.getKey()))
                        .collect(Collectors.joining(", "));
        return List.of(
                "killed in this order, and started again at once: " + String.join(", ", VICTIMS),
                "every kill came before the file had arrived: " + valid);
    }
}
