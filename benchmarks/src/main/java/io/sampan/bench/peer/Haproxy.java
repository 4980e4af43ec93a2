package io.sampan.bench.peer;

import io.sampan.bench.process.Place;
import io.sampan.bench.process.Running;
import io.sampan.bench.process.Workshop;
import java.util.List;

/// haproxy as a byte pump: `mode tcp`, `option splice-auto`, one process with a thread for each
/// core.
///
/// @param port where it listens
public record Haproxy(Running running, int port) {

    /// Starts one in `place`, on all of the place's addresses.
    ///
    /// @param name of the process, for its log
    /// @param upstream `host:port`
    public static Haproxy start(Workshop shop, Place place, String name, String upstream) {
        var port = shop.freePort();
        var config =
                Configuration.write(
                        shop.inMemory(name).resolve("haproxy.cfg"),
                        """
                        global
                          maxconn 4000
                        defaults
                          mode tcp
                          option splice-auto
                          timeout connect 5s
                          timeout client 1h
                          timeout server 1h
                        listen relay
                          bind %s:%d
                          server upstream %s
                        """
                                .formatted(place.address(), port, upstream));
        var running = shop.start(name, place, List.of("haproxy", "-db", "-f", config.toString()));
        return new Haproxy(running.awaitListening(port), port);
    }
}
