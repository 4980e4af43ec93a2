package io.sampan.bench.row;

import io.sampan.bench.measure.Contender;
import io.sampan.bench.measure.CpuMeter;
import io.sampan.bench.measure.Sample;
import io.sampan.bench.measure.Unit;
import io.sampan.bench.peer.HaproxyChain;
import io.sampan.bench.peer.Nginx;
import io.sampan.bench.process.Place;
import io.sampan.bench.process.Workshop;
import io.sampan.bench.report.Check;
import io.sampan.bench.report.RowResult;
import java.nio.file.Path;
import java.util.List;

/// 256 MiB from a store through hub and edge into a file; Sampan verifies it.
record GetRow() implements Row {

    private static final int MEBIBYTES = 256;
    private static final long BYTES = MEBIBYTES * Material.MEBIBYTE;
    private static final double TARGET = 1.3;

    @Override
    public String name() {
        return "get";
    }

    @Override
    public String title() {
        return "get 256 MiB through hub and edge, to a file";
    }

    @Override
    public RowResult run(Bench bench) {
        try (var shop = bench.workshop()) {
            var series =
                    bench.turns()
                            .take(Unit.BYTES_PER_SECOND, List.of(aria(shop), sampan(bench, shop)));
            return new RowResult(
                    name(),
                    title(),
                    series,
                    List.of(Check.faster(series.get(1), series.get(0), TARGET)));
        }
    }

    private static Contender aria(Workshop shop) {
        var nginx = Nginx.start(shop, Place.HERE);
        var chain = HaproxyChain.start(shop, "nginx", nginx.port());
        var pids = PutRow.with(chain.pids(), "server", nginx.running().pid());
        Material.file(nginx.root(), "film.bin", MEBIBYTES);
        var folder = shop.inMemory("aria");
        return Contender.of(
                "aria2c -x4 -s4",
                _ -> {
                    var sample =
                            Ran.bytes(
                                    BYTES,
                                    pids,
                                    "aria2c",
                                    "-q",
                                    "-x4",
                                    "-s4",
                                    "--file-allocation=none",
                                    "-d",
                                    folder.toString(),
                                    "-o",
                                    "copy.bin",
                                    "http://127.0.0.1:" + chain.port() + "/film.bin");
                    Material.take(folder.resolve("copy.bin"), BYTES);
                    return sample;
                });
    }

    private static Contender sampan(Bench bench, Workshop shop) {
        var carrier = Carrier.start(bench, shop, shop.inMemory("server"), shop.inMemory("client"));
        var meter = new CpuMeter(carrier.pids());
        var source = Material.file(shop.inMemory("source"), "film.bin", MEBIBYTES);
        var id = carrier.client().put(source, "film").id();
        var copy = shop.inMemory("got").resolve("copy.bin");
        return Contender.of("sampan", round -> get(carrier, meter, id, source, copy, round));
    }

    private static Sample get(
            Carrier carrier, CpuMeter meter, String id, Path source, Path copy, int round) {
        var before = meter.read();
        var seconds = carrier.client().get(id, copy);
        var cpu = meter.since(before);
        if (round == 0) {
            Material.compare(source, copy);
        }
        Material.take(copy, BYTES);
        return Sample.rate(BYTES, seconds, cpu);
    }
}
