package io.sampan.cli.serve;

import io.sampan.cli.ExitCode;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.LogSetup;
import io.sampan.relay.Relay;
import io.sampan.relay.RelayConfig;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.limit.ConnectionLimits;
import io.sampan.wire.net.limit.DescriptorLimit;
import io.sampan.wire.net.limit.Subnet;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `sampan relay`: the byte pump. Edge and hub are this same command with another list of
/// upstreams.
@Command(
        name = "relay",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        description = {
            "Relay between clients and servers",
            "",
            "Carries every connection to the first upstream that can be reached; knows",
            "nothing of what it carries. An edge relay names hub relays as its upstreams, a",
            "hub relay names servers.",
            ""
        })
public final class RelayCommand implements Callable<Integer> {

    @Option(
            names = "--listen",
            required = true,
            paramLabel = "HOST:PORT",
            description = "Where to listen; port 0 takes any free one.")
    private @Nullable HostPort listen;

    @Option(
            names = "--upstream",
            required = true,
            split = ",",
            paramLabel = "HOST:PORT",
            description = "Where to carry to, in order of preference.")
    private List<HostPort> upstreams = List.of();

    @Option(
            names = "--metrics",
            paramLabel = "HOST:PORT",
            description = "Where to show figures for Prometheus.")
    private @Nullable HostPort metrics;

    @Option(
            names = "--connect-timeout",
            paramLabel = "TIME",
            description = "How long an upstream may take to accept (5s).")
    private @Nullable Duration connectTimeout;

    @Option(
            names = "--idle-timeout",
            paramLabel = "TIME",
            description = "Silence both ways that ends a session (10m).")
    private @Nullable Duration idleTimeout;

    @Option(
            names = "--drain",
            paramLabel = "TIME",
            description = "How long sessions may go on after SIGTERM (10s).")
    private @Nullable Duration drain;

    @Option(names = "--max-sessions", paramLabel = "N", description = "Sessions at once (20000).")
    private @Nullable Integer maxSessions;

    @Option(
            names = "--max-sessions-per-address",
            paramLabel = "N",
            description = "Sessions at once from one address (3/4 of all).")
    private @Nullable Integer maxSessionsPerAddress;

    @Option(
            names = "--opens-per-second",
            paramLabel = "N",
            description = "New sessions from one address, in the long run (200).")
    private @Nullable Integer opensPerSecond;

    @Option(
            names = "--trusted",
            split = ",",
            paramLabel = "NETWORK",
            description = "Addresses that count in total only: relays in front of this one.")
    private List<Subnet> trusted = List.of();

    @Option(
            names = "--first-byte-timeout",
            paramLabel = "TIME",
            description = "How long a client may say nothing at all (30s).")
    private @Nullable Duration firstByteTimeout;

    @Option(names = "--threads", paramLabel = "N", description = "Event loops (one for each core).")
    private @Nullable Integer threads;

    @Option(names = "--json", description = "Facts as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        var config = config();
        LogSetup.tellWhatHappens();
        var stop = StopSignal.register();
        try (var relay = Relay.start(config);
                var _ = RelayMetrics.serve(relay, metrics);
                var service = ServiceNotifier.start(RelayMetrics.readiness(relay))) {
            CommandOutput.ofProcess(json).fact(Ready.at(relay.address()));
            service.ready();
            stop.await();
            service.stopping();
            relay.drain();
        }
        return ExitCode.DONE;
    }

    private RelayConfig config() {
        if (listen == null) {
            throw new IllegalStateException("picocli asks for --listen");
        }
        var config = RelayConfig.of(listen, upstreams);
        config = connectTimeout == null ? config : config.withConnectTimeout(connectTimeout);
        config = idleTimeout == null ? config : config.withIdleTimeout(idleTimeout);
        config = drain == null ? config : config.withDrainTimeout(drain);
        config = firstByteTimeout == null ? config : config.withFirstByteTimeout(firstByteTimeout);
        config = config.withDoor(door(config.door()));
        return threads == null ? config : config.withThreads(threads);
    }

    private ConnectionLimits door(ConnectionLimits normal) {
        var door = normal.withTrusted(trusted);
        door = maxSessions == null ? door : door.withMost(maxSessions);
        door = Places.within(door, DescriptorLimit.ofThisProcess().sessions());
        door = opensPerSecond == null ? door : door.withOpensPerSecond(opensPerSecond);
        return maxSessionsPerAddress == null ? door : door.withPerAddress(maxSessionsPerAddress);
    }
}
