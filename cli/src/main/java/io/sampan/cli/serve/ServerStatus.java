package io.sampan.cli.serve;

import io.sampan.cli.Version;
import io.sampan.cli.terminal.Amounts;
import io.sampan.cli.terminal.Fact;
import io.sampan.server.Desks;
import io.sampan.server.Server;

/// What `sampan status` tells.
final class ServerStatus {

    private ServerStatus() {}

    static Fact of(Server server, Desks desks) {
        var figures = server.figures();
        var transfers = desks.transfers().gauges();
        var online = desks.roster().size();
        var waiting = desks.postOffice().waiting();
        return Fact.of(
                """
                server %s at %s
                  online    %d people, %d lanes
                  uploads   %d open, %d paused, %d of %d slots taken
                  files     %s stored, %s promised, %s free
                  messages  %d waiting\
                """
                        .formatted(
                                Version.current(),
                                server.address(),
                                online,
                                figures.lanes(),
                                transfers.uploadsOpen(),
                                transfers.uploadsPaused(),
                                transfers.slotsTaken(),
                                transfers.slots(),
                                Amounts.bytes(transfers.storedBytes()),
                                Amounts.bytes(transfers.reservedBytes()),
                                Amounts.bytes(transfers.freeBytes()),
                                waiting),
                "event",
                "status",
                "version",
                Version.current(),
                "listen",
                server.address().toString(),
                "online",
                online,
                "lanes",
                figures.lanes(),
                "uploads-open",
                transfers.uploadsOpen(),
                "uploads-paused",
                transfers.uploadsPaused(),
                "slots",
                transfers.slots(),
                "slots-taken",
                transfers.slotsTaken(),
                "stored-bytes",
                transfers.storedBytes(),
                "reserved-bytes",
                transfers.reservedBytes(),
                "free-bytes",
                transfers.freeBytes(),
                "messages-waiting",
                waiting,
                "faults",
                figures.faults());
    }
}
