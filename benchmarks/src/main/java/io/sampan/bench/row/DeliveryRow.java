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

/// From the moment when a message is due to be posted to the moment when its recipient has it, at
/// 1,000 messages per second between 16 pairs of people: 99 of 100 are faster.
record DeliveryRow() implements Row {

    private static final String MESSAGES = "3000";
    private static final String PER_SECOND = "1000";
    private static final double NANOS = 1e9;
    private static final double OVER_MOSQUITTO = 2;

    @Override
    public String name() {
        return "delivery";
    }

    @Override
    public String title() {
        return "post to delivery at 1,000 messages/s, 99th percentile";
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
                                    Unit.SECONDS,
                                    List.of(
                                            contender(
                                                    "mosquitto",
                                                    bench.launcher()
                                                            .messages(
                                                                    shop,
                                                                    "mqtt",
                                                                    mosquitto.port())),
                                            contender(
                                                    "sampan",
                                                    bench.launcher()
                                                            .messages(shop, "sampan", port))));
            return new RowResult(
                    name(),
                    title(),
                    series,
                    List.of(Check.noSlower(series.get(1), series.get(0), OVER_MOSQUITTO)),
                    List.of("mosquitto does not sync a message before it delivers it"));
        }
    }

    private static Contender contender(String name, Conversation driver) {
        return Contender.of(
                name,
                _ -> {
                    var answer = driver.ask("deliver", MESSAGES, PER_SECOND);
                    return Sample.of(Long.parseLong(answer.get(1)) / NANOS);
                });
    }
}
