package io.sampan.cli.serve;

import io.sampan.core.messaging.MessageLimits;
import io.sampan.core.transfer.TransferLimits;
import io.sampan.relay.Relay;
import io.sampan.relay.RelayConfig;
import io.sampan.server.ServerSettings;
import io.sampan.store.Stores;
import io.sampan.wire.net.HostPort;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// A plain server behind a relay within this process, for a rehearsal.
public final class Stage implements AutoCloseable {

    private static final long NO_SCRUB = 0;
    private static final int PEOPLE = 10;
    private static final HostPort ANY_PORT = new HostPort("127.0.0.1", 0);

    private final RunningServer server;
    private final Relay relay;

    private Stage(RunningServer server, Relay relay) {
        this.server = server;
        this.relay = relay;
    }

    /// @param home of the server
    public static Stage open(Path home) {
        var plan =
                new ServerPlan(
                        home,
                        ServerSettings.at(ANY_PORT),
                        true,
                        TransferLimits.DEFAULTS,
                        BandwidthPlan.NONE,
                        MessageLimits.DEFAULTS,
                        PEOPLE,
                        Duration.ofDays(1),
                        Duration.ofDays(1),
                        NO_SCRUB,
                        Duration.ofDays(1),
                        Stores.Accepted.NONE,
                        Optional.empty(),
                        WebPlan.of(null, ANY_PORT),
                        Optional.empty());
        var server = RunningServer.start(plan, InstantSource.system());
        try {
            return new Stage(
                    server, Relay.start(RelayConfig.of(ANY_PORT, List.of(server.address()))));
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /// Where clients go.
    public HostPort entrance() {
        return relay.address();
    }

    /// How fast each person may send and fetch files from now on; bytes a second, 0 for no limit.
    public void limitEach(long uploads, long downloads) {
        server.limitEach(new BandwidthPlan(uploads, downloads));
    }

    @Override
    public void close() {
        relay.close();
        server.close();
    }
}
