package io.sampan.bench.row;

import io.sampan.bench.measure.Series;
import io.sampan.bench.process.WanLink;
import io.sampan.bench.report.Plot;
import io.sampan.bench.report.RowResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// How much of a long line is left when it loses more and more packets.
record LossRow() implements Row {

    private static final List<Double> LOSSES = List.of(0.0, 0.1, 0.5, 1.0, 2.0, 5.0);

    @Override
    public String name() {
        return "loss";
    }

    @Override
    public String title() {
        return "100 MB over 300 Mbit/s, 40 ms each way, by loss";
    }

    @Override
    public RowResult run(Bench bench) {
        var obstacle = WanLink.obstacle();
        if (obstacle.isPresent()) {
            return RowResult.skipped(name(), title(), obstacle.get());
        }
        var series = new ArrayList<Series>();
        var points = new LinkedHashMap<String, List<Plot.Point>>();
        for (var loss : LOSSES) {
            for (var one : new WanContest(bench, WanLink.Line.withLoss(loss)).run()) {
                series.add(new Series(one.name() + ", " + loss + " %", one.unit(), one.samples()));
                points.computeIfAbsent(one.name(), _ -> new ArrayList<>())
                        .add(new Plot.Point(loss, one.median() / 1e6));
            }
        }
        var lines =
                points.entrySet().stream()
                        .map(e -> new Plot.Line(e.getKey(), e.getValue()))
                        .toList();
        return new RowResult(name(), title(), series, List.of())
                .withPlots(
                        new Plot(
                                name(),
                                "100 MB over 300 Mbit/s, 40 ms each way",
                                "% of packets lost, each way",
                                "MB/s",
                                lines));
    }
}
