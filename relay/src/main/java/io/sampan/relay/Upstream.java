package io.sampan.relay;

import io.sampan.wire.net.HostPort;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One place to connect to, and what its last connects say about it.
///
/// ```
///        failed               rest is over, one session tries
///  Fit ──────────▶ Resting ────────────────────────────────▶ OnTrial
///   ▲                 ▲  └─────────────┐ reached               │  │
///   │                 └── failed: rests twice as long ─────────┘  │
///   └──────────────────────────────────┴──────── reached ────────┘
/// ```
///
/// An upstream that is found to lead back to this relay is Looping from any state, and on trial
/// after the longest rest.
///
/// Failures of sessions that were under way together count as one: only a failed trial makes the
/// rest longer.
///
/// Used by all event loops at once.
final class Upstream {

    private static final Logger LOG = LoggerFactory.getLogger(Upstream.class);

    /// So many sessions in a row that were accepted and then reset before a byte came back count as
    /// one failure: so looks a hub that cannot reach its server.
    private static final int RESETS = 3;

    private final HostPort address;
    private final Backoff backoff;
    private final long trialNanos;
    private final LongSupplier nanoTime;
    private final RelayCounters counters;
    private final AtomicReference<Health> health = new AtomicReference<>(new Health.Fit());
    private final AtomicInteger resets = new AtomicInteger();
    private final WaitingSessions waiting = new WaitingSessions();

    private sealed interface Health {
        record Fit() implements Health {}

        /// Left alone until `until` (of `nanoTime`), after so many failures in a row.
        record Resting(int failures, long until) implements Health {}

        /// Leads back to this relay: not tried, not even as a last resort, until `until`.
        record Looping(long until) implements Health {}

        /// One session finds out; the others keep away until it has, or until `until`.
        record OnTrial(int failures, long until) implements Health {}
    }

    Upstream(HostPort address, RelayConfig config, LongSupplier nanoTime, RelayCounters counters) {
        this.address = address;
        this.backoff = config.rest();
        this.trialNanos = config.connectTimeout().toNanos();
        this.nanoTime = nanoTime;
        this.counters = counters;
    }

    HostPort address() {
        return address;
    }

    /// Whether a new session should try here. Where a rest is just over, the first who asks is told
    /// yes and has to try; the others are told no until it is known how that went.
    boolean take() {
        var now = nanoTime.getAsLong();
        return switch (health.get()) {
            case Health.Fit _ -> true;
            case Health.Resting rest ->
                    now - rest.until() >= 0 && tries(rest, rest.failures(), now);
            case Health.Looping loop -> now - loop.until() >= 0 && tries(loop, 1, now);
            case Health.OnTrial old -> now - old.until() >= 0 && tries(old, old.failures(), now);
        };
    }

    private boolean tries(Health before, int failures, long now) {
        return health.compareAndSet(before, new Health.OnTrial(failures, now + trialNanos));
    }

    /// Whether nothing speaks against it. Takes no trial.
    boolean isFit() {
        return health.get() instanceof Health.Fit;
    }

    /// What is known of it now.
    UpstreamState state() {
        var name =
                switch (health.get()) {
                    case Health.Fit _ -> "fit";
                    case Health.Resting _ -> "resting";
                    case Health.Looping _ -> "looping";
                    case Health.OnTrial _ -> "trial";
                };
        return new UpstreamState(address, name, waiting.count());
    }

    /// Whether it leads back to this relay, so that no session may go there.
    boolean isLooping() {
        return health.get() instanceof Health.Looping;
    }

    /// Sessions that wait for its first byte.
    WaitingSessions waiting() {
        return waiting;
    }

    /// A connect succeeded.
    void onReached() {
        if (isFit() || resets.get() != 0) {
            return;
        }
        var before =
                health.getAndUpdate(old -> old instanceof Health.Looping ? old : new Health.Fit());
        if (!(before instanceof Health.Fit) && !(before instanceof Health.Looping)) {
            LOG.atInfo().addKeyValue("upstream", address).log("upstream is back");
        }
    }

    /// A session got its first byte back.
    void onAnswered() {
        if (resets.get() != 0) {
            resets.set(0);
            onReached();
        }
    }

    /// A connect failed.
    void onFailed(Throwable cause) {
        counters.upstreamFailures.increment();
        rest(cause.toString());
    }

    /// A session was accepted, and reset before a byte came back.
    void onReset() {
        counters.upstreamFailures.increment();
        if (resets.incrementAndGet() >= RESETS) {
            rest("it resets sessions before it answers");
        }
    }

    /// It was found to lead back to this relay.
    void onLoop() {
        counters.upstreamFailures.increment();
        var until = nanoTime.getAsLong() + backoff.most().toNanos();
        if (!(health.getAndSet(new Health.Looping(until)) instanceof Health.Looping)) {
            LOG.atError()
                    .addKeyValue("upstream", address)
                    .addKeyValue("tried again in", backoff.most())
                    .log("relay loop: this upstream leads back to this relay");
        }
    }

    private void rest(String why) {
        var now = nanoTime.getAsLong();
        var before =
                health.getAndUpdate(old ->
                        switch (old) {
                            case Health.Fit _ -> resting(1, now);
                            case Health.Resting rest -> rest;
                            case Health.Looping loop -> loop;
                            case Health.OnTrial trial -> resting(trial.failures() + 1, now);
                        });
        if (before instanceof Health.Fit) {
            LOG.atWarn()
                    .addKeyValue("upstream", address)
                    .addKeyValue("cause", why)
                    .log("upstream failed and is left alone for a while");
        }
    }

    private Health resting(int failures, long now) {
        return new Health.Resting(failures, now + backoff.after(failures).toNanos());
    }
}
