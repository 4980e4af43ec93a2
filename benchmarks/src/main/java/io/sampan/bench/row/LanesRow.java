package io.sampan.bench.row;

import io.sampan.bench.measure.Sample;
import io.sampan.bench.measure.Series;
import io.sampan.bench.measure.Unit;
import io.sampan.bench.process.WanLink;
import io.sampan.bench.report.Plot;
import io.sampan.bench.report.RowResult;
import io.sampan.bench.sampan.Chain;
import io.sampan.bench.sampan.Client;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// What several lanes are for: the rate of a put over a long line that loses packets, by the number
/// of lanes.
record LanesRow() implements Row {

    private static final double LOSS_PERCENT = 1;
    private static final List<Integer> LANES = List.of(1, 2, 4, 8, 16);

    @Override
    public String name() {
        return "lanes";
    }

    @Override
    public String title() {
        return "put over 300 Mbit/s, 40 ms each way, 1 % loss, by lanes";
    }

    @Override
    public RowResult run(Bench bench) {
        var obstacle = WanLink.obstacle();
        if (obstacle.isPresent()) {
            return RowResult.skipped(name(), title(), obstacle.get());
        }
        var series = new ArrayList<Series>();
        var points = new ArrayList<Plot.Point>();
        for (var lanes : LANES) {
            var samples =
                    IntStream.rangeClosed(1, WanContest.seeds(bench))
                            .mapToObj(seed -> put(bench, lanes, seed))
                            .toList();
            var name = lanes == 1 ? "1 lane" : lanes + " lanes";
            var one = new Series(name, Unit.BYTES_PER_SECOND, samples);
            bench.progress().say(name + ": " + Unit.BYTES_PER_SECOND.show(one.median()));
            series.add(one);
            points.add(new Plot.Point(lanes, one.median() / 1e6));
        }
        return new RowResult(name(), title(), series, List.of())
                .withPlots(
                        new Plot(
                                name(),
                                "Put over 300 Mbit/s, 40 ms each way, 1 % loss",
                                "lanes",
                                "MB/s",
                                List.of(new Plot.Line("sampan put", points))));
    }

    private static Sample put(Bench bench, int lanes, int seed) {
        try (var shop = bench.workshop()) {
            var line = WanLink.Line.withLoss(LOSS_PERCENT);
            var link = shop.add(WanLink.up(bench.root(), line, seed));
            var chain =
                    Chain.start(
                            shop,
                            bench.launcher(),
                            shop.inMemory("server"),
                            link.near(),
                            link.far());
            var client =
                    Client.withLanes(
                            shop,
                            bench.launcher(),
                            link.near(),
                            shop.inMemory("client"),
                            chain.entry(),
                            lanes);
            return WanPuts.of(client, shop).sample();
        }
    }
}
