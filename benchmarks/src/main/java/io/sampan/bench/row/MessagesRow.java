package io.sampan.bench.row;

import io.sampan.bench.measure.Contender;
import io.sampan.bench.measure.Sample;
import io.sampan.bench.measure.Unit;
import io.sampan.bench.peer.Mosquitto;
import io.sampan.bench.process.Conversation;
import io.sampan.bench.process.Place;
import io.sampan.bench.report.Check;
import io.sampan.bench.report.RowResult;
import java.util.List;

/// Messages of 200 bytes that are accepted, from 16 senders who each wait for the acknowledgement
/// of one before the next. Sampan's are synced when they are accepted; mosquitto writes them later.
record MessagesRow() implements Row {

    private static final String MILLIS = "2000";
    private static final double NANOS = 1e9;
    private static final double OVER_MOSQUITTO = 1;
    private static final double OVER_INSERTS = 0.5;

    @Override
    public String name() {
        return "messages";
    }

    @Override
    public String title() {
        return "messages accepted per second, 16 senders";
    }

    @Override
    public RowResult run(Bench bench) {
        try (var shop = bench.workshop()) {
            var mosquitto = Mosquitto.start(shop);
            var port = shop.freePort();
            bench.launcher().server(shop, Place.HERE, shop.onDisk("server"), port);
            var series =
                    bench.turns()
                            .take(
                                    Unit.MESSAGES_PER_SECOND,
                                    List.of(
                                            contender(
                                                    "mosquitto",
                                                    bench.launcher()
                                                            .messages(
                                                                    shop,
                                                                    "mqtt",
                                                                    mosquitto.port())),
                                            contender(
                                                    "inserts",
                                                    bench.launcher()
                                                            .inserts(
                                                                    shop,
                                                                    shop.onDisk("inserts")
                                                                            .resolve("bare.db"))),
                                            contender(
                                                    "sampan",
                                                    bench.launcher()
                                                            .messages(shop, "sampan", port))));
            var own = series.get(2);
            return new RowResult(
                    name(),
                    title(),
                    series,
                    List.of(
                            Check.faster(own, series.get(0), OVER_MOSQUITTO),
                            Check.faster(own, series.get(1), OVER_INSERTS)),
                    List.of("mosquitto does not sync a message before it acknowledges it"));
        }
    }

    private static Contender contender(String name, Conversation driver) {
        return Contender.of(
                name,
                _ -> {
                    var answer = driver.ask("post", MILLIS);
                    return Sample.of(
                            Long.parseLong(answer.get(1))
                                    / (Long.parseLong(answer.get(0)) / NANOS));
                });
    }
}
