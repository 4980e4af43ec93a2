package io.sampan.bench.sampan;

import io.sampan.bench.process.Place;
import io.sampan.bench.process.Running;
import io.sampan.bench.process.Workshop;
import java.nio.file.Path;
import java.util.Map;

/// A server, a hub relay in front of it and an edge relay in front of that.
///
/// @param entry where clients go, `host:port`
public record Chain(Running edge, Running hub, Running server, String entry) {

    /// All on this machine.
    public static Chain start(Workshop shop, Launcher launcher, Path home) {
        return start(shop, launcher, home, Place.HERE, Place.HERE);
    }

    /// @param home the server's store
    /// @param near where the edge is
    /// @param far where hub and server are
    public static Chain start(Workshop shop, Launcher launcher, Path home, Place near, Place far) {
        var serverPort = shop.freePort();
        var server = launcher.server(shop, far, home, serverPort);
        var hubPort = shop.freePort();
        var hub = launcher.relay(shop, far, "hub", hubPort, "127.0.0.1:" + serverPort);
        var edgePort = shop.freePort();
        var edge = launcher.relay(shop, near, "edge", edgePort, far.address() + ":" + hubPort);
        return new Chain(edge, hub, server, near.address() + ":" + edgePort);
    }

    public Map<String, Long> pids() {
        return Map.of("edge", edge.pid(), "hub", hub.pid(), "server", server.pid());
    }
}
