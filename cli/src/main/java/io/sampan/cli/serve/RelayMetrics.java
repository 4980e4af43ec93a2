package io.sampan.cli.serve;

import io.micrometer.core.instrument.Tags;
import io.sampan.relay.Relay;
import io.sampan.relay.RelayStats;
import io.sampan.relay.UpstreamState;
import io.sampan.wire.net.HostPort;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A relay's figures, by name.
final class RelayMetrics {

    private RelayMetrics() {}

    /// A relay is ready while one of its upstreams may be tried.
    static Readiness readiness(Relay relay) {
        return new Readiness()
                .check(
                        "upstreams",
                        () ->
                                relay.upstreams().stream().anyMatch(UpstreamState::usable)
                                        ? Optional.empty()
                                        : Optional.of(
                                                "no upstream can be reached: "
                                                        + relay.upstreams()));
    }

    private static void showUpstream(Metrics metrics, Relay relay, HostPort address) {
        Supplier<UpstreamState> state =
                () ->
                        relay.upstreams().stream()
                                .filter(upstream -> upstream.address().equals(address))
                                .findFirst()
                                .orElseThrow();
        var tags = Tags.of("upstream", address.toString());
        metrics.gauge(
                        "sampan.relay.upstream.usable",
                        "1 if sessions are carried there, 0 while it backs off",
                        tags,
                        state,
                        upstream -> upstream.usable() ? 1 : 0)
                .gauge(
                        "sampan.relay.upstream.looping",
                        "1 if it leads back to this relay",
                        tags,
                        state,
                        upstream -> upstream.health().equals("looping") ? 1 : 0)
                .gauge(
                        "sampan.relay.upstream.waiting",
                        "sessions that wait for its first byte",
                        tags,
                        state,
                        UpstreamState::waiting);
    }

    /// Shows them at `address`, or nowhere.
    static AutoClosing serve(Relay relay, @Nullable HostPort address) {
        if (address == null) {
            return () -> {};
        }
        Supplier<RelayStats> stats = relay::stats;
        var metrics = new Metrics(address, readiness(relay));
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
        metrics.count(
                "sampan.relay.loops",
                "times an upstream was found to lead back here",
                stats,
                RelayStats::loops);
        for (var upstream : relay.upstreams()) {
            showUpstream(metrics, relay, upstream.address());
        }
        metrics.offences("sampan.relay.offences", relay.offences());
        return metrics::close;
    }
}
