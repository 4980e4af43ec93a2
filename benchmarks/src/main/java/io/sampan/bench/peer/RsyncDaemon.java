package io.sampan.bench.peer;

import io.sampan.bench.process.Place;
import io.sampan.bench.process.Running;
import io.sampan.bench.process.Workshop;
import java.nio.file.Path;
import java.util.List;

/// rsync's own daemon with one module, `m`, that may be written.
public record RsyncDaemon(Running running, int port) {

    /// @param folder what the module is
    public static RsyncDaemon start(Workshop shop, Place place, Path folder) {
        var port = shop.freePort();
        var own = shop.inMemory("rsyncd");
        var config =
                Configuration.write(
                        own.resolve("rsyncd.conf"),
                        """
                        pid file = %1$s/pid
                        lock file = %1$s/lock
                        log file = %1$s/log
                        use chroot = no
                        max connections = 0
                        [m]
                          path = %2$s
                          read only = no
                          uid = %3$s
                          gid = *
                        """
                                .formatted(own, folder, System.getProperty("user.name")));
        var running =
                shop.start(
                        "rsyncd",
                        place,
                        List.of(
                                "rsync",
                                "--daemon",
                                "--no-detach",
                                "--config=" + config,
                                "--address=" + place.address(),
                                "--port=" + port));
        return new RsyncDaemon(running.awaitListening(port), port);
    }
}
