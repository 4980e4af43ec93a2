package io.sampan.bench.peer;

import io.sampan.bench.measure.BenchException;
import io.sampan.bench.process.Place;
import io.sampan.bench.process.Running;
import io.sampan.bench.process.Timed;
import io.sampan.bench.process.Workshop;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// iperf3's server, and its client with `-l 256K`.
public record Iperf(Running running, int port) {

    private static final String SECONDS = "3";

    /// What the receiver got.
    public record Flow(long bytes, double seconds) {}

    public static Iperf start(Workshop shop) {
        var port = shop.freePort();
        var running =
                shop.start(
                        "iperf3",
                        Place.HERE,
                        List.of("iperf3", "-s", "-p", Integer.toString(port)));
        return new Iperf(running.awaitListening(port), port);
    }

    /// Sends for three seconds to a port of this machine, over so many connections.
    public static Flow send(int port, int connections) {
        var run =
                Timed.run(
                        "iperf3",
                        "-c",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(port),
                        "-l",
                        "256K",
                        "-P",
                        Integer.toString(connections),
                        "-t",
                        SECONDS,
                        "-J");
        var received = JsonMapper.shared().readTree(run.output()).path("end").path("sum_received");
        if (received.isMissingNode()) {
            throw new BenchException("iperf3 says: " + run.output());
        }
        return new Flow(received.path("bytes").asLong(), received.path("seconds").asDouble());
    }
}
