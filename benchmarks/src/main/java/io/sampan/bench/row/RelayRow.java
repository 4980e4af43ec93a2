package io.sampan.bench.row;

import io.sampan.bench.measure.Contender;
import io.sampan.bench.measure.CpuMeter;
import io.sampan.bench.measure.Sample;
import io.sampan.bench.measure.Unit;
import io.sampan.bench.peer.Haproxy;
import io.sampan.bench.peer.Iperf;
import io.sampan.bench.process.Place;
import io.sampan.bench.report.Check;
import io.sampan.bench.report.RowResult;
import java.util.List;
import java.util.Map;

/// Bytes through one relay: iperf3 behind it and in front of it.
///
/// @param connections how many at once
record RelayRow(int connections) implements Row {

    private static final double TARGET = 1.3;

    @Override
    public String name() {
        return "relay" + connections;
    }

    @Override
    public String title() {
        return "one relay, " + connections + (connections == 1 ? " connection" : " connections");
    }

    @Override
    public RowResult run(Bench bench) {
        try (var shop = bench.workshop()) {
            var iperf = Iperf.start(shop);
            var upstream = "127.0.0.1:" + iperf.port();
            var haproxy = Haproxy.start(shop, Place.HERE, "haproxy", upstream);
            var port = shop.freePort();
            var relay = bench.launcher().relay(shop, Place.HERE, "relay", port, upstream);

            var series =
                    bench.turns()
                            .take(
                                    Unit.BYTES_PER_SECOND,
                                    List.of(
                                            contender("no relay", iperf.port(), Map.of()),
                                            contender(
                                                    "haproxy",
                                                    haproxy.port(),
                                                    Map.of("relay", haproxy.running().pid())),
                                            contender(
                                                    "sampan", port, Map.of("relay", relay.pid()))));

            var peer = series.get(1);
            var own = series.get(2);
            return new RowResult(
                    name(),
                    title(),
                    series,
                    List.of(Check.faster(own, peer, TARGET), Check.noMoreCpu(own, peer, "relay")));
        }
    }

    private Contender contender(String name, int port, Map<String, Long> pids) {
        var meter = new CpuMeter(pids);
        return Contender.of(
                name,
                _ -> {
                    var before = meter.read();
                    var flow = Iperf.send(port, connections);
                    return Sample.rate(flow.bytes(), flow.seconds(), meter.since(before));
                });
    }
}
