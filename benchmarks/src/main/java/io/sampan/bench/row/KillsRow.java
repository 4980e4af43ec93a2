package io.sampan.bench.row;

import io.sampan.bench.measure.Contender;
import io.sampan.bench.measure.Sample;
import io.sampan.bench.measure.Series;
import io.sampan.bench.measure.Unit;
import io.sampan.bench.process.Place;
import io.sampan.bench.process.Running;
import io.sampan.bench.process.Workshop;
import io.sampan.bench.report.Plot;
import io.sampan.bench.report.RowResult;
import io.sampan.bench.sampan.Client;
import io.sampan.bench.sampan.Launcher;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// What kills cost: the time until 512 MiB are put through two edge relays, while one of them is
/// killed and started again so many times.
record KillsRow() implements Row {

    private static final int MEBIBYTES = 512;
    private static final List<Integer> KILLS = List.of(0, 1, 2, 4, 8);
    private static final long BETWEEN_MILLIS = 250;

    @Override
    public String name() {
        return "kills";
    }

    @Override
    public String title() {
        return "time to put 512 MiB through relays that are killed";
    }

    @Override
    public RowResult run(Bench bench) {
        try (var shop = bench.workshop()) {
            var source = Material.file(shop.inMemory("source"), "film.bin", MEBIBYTES);
            var town = Town.start(shop, bench.launcher());
            var contenders =
                    KILLS.stream()
                            .map(kills ->
                                    Contender.of(
                                            kills + " kills",
                                            round -> town.put(source, kills + "-" + round, kills)))
                            .toList();
            var series = bench.turns().take(Unit.SECONDS, contenders);
            return new RowResult(name(), title(), series, List.of()).withPlots(plot(series));
        }
    }

    private Plot plot(List<Series> series) {
        var points = new ArrayList<Plot.Point>();
        for (var n = 0; n < series.size(); n++) {
            points.add(new Plot.Point(KILLS.get(n), series.get(n).median()));
        }
        return new Plot(
                name(),
                "512 MiB through two tiers, two edge relays killed in turn",
                "kills",
                "seconds",
                List.of(new Plot.Line("sampan put", points)));
    }

    /// A server behind one hub and two edges, and a client that knows both.
    private record Town(Workshop shop, List<Edge> edges, Client client) {

        static Town start(Workshop shop, Launcher launcher) {
            var serverPort = shop.freePort();
            launcher.server(shop, Place.HERE, shop.inMemory("server"), serverPort);
            var hubPort = shop.freePort();
            launcher.relay(shop, Place.HERE, "hub", hubPort, "127.0.0.1:" + serverPort);
            var edges =
                    List.of(
                            Edge.start(shop, launcher, "edge1", hubPort),
                            Edge.start(shop, launcher, "edge2", hubPort));
            var entries = edges.get(0).address() + "," + edges.get(1).address();
            var client = Client.start(shop, launcher, Place.HERE, shop.inMemory("client"), entries);
            return new Town(shop, edges, client);
        }

        Sample put(Path source, String name, int kills) {
            var put = CompletableFuture.supplyAsync(() -> client.put(source, name));
            for (var n = 0; n < kills && !put.isDone(); n++) {
                pause();
                edges.get(n % edges.size()).restart();
            }
            var done = put.join();
            client.remove(done.id());
            return Sample.of(done.seconds());
        }

        private static void pause() {
            try {
                Thread.sleep(BETWEEN_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// A relay that is killed and comes back on the same port.
    private static final class Edge {

        private final Workshop shop;
        private final Launcher launcher;
        private final String name;
        private final int port;
        private final String upstream;
        private Running running;

        private Edge(Workshop shop, Launcher launcher, String name, int port, String upstream) {
            this.shop = shop;
            this.launcher = launcher;
            this.name = name;
            this.port = port;
            this.upstream = upstream;
            this.running = launcher.relay(shop, Place.HERE, name, port, upstream);
        }

        static Edge start(Workshop shop, Launcher launcher, String name, int hubPort) {
            return new Edge(shop, launcher, name, shop.freePort(), "127.0.0.1:" + hubPort);
        }

        String address() {
            return "127.0.0.1:" + port;
        }

        void restart() {
            running.kill();
            running = launcher.relay(shop, Place.HERE, name, port, upstream);
        }
    }
}
