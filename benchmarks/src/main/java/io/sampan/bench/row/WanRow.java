package io.sampan.bench.row;

import io.sampan.bench.measure.Sample;
import io.sampan.bench.measure.Series;
import io.sampan.bench.measure.Unit;
import io.sampan.bench.peer.Nginx;
import io.sampan.bench.process.WanLink;
import io.sampan.bench.process.Workshop;
import io.sampan.bench.report.Check;
import io.sampan.bench.report.RowResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Files of 100 MB over an emulated long line: client and edge at one end, hub and server at the
/// other, cubic at both. Each measurement takes at least 8 s; three lines with other losses (seeds)
/// instead of rounds.
///
/// @param lossPercent each way
record WanRow(int lossPercent) implements Row {

    private static final int MEBIBYTES = WanPuts.MEBIBYTES;
    private static final long BYTES = WanPuts.BYTES;
    private static final int SEEDS = 3;
    private static final double SECONDS = WanPuts.SECONDS;
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
        var samples = new LinkedHashMap<String, List<Sample>>();
        for (var seed = 1; seed <= SEEDS; seed++) {
            try (var shop = bench.workshop()) {
                var link = shop.add(WanLink.up(bench.root(), line, seed));
                var one = over(bench, shop, link);
                one.forEach((who, sample) ->
                        samples.computeIfAbsent(who, _ -> new ArrayList<>()).add(sample));
                bench.progress().say("seed " + seed + ": " + show(one));
            }
        }
        var series =
                samples.entrySet().stream()
                        .map(e -> new Series(e.getKey(), Unit.BYTES_PER_SECOND, e.getValue()))
                        .toList();
        return new RowResult(name(), title(), series, checks(series, line));
    }

    private Map<String, Sample> over(Bench bench, Workshop shop, WanLink link) {
        var source = Material.file(shop.inMemory("source"), "film.bin", MEBIBYTES);
        var nginx = Nginx.start(shop, link.far());
        var url = "http://" + link.far().address() + ":" + nginx.port() + "/";
        var carrier =
                Carrier.start(
                        bench,
                        shop,
                        shop.inMemory("server"),
                        shop.inMemory("client"),
                        link.near(),
                        link.far());

        var result = new LinkedHashMap<String, Sample>();
        result.put("curl -T", WanPeers.put(link.near(), source, url + "put.bin", SECONDS));
        Material.file(nginx.root(), "film.bin", MEBIBYTES);
        result.put(
                "aria2c -x16 (get)",
                WanPeers.get(link.near(), url + "film.bin", shop.inMemory("aria"), BYTES, SECONDS));
        var put = WanPuts.of(carrier.client(), shop, source);
        result.put("sampan put", put.sample());
        result.put("sampan get", get(carrier, put.lastId(), shop.inMemory("got")));
        return result;
    }

    private static Sample get(Carrier carrier, String id, Path folder) {
        var seconds = 0.0;
        var files = 0;
        while (seconds < SECONDS) {
            var copy = folder.resolve("copy.bin");
            seconds += carrier.client().get(id, copy);
            files++;
            Material.take(copy, BYTES);
        }
        return Sample.rate(files * BYTES, seconds, Map.of());
    }

    /// The twin without losses has no target of its own.
    private List<Check> checks(List<Series> series, WanLink.Line line) {
        if (lossPercent == 0) {
            return List.of();
        }
        var put = series.get(2);
        var best = series.get(0).median() > series.get(1).median() ? series.get(0) : series.get(1);
        return List.of(
                new Check(
                        "sampan put, of the line",
                        100 * put.median() / line.bytesPerSecond(),
                        Check.Bound.AT_LEAST,
                        OF_THE_LINE,
                        "%"),
                Check.faster(put, best, OVER_THE_BEST));
    }

    private static String show(Map<String, Sample> samples) {
        var parts = new ArrayList<String>();
        samples.forEach(
                (who, sample) -> parts.add(who + " " + Unit.BYTES_PER_SECOND.show(sample.value())));
        return String.join(", ", parts);
    }
}
