package io.sampan.bench.row;

import io.sampan.bench.measure.Series;
import io.sampan.bench.process.WanLink;
import io.sampan.bench.report.Check;
import io.sampan.bench.report.RowResult;
import java.util.List;

/// Files of 100 MB over an emulated long line.
///
/// @param lossPercent each way
record WanRow(int lossPercent) implements Row {

    private static final double OF_THE_LINE = 80;
    private static final double OVER_THE_BEST = 10;

    @Override
    public String name() {
        return "wan" + lossPercent;
    }

    @Override
    public String title() {
        return "100 MB over 300 Mbit/s, 40 ms each way, " + lossPercent + " % loss";
    }

    @Override
    public RowResult run(Bench bench) {
        var obstacle = WanLink.obstacle();
        if (obstacle.isPresent()) {
            return RowResult.skipped(name(), title(), obstacle.get());
        }
        var line = WanLink.Line.withLoss(lossPercent);
        var series = new WanContest(bench, line).run();
        return new RowResult(name(), title(), series, checks(series, line));
    }

    /// The twin without losses has no target of its own.
    private List<Check> checks(List<Series> series, WanLink.Line line) {
        if (lossPercent == 0) {
            return List.of();
        }
        var curl = series.get(WanContest.CURL);
        var aria = series.get(WanContest.ARIA);
        var put = series.get(WanContest.PUT);
        return List.of(
                new Check(
                        "sampan put, of the line",
                        100 * put.median() / line.bytesPerSecond(),
                        Check.Bound.AT_LEAST,
                        OF_THE_LINE,
                        "%"),
                Check.faster(put, curl.median() > aria.median() ? curl : aria, OVER_THE_BEST));
    }
}
