package io.sampan.bench.row;

import io.sampan.bench.measure.Contender;
import io.sampan.bench.measure.Sample;
import io.sampan.bench.measure.Unit;
import io.sampan.bench.process.Timed;
import io.sampan.bench.report.Check;
import io.sampan.bench.report.RowResult;
import java.util.List;

/// `sampan --help`, warm: what a command costs before it does anything.
record HelpRow() implements Row {

    private static final double TARGET_SECONDS = 0.3;

    @Override
    public String name() {
        return "help";
    }

    @Override
    public String title() {
        return "sampan --help";
    }

    @Override
    public RowResult run(Bench bench) {
        var launcher = bench.root().resolve("sampan").toString();
        var contender =
                Contender.of(
                        "sampan --help", _ -> Sample.of(Timed.run(launcher, "--help").seconds()));
        var series = bench.turns().take(Unit.SECONDS, List.of(contender));
        return new RowResult(
                name(), title(), series, List.of(Check.atMost(series.getFirst(), TARGET_SECONDS)));
    }
}
