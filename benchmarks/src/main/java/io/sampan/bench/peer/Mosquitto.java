package io.sampan.bench.peer;

import io.sampan.bench.process.Place;
import io.sampan.bench.process.Running;
import io.sampan.bench.process.Workshop;
import java.util.List;

/// The mosquitto broker: it keeps messages of sessions, and writes all of them to its disk every
/// second. It does not sync each one before it acknowledges it.
public record Mosquitto(Running running, int port) {

    public static Mosquitto start(Workshop shop) {
        var port = shop.freePort();
        var folder = shop.onDisk("mosquitto");
        var config =
                Configuration.write(
                        folder.resolve("mosquitto.conf"),
                        """
                        listener %1$d 127.0.0.1
                        allow_anonymous true
                        user %2$s
                        persistence true
                        persistence_location %3$s/
                        autosave_interval 1
                        max_queued_messages 0
                        log_type error
                        """
                                .formatted(port, System.getProperty("user.name"), folder));
        var running =
                shop.start("mosquitto", Place.HERE, List.of("mosquitto", "-c", config.toString()));
        return new Mosquitto(running.awaitListening(port), port);
    }
}
