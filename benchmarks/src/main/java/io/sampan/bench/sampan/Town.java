package io.sampan.bench.sampan;

import io.sampan.bench.measure.BenchException;
import io.sampan.bench.process.Place;
import io.sampan.bench.process.Running;
import io.sampan.bench.process.Workshop;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// A server, two hub relays in front of it and two edge relays in front of those, each of which can
/// be killed and comes back where it was. Each edge prefers a hub of its own. One thread.
///
/// ```
///            ┌─▶ edge1 ─┬┬─▶ hub1 ─┐
///  clients ──┤          ├┤         ├──▶ server
///            └─▶ edge2 ─┴┴─▶ hub2 ─┘
/// ```
public final class Town {

    private final Map<String, Resident> residents = new LinkedHashMap<>();
    private final String entries;

    /// One process, as it is now, and how to start it again.
    private record Resident(Running running, Supplier<Running> again) {

        static Resident start(Supplier<Running> how) {
            return new Resident(how.get(), how);
        }
    }

    private Town(Workshop shop, Launcher launcher, Path home, Place near, Place far) {
        var server = shop.freePort();
        start("server", () -> launcher.server(shop, far, home, server));
        var hub1 = relay(shop, launcher, far, "hub1", "127.0.0.1:" + server);
        var hub2 = relay(shop, launcher, far, "hub2", "127.0.0.1:" + server);
        var edge1 = relay(shop, launcher, near, "edge1", hub1 + "," + hub2);
        var edge2 = relay(shop, launcher, near, "edge2", hub2 + "," + hub1);
        entries = edge1 + "," + edge2;
    }

    /// @param home the server's store
    /// @param near where the edges are
    /// @param far where hubs and server are
    public static Town start(Workshop shop, Launcher launcher, Path home, Place near, Place far) {
        return new Town(shop, launcher, home, near, far);
    }

    /// Where clients go, `host:port`, with commas between.
    public String entries() {
        return entries;
    }

    public Map<String, Long> pids() {
        var pids = new LinkedHashMap<String, Long>();
        residents.forEach((name, resident) -> pids.put(name, resident.running().pid()));
        return pids;
    }

    /// `kill -9`; returns when it is gone.
    ///
    /// @param name `server`, `hub1`, `hub2`, `edge1` or `edge2`
    public void kill(String name) {
        resident(name).running().kill();
    }

    /// Starts it again where it was; returns when it listens.
    public void startAgain(String name) {
        start(name, resident(name).again());
    }

    private Resident resident(String name) {
        return Optional.ofNullable(residents.get(name))
                .orElseThrow(() -> new BenchException("nobody is called " + name));
    }

    private void start(String name, Supplier<Running> how) {
        residents.put(name, Resident.start(how));
    }

    /// Where it listens, `host:port`.
    private String relay(
            Workshop shop, Launcher launcher, Place place, String name, String upstreams) {
        var port = shop.freePort();
        start(name, () -> launcher.relay(shop, place, name, port, upstreams));
        return place.address() + ":" + port;
    }
}
