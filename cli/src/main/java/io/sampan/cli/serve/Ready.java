package io.sampan.cli.serve;

import io.sampan.cli.terminal.Fact;
import io.sampan.wire.net.HostPort;

/// The fact that a process listens; scripts wait for it.
final class Ready {

    private Ready() {}

    /// `ready HOST:PORT`
    static Fact at(HostPort address) {
        return Fact.of("ready " + address, "event", "ready", "address", address.toString());
    }
}
