package io.sampan.cli.serve;

import io.sampan.core.messaging.MessageLimits;
import io.sampan.core.transfer.TransferLimits;
import io.sampan.server.ServerSettings;
import io.sampan.server.packages.PackageLayout;
import io.sampan.store.Stores;
import io.sampan.wire.net.HostPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// All that has to be known to start a server.
///
/// @param home where everything lives
/// @param plain whether it is open: lines are not encrypted, and a client is who it says it is
/// @param bandwidth how fast each person may send and fetch files
/// @param online how many people may be online at once
/// @param messagesKept how long messages are remembered that everybody has
/// @param filesKept how long files are kept at least that were sent and everybody has
/// @param scrub how many bytes of stored files are read and compared each second; 0 for none
/// @param unknownKept how long is kept aside what the ledger does not know
/// @param accepted which older store is taken as it is
/// @param packages where programs that speak the `Package` struct are served, if anywhere
/// @param web how browsers and HTTP programs are served
/// @param metrics where to show figures, if anywhere
record ServerPlan(
        Path home,
        ServerSettings settings,
        boolean plain,
        TransferLimits limits,
        BandwidthPlan bandwidth,
        MessageLimits messages,
        int online,
        Duration messagesKept,
        Duration filesKept,
        long scrub,
        Duration unknownKept,
        Stores.Accepted accepted,
        Optional<PackagePlan> packages,
        WebPlan web,
        Optional<HostPort> metrics) {

    /// The same with another speed for each person.
    ServerPlan withBandwidth(BandwidthPlan other) {
        return new ServerPlan(
                home,
                settings,
                plain,
                limits,
                other,
                messages,
                online,
                messagesKept,
                filesKept,
                scrub,
                unknownKept,
                accepted,
                packages,
                web,
                metrics);
    }

    /// How the `Package` protocol is served.
    record PackagePlan(HostPort listen, PackageLayout layout) {}
}
