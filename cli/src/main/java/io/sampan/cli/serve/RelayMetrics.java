package io.sampan.cli.serve;

import io.sampan.relay.Relay;
import io.sampan.relay.RelayStats;
import io.sampan.wire.net.HostPort;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A relay's figures, by name.
final class RelayMetrics {

    private RelayMetrics() {}

    /// Shows them at `address`, or nowhere.
    static AutoClosing serve(Relay relay, @Nullable HostPort address) {
        if (address == null) {
            return () -> {};
        }
        Supplier<RelayStats> stats = relay::stats;
        var metrics = new Metrics(address);
        metrics.gauge("sampan.relay.sessions", "open now", stats, RelayStats::sessionsOpen)
                .count("sampan.relay.sessions.let.in", "ever", stats, RelayStats::sessionsTotal)
                .count(
                        "sampan.relay.sessions.refused",
                        "closed at once over a limit",
                        stats,
                        RelayStats::sessionsRefused)
                .count(
                        "sampan.relay.sessions.idled",
                        "closed over silence",
                        stats,
                        RelayStats::sessionsIdled)
                .count(
                        "sampan.relay.sessions.unserved",
                        "no upstream took them",
                        stats,
                        RelayStats::sessionsUnserved)
                .count("sampan.relay.bytes.up", "from clients", stats, RelayStats::bytesUp)
                .count("sampan.relay.bytes.down", "from upstreams", stats, RelayStats::bytesDown)
                .count(
                        "sampan.relay.upstream.failures",
                        "connects that failed",
                        stats,
                        RelayStats::upstreamFailures);
        metrics.offences("sampan.relay.offences", relay.offences());
        return metrics::close;
    }
}
