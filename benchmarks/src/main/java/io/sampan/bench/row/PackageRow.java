package io.sampan.bench.row;

import io.sampan.bench.measure.Contender;
import io.sampan.bench.measure.CpuMeter;
import io.sampan.bench.measure.Sample;
import io.sampan.bench.measure.Unit;
import io.sampan.bench.peer.OldProgram;
import io.sampan.bench.process.Place;
import io.sampan.bench.process.Running;
import io.sampan.bench.process.Workshop;
import io.sampan.bench.report.Check;
import io.sampan.bench.report.RowResult;
import io.sampan.bench.sampan.Client;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// 256 MiB up and down through edge and hub, in the native protocol and as an old program does it,
/// with 12 connections; the same server has both.
record PackageRow() implements Row {

    private static final int MEBIBYTES = 256;
    private static final long BYTES = MEBIBYTES * Material.MEBIBYTE;
    private static final double TARGET = 0.8;

    /// An edge and a hub, and the port to go to.
    private record Way(Running edge, Running hub, int port) {

        static Way start(Bench bench, Workshop shop, String name, int port) {
            var hubPort = shop.freePort();
            var hub =
                    bench.launcher()
                            .relay(shop, Place.HERE, name + "-hub", hubPort, "127.0.0.1:" + port);
            var edgePort = shop.freePort();
            var edge =
                    bench.launcher()
                            .relay(
                                    shop,
                                    Place.HERE,
                                    name + "-edge",
                                    edgePort,
                                    "127.0.0.1:" + hubPort);
            return new Way(edge, hub, edgePort);
        }

        CpuMeter meter(Running server) {
            return new CpuMeter(
                    Map.of("edge", edge.pid(), "hub", hub.pid(), "server", server.pid()));
        }
    }

    @Override
    public String name() {
        return "package";
    }

    @Override
    public String title() {
        return "256 MiB up and down through edge and hub, as a Package struct";
    }

    @Override
    public RowResult run(Bench bench) {
        try (var shop = bench.workshop()) {
            var port = shop.freePort();
            var packagePort = shop.freePort();
            var server = bench.launcher().server(shop, shop.inMemory("server"), port, packagePort);
            var way = Way.start(bench, shop, "native", port);
            var client =
                    Client.start(
                            shop,
                            bench.launcher(),
                            Place.HERE,
                            shop.inMemory("client"),
                            "127.0.0.1:" + way.port());
            var oldWay = Way.start(bench, shop, "package", packagePort);
            var old = new OldProgram(oldWay.port());
            var source = Material.file(shop.inMemory("source"), "film.bin", MEBIBYTES);
            var id = client.put(source, "film").id();
            old.upload(source, "old-film");
            var copy = shop.inMemory("got").resolve("copy.bin");

            var meter = way.meter(server);
            var oldMeter = oldWay.meter(server);
            var series =
                    bench.turns()
                            .take(
                                    Unit.BYTES_PER_SECOND,
                                    List.of(
                                            put(client, meter, source),
                                            upload(old, oldMeter, source),
                                            get(client, meter, id, source, copy),
                                            download(old, oldMeter, source, copy)));
            return new RowResult(
                    name(),
                    title(),
                    series,
                    List.of(
                            Check.faster(series.get(1), series.get(0), TARGET),
                            Check.faster(series.get(3), series.get(2), TARGET)));
        }
    }

    private static Contender put(Client client, CpuMeter meter, Path source) {
        return Contender.of(
                "native put",
                round -> {
                    var before = meter.read();
                    var put = client.put(source, "film-" + round);
                    var cpu = meter.since(before);
                    client.remove(put.id());
                    return Sample.rate(BYTES, put.seconds(), cpu);
                });
    }

    /// Each round replaces what the one before it left.
    private static Contender upload(OldProgram old, CpuMeter meter, Path source) {
        return Contender.of(
                "package up",
                _ -> {
                    var before = meter.read();
                    var seconds = old.upload(source, "old-film");
                    return Sample.rate(BYTES, seconds, meter.since(before));
                });
    }

    private static Contender get(Client client, CpuMeter meter, String id, Path source, Path copy) {
        return Contender.of(
                "native get",
                round -> {
                    var before = meter.read();
                    var seconds = client.get(id, copy);
                    return arrived(seconds, meter.since(before), source, copy, round);
                });
    }

    private static Contender download(OldProgram old, CpuMeter meter, Path source, Path copy) {
        return Contender.of(
                "package down",
                round -> {
                    var before = meter.read();
                    var seconds = old.download("old-film", BYTES, copy);
                    return arrived(seconds, meter.since(before), source, copy, round);
                });
    }

    private static Sample arrived(
            double seconds, Map<String, Double> cpu, Path source, Path copy, int round) {
        if (round == 0) {
            Material.compare(source, copy);
        }
        Material.take(copy, BYTES);
        return Sample.rate(BYTES, seconds, cpu);
    }
}
