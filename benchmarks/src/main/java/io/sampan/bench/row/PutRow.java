package io.sampan.bench.row;

import io.sampan.bench.measure.Contender;
import io.sampan.bench.measure.CpuMeter;
import io.sampan.bench.measure.Sample;
import io.sampan.bench.measure.Unit;
import io.sampan.bench.peer.HaproxyChain;
import io.sampan.bench.peer.Nginx;
import io.sampan.bench.peer.RsyncDaemon;
import io.sampan.bench.process.Place;
import io.sampan.bench.process.Workshop;
import io.sampan.bench.report.Check;
import io.sampan.bench.report.RowResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// 256 MiB from a file through edge and hub into a store; Sampan verifies and acknowledges it.
record PutRow() implements Row {

    private static final int MEBIBYTES = 256;
    private static final long BYTES = MEBIBYTES * Material.MEBIBYTE;
    private static final double OVER_CURL = 1.3;
    private static final double OVER_RSYNC = 1.1;

    @Override
    public String name() {
        return "put";
    }

    @Override
    public String title() {
        return "put 256 MiB through edge and hub";
    }

    @Override
    public RowResult run(Bench bench) {
        try (var shop = bench.workshop()) {
            var source = Material.file(shop.inMemory("source"), "film.bin", MEBIBYTES);
            var series =
                    bench.turns()
                            .take(
                                    Unit.BYTES_PER_SECOND,
                                    List.of(
                                            curl(shop, source),
                                            rsync(shop, source),
                                            sampan(bench, shop, source)));
            var own = series.get(2);
            return new RowResult(
                    name(),
                    title(),
                    series,
                    List.of(
                            Check.faster(own, series.get(0), OVER_CURL),
                            Check.faster(own, series.get(1), OVER_RSYNC)));
        }
    }

    private static Contender curl(Workshop shop, Path source) {
        var nginx = Nginx.start(shop, Place.HERE);
        var chain = HaproxyChain.start(shop, "nginx", nginx.port());
        var pids = with(chain.pids(), "server", nginx.running().pid());
        return Contender.of(
                "curl -T",
                _ -> {
                    var sample =
                            Ran.bytes(
                                    BYTES,
                                    pids,
                                    "curl",
                                    "-sSf",
                                    "-T",
                                    source.toString(),
                                    "http://127.0.0.1:" + chain.port() + "/film.bin");
                    Material.take(nginx.root().resolve("film.bin"), BYTES);
                    return sample;
                });
    }

    private static Contender rsync(Workshop shop, Path source) {
        var folder = shop.inMemory("rsync");
        var daemon = RsyncDaemon.start(shop, Place.HERE, folder);
        var chain = HaproxyChain.start(shop, "rsync", daemon.port());
        var pids = with(chain.pids(), "server", daemon.running().pid());
        return Contender.of(
                "rsync -W",
                _ -> {
                    var sample =
                            Ran.bytes(
                                    BYTES,
                                    pids,
                                    "rsync",
                                    "-W",
                                    source.toString(),
                                    "rsync://127.0.0.1:" + chain.port() + "/m/");
                    Material.take(folder.resolve("film.bin"), BYTES);
                    return sample;
                });
    }

    private static Contender sampan(Bench bench, Workshop shop, Path source) {
        var carrier = Carrier.start(bench, shop, shop.inMemory("server"), shop.inMemory("client"));
        var meter = new CpuMeter(carrier.pids());
        var copy = shop.inMemory("check").resolve("copy.bin");
        return Contender.of(
                "sampan",
                round -> {
                    var before = meter.read();
                    var put = carrier.client().put(source, "film-" + round);
                    var cpu = meter.since(before);
                    if (round == 0) {
                        carrier.client().get(put.id(), copy);
                        Material.compare(source, copy);
                        Material.take(copy, BYTES);
                    }
                    carrier.client().remove(put.id());
                    return Sample.rate(BYTES, put.seconds(), cpu);
                });
    }

    static Map<String, Long> with(Map<String, Long> pids, String role, long pid) {
        var all = new TreeMap<>(pids);
        all.put(role, pid);
        return all;
    }
}
