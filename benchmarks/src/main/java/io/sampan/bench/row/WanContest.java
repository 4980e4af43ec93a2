package io.sampan.bench.row;

import io.sampan.bench.measure.Sample;
import io.sampan.bench.measure.Series;
import io.sampan.bench.measure.Unit;
import io.sampan.bench.peer.Nginx;
import io.sampan.bench.process.WanLink;
import io.sampan.bench.process.Workshop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Sampan and its peers over one long line, one after the other: client and edge at one end, hub
/// and server at the other, cubic at both. Each measurement takes at least 8 s. Instead of rounds
/// there are lines with other losses (seeds).
final class WanContest {

    /// Where each stands among the series.
    static final int CURL = 0;

    static final int ARIA = 1;
    static final int PUT = 2;

    private static final int SEEDS = 3;
    private static final long BYTES = WanPuts.BYTES;
    private static final double SECONDS = WanPuts.SECONDS;

    private final Bench bench;
    private final WanLink.Line line;

    WanContest(Bench bench, WanLink.Line line) {
        this.bench = bench;
        this.line = line;
    }

    /// How many lines: as many as rounds, but three at most.
    static int seeds(Bench bench) {
        return Math.min(SEEDS, bench.rounds());
    }

    /// Two peers, then Sampan's put and get; with a sample for each seed.
    List<Series> run() {
        var samples = new LinkedHashMap<String, List<Sample>>();
        for (var seed = 1; seed <= seeds(bench); seed++) {
            try (var shop = bench.workshop()) {
                var one = over(shop, shop.add(WanLink.up(bench.root(), line, seed)));
                one.forEach((who, sample) ->
                        samples.computeIfAbsent(who, _ -> new ArrayList<>()).add(sample));
                bench.progress()
                        .say(line.lossPercent() + " % loss, seed " + seed + ": " + show(one));
            }
        }
        return samples.entrySet().stream()
                .map(e -> new Series(e.getKey(), Unit.BYTES_PER_SECOND, e.getValue()))
                .toList();
    }

    private Map<String, Sample> over(Workshop shop, WanLink link) {
        var source = Material.file(shop.inMemory("source"), "film.bin", WanPuts.MEBIBYTES);
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
        Material.file(nginx.root(), "film.bin", WanPuts.MEBIBYTES);
        var folder = shop.inMemory("aria");
        result.put(
                "aria2c -x16 (get)",
                WanPeers.get(link.near(), url + "film.bin", folder, BYTES, SECONDS));
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

    private static String show(Map<String, Sample> samples) {
        var parts = new ArrayList<String>();
        samples.forEach(
                (who, sample) -> parts.add(who + " " + Unit.BYTES_PER_SECOND.show(sample.value())));
        return String.join(", ", parts);
    }
}
