package io.sampan.bench.row;

import io.sampan.bench.measure.Contender;
import io.sampan.bench.measure.Sample;
import io.sampan.bench.measure.Unit;
import io.sampan.bench.process.Place;
import io.sampan.bench.process.Workshop;
import io.sampan.bench.report.Check;
import io.sampan.bench.report.RowResult;
import io.sampan.bench.sampan.Client;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// 256 MiB through edge and hub on private lines, beside the same on plain ones.
record TlsRow() implements Row {

    private static final int MEBIBYTES = 256;
    private static final long BYTES = MEBIBYTES * Material.MEBIBYTE;
    private static final double OVER_PLAIN = 0.7;

    @Override
    public String name() {
        return "tls";
    }

    @Override
    public String title() {
        return "put 256 MiB through edge and hub, on private lines";
    }

    @Override
    public RowResult run(Bench bench) {
        try (var shop = bench.workshop()) {
            var source = Material.file(shop.inMemory("source"), "film.bin", MEBIBYTES);
            var open = Carrier.start(bench, shop, shop.inMemory("server"), shop.inMemory("client"));
            var series =
                    bench.turns()
                            .take(
                                    Unit.BYTES_PER_SECOND,
                                    List.of(
                                            contender("plain", open.client(), source),
                                            contender("sampan", secret(bench, shop), source)));
            return new RowResult(
                    name(),
                    title(),
                    series,
                    List.of(Check.faster(series.get(1), series.get(0), OVER_PLAIN)));
        }
    }

    private static Client secret(Bench bench, Workshop shop) {
        var launcher = bench.launcher();
        var home = shop.inMemory("private-server");
        var serverPort = shop.freePort();
        launcher.privateServer(shop, home, serverPort);
        var hubPort = shop.freePort();
        launcher.relay(shop, Place.HERE, "private-hub", hubPort, "127.0.0.1:" + serverPort);
        var edgePort = shop.freePort();
        launcher.relay(shop, Place.HERE, "private-edge", edgePort, "127.0.0.1:" + hubPort);
        var entry = "127.0.0.1:" + edgePort;
        return Client.invited(
                shop,
                launcher,
                shop.inMemory("private-client"),
                entry,
                launcher.invitation(home, entry));
    }

    private static Contender contender(String name, Client client, Path source) {
        return Contender.of(
                name,
                round -> {
                    var put = client.put(source, "film-" + round);
                    client.remove(put.id());
                    return Sample.rate(BYTES, put.seconds(), Map.of());
                });
    }
}
