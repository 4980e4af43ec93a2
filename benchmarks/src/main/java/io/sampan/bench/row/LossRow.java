package io.sampan.bench.row;

import io.sampan.bench.measure.Sample;
import io.sampan.bench.measure.Series;
import io.sampan.bench.measure.Unit;
import io.sampan.bench.peer.Nginx;
import io.sampan.bench.process.WanLink;
import io.sampan.bench.report.Plot;
import io.sampan.bench.report.RowResult;
import java.util.ArrayList;
import java.util.List;

/// How much of a long line is left when it loses more and more packets, beside one stream.
record LossRow() implements Row {

    private static final List<Double> LOSSES = List.of(0.0, 0.1, 0.5, 1.0, 2.0, 4.0);

    @Override
    public String name() {
        return "loss";
    }

    @Override
    public String title() {
        return "put over 300 Mbit/s, 40 ms each way, by loss";
    }

    @Override
    public RowResult run(Bench bench) {
        var obstacle = WanLink.obstacle();
        if (obstacle.isPresent()) {
            return RowResult.skipped(name(), title(), obstacle.get());
        }
        var series = new ArrayList<Series>();
        var sampan = new ArrayList<Plot.Point>();
        var curl = new ArrayList<Plot.Point>();
        for (var loss : LOSSES) {
            try (var shop = bench.workshop()) {
                var link = shop.add(WanLink.up(bench.root(), WanLink.Line.withLoss(loss), 1));
                var source = Material.file(shop.inMemory("source"), "film.bin", WanPuts.MEBIBYTES);
                var nginx = Nginx.start(shop, link.far());
                var url = "http://" + link.far().address() + ":" + nginx.port() + "/put.bin";
                var peer = WanPeers.put(link.near(), source, url, WanPuts.SECONDS);
                var carrier =
                        Carrier.start(
                                bench,
                                shop,
                                shop.inMemory("server"),
                                shop.inMemory("client"),
                                link.near(),
                                link.far());
                var own = WanPuts.of(carrier.client(), shop, source).sample();
                series.add(one("curl -T, " + loss + " %", peer));
                series.add(one("sampan put, " + loss + " %", own));
                curl.add(new Plot.Point(loss, peer.value() / 1e6));
                sampan.add(new Plot.Point(loss, own.value() / 1e6));
                bench.progress()
                        .say(
                                "%s %% loss: curl -T %s, sampan put %s"
                                        .formatted(loss, show(peer), show(own)));
            }
        }
        return new RowResult(name(), title(), series, List.of())
                .withPlots(
                        new Plot(
                                name(),
                                "Put over 300 Mbit/s, 40 ms each way",
                                "% of packets lost, each way",
                                "MB/s",
                                List.of(
                                        new Plot.Line("sampan put", sampan),
                                        new Plot.Line("curl -T", curl))));
    }

    private static String show(Sample sample) {
        return Unit.BYTES_PER_SECOND.show(sample.value());
    }

    private static Series one(String name, Sample sample) {
        return new Series(name, Unit.BYTES_PER_SECOND, List.of(sample));
    }
}
