package io.sampan.bench.peer;

import io.sampan.bench.process.Place;
import io.sampan.bench.process.Workshop;
import java.util.Map;

/// Two haproxy, one behind the other, as edge and hub.
public record HaproxyChain(Haproxy edge, Haproxy hub) {

    /// In front of `port` of this machine.
    public static HaproxyChain start(Workshop shop, String name, int port) {
        var hub = Haproxy.start(shop, Place.HERE, name + "-hub", "127.0.0.1:" + port);
        var edge = Haproxy.start(shop, Place.HERE, name + "-edge", "127.0.0.1:" + hub.port());
        return new HaproxyChain(edge, hub);
    }

    /// Where clients connect.
    public int port() {
        return edge.port();
    }

    public Map<String, Long> pids() {
        return Map.of("edge", edge.running().pid(), "hub", hub.running().pid());
    }
}
