package io.sampan.bench.row;

import io.sampan.bench.measure.Contender;
import io.sampan.bench.measure.CpuMeter;
import io.sampan.bench.measure.Sample;
import io.sampan.bench.measure.Unit;
import io.sampan.bench.process.Conversation;
import io.sampan.bench.report.Check;
import io.sampan.bench.report.RowResult;
import io.sampan.bench.sampan.Client;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What an honest client keeps of its rate while a thousand hostile peers hold connections and
/// 5,000 more are opened and closed each second, and beside a member who asks without end. The
/// crowd runs here with the lowest priority, as its work is not what is measured: it would be done
/// on other machines.
record HostileRow() implements Row {

    private static final int MEBIBYTES = 256;
    private static final long BYTES = MEBIBYTES * Material.MEBIBYTE;
    private static final int BAIT_MEBIBYTES = 8;
    private static final String BAIT = "bait";
    private static final double KEPT = 0.8;
    private static final long THERE = 20_000;
    private static final long ASKED = 20_000;
    private static final Duration POLL = Duration.ofMillis(50);

    @Override
    public String name() {
        return "hostile";
    }

    @Override
    public String title() {
        return "put 256 MiB through edge and hub among hostile peers";
    }

    @Override
    public RowResult run(Bench bench) {
        try (var shop = bench.workshop()) {
            var folder = shop.inMemory("source");
            var source = Material.file(folder, "film.bin", MEBIBYTES);
            var carrier =
                    Carrier.start(bench, shop, shop.inMemory("server"), shop.inMemory("client"));
            carrier.client().put(Material.file(folder, "bait.bin", BAIT_MEBIBYTES), BAIT);
            var flood = new ArrayList<Double>();
            var asked = new ArrayList<Double>();
            var series =
                    bench.turns()
                            .take(
                                    Unit.BYTES_PER_SECOND,
                                    List.of(
                                            alone(carrier, source),
                                            among(
                                                    "among hostile peers",
                                                    () ->
                                                            bench.launcher()
                                                                    .hostile(
                                                                            shop,
                                                                            carrier.chain().entry(),
                                                                            BAIT),
                                                    THERE,
                                                    carrier,
                                                    source,
                                                    flood),
                                            among(
                                                    "beside a member who misbehaves",
                                                    () ->
                                                            bench.launcher()
                                                                    .hostileMember(
                                                                            shop,
                                                                            carrier.chain().entry(),
                                                                            Client.USER),
                                                    ASKED,
                                                    carrier,
                                                    source,
                                                    asked)));
            return new RowResult(
                    name(),
                    title(),
                    series,
                    List.of(
                            Check.faster(series.get(1), series.get(0), KEPT),
                            Check.faster(series.get(2), series.get(0), KEPT)),
                    List.of(
                            "connections opened per second meanwhile: " + rounded(flood),
                            "requests of the member answered per second meanwhile: "
                                    + rounded(asked)));
        }
    }

    private static Contender alone(Carrier carrier, Path source) {
        var meter = new CpuMeter(carrier.pids());
        return Contender.of("alone", round -> put(carrier, meter, source, "alone-" + round));
    }

    private static String rounded(List<Double> rates) {
        return rates.stream().map("%.0f"::formatted).collect(Collectors.joining(", "));
    }

    /// @param crowd starts those who mean no good
    /// @param there what they have done before the measurement begins: what comes at once is over
    /// @param rates told how much they did per second in each round
    private static Contender among(
            String name,
            Supplier<Conversation> crowd,
            long there,
            Carrier carrier,
            Path source,
            List<Double> rates) {
        var meter = new CpuMeter(carrier.pids());
        return Contender.of(
                name,
                round -> {
                    var others = crowd.get();
                    try (var _ = others.running()) {
                        awaitAtWork(others, there);
                        var before = done(others);
                        var begun = System.nanoTime();
                        var sample =
                                put(carrier, meter, source, name.replace(' ', '-') + "-" + round);
                        var seconds = (System.nanoTime() - begun) / 1e9;
                        rates.add((done(others) - before) / seconds);
                        return sample;
                    }
                });
    }

    private static void awaitAtWork(Conversation crowd, long there) {
        while (done(crowd) < there) {
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private static long done(Conversation crowd) {
        return Long.parseLong(crowd.ask("opened").getFirst());
    }

    private static Sample put(Carrier carrier, CpuMeter meter, Path source, String name) {
        var before = meter.read();
        var put = carrier.client().put(source, name);
        var cpu = meter.since(before);
        carrier.client().remove(put.id());
        return Sample.rate(BYTES, put.seconds(), cpu);
    }
}
