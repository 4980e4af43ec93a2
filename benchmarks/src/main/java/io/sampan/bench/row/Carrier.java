package io.sampan.bench.row;

import io.sampan.bench.process.Place;
import io.sampan.bench.process.Workshop;
import io.sampan.bench.sampan.Chain;
import io.sampan.bench.sampan.Client;
import java.nio.file.Path;
import java.util.Map;

/// All of Sampan that a transfer needs: server, hub, edge and one client process.
record Carrier(Chain chain, Client client) {

    /// All on this machine.
    static Carrier start(Bench bench, Workshop shop, Path serverHome, Path clientHome) {
        return start(bench, shop, serverHome, clientHome, Place.HERE, Place.HERE);
    }

    /// Client and edge at one end of a line, hub and server at the other.
    static Carrier start(
            Bench bench, Workshop shop, Path serverHome, Path clientHome, Place near, Place far) {
        var chain = Chain.start(shop, bench.launcher(), serverHome, near, far);
        var client = Client.start(shop, bench.launcher(), near, clientHome, chain.entry());
        return new Carrier(chain, client);
    }

    Map<String, Long> pids() {
        return PutRow.with(chain.pids(), "client", client.pid());
    }
}
