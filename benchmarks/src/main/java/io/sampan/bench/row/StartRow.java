package io.sampan.bench.row;

import io.sampan.bench.measure.Contender;
import io.sampan.bench.measure.Sample;
import io.sampan.bench.measure.Unit;
import io.sampan.bench.process.Place;
import io.sampan.bench.process.Workshop;
import io.sampan.bench.report.Check;
import io.sampan.bench.report.RowResult;
import java.nio.file.Path;
import java.util.List;

/// From `./sampan server` to a port that listens.
record StartRow() implements Row {

    private static final double TARGET_SECONDS = 1.5;
    private static final double NANOS = 1e9;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String title() {
        return "server start to ready";
    }

    @Override
    public RowResult run(Bench bench) {
        try (var shop = bench.workshop()) {
            var home = shop.onDisk("server");
            var contender = Contender.of("sampan server", _ -> Sample.of(start(bench, shop, home)));
            var series = bench.turns().take(Unit.SECONDS, List.of(contender));
            return new RowResult(
                    name(),
                    title(),
                    series,
                    List.of(Check.atMost(series.getFirst(), TARGET_SECONDS)));
        }
    }

    private static double start(Bench bench, Workshop shop, Path home) {
        var port = shop.freePort();
        var command =
                List.of(
                        bench.root().resolve("sampan").toString(),
                        "server",
                        "--plain",
                        "--home",
                        home.toString(),
                        "--listen",
                        "127.0.0.1:" + port);
        var began = System.nanoTime();
        try (var server = shop.start("sampan-start", Place.HERE, command)) {
            server.awaitListening(port);
            return (System.nanoTime() - began) / NANOS;
        }
    }
}
