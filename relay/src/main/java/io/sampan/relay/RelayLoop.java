package io.sampan.relay;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.Future;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.SocketOptions;
import io.sampan.wire.net.limit.Violation;
import io.sampan.wire.net.limit.Violations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/// One event loop, its sessions, and the sweeps that find the silent ones: one timer for all of
/// them instead of one for each. Used by the loop's own thread alone, after [#startSweeping].
final class RelayLoop {

    private static final int SWEEPS_PER_TIMEOUT = 8;
    private static final Duration LONGEST_SWEEP = Duration.ofSeconds(30);

    private final EventLoop executor;
    private final UpstreamConnector dialler;
    private final Upstreams upstreams;
    private final LoopDetector loops;
    private final SessionLimitHandler gate;
    private final SocketOptions options;
    private final ReceiveBuffers buffers;
    private final RelayCounters counters;
    private final Violations offences;
    private final List<Session> sessions = new ArrayList<>();

    RelayLoop(
            EventLoop executor,
            UpstreamConnector dialler,
            Upstreams upstreams,
            LoopDetector loops,
            SessionLimitHandler gate,
            SocketOptions options,
            ReceiveBuffers buffers,
            RelayCounters counters,
            Violations offences) {
        this.executor = executor;
        this.dialler = dialler;
        this.upstreams = upstreams;
        this.loops = loops;
        loops.addListener(upstream -> executor.execute(() -> abortWaiting(upstream)));
        this.gate = gate;
        this.options = options;
        this.buffers = buffers;
        this.counters = counters;
        this.offences = offences;
    }

    void startSweeping(Duration idleTimeout, Duration firstByteTimeout) {
        every(idleTimeout, this::sweep);
        every(firstByteTimeout, this::sweepMute);
    }

    private void every(Duration timeout, IntConsumer sweep) {
        var period = timeout.dividedBy(SWEEPS_PER_TIMEOUT).plusNanos(1);
        if (period.compareTo(LONGEST_SWEEP) > 0) {
            period = LONGEST_SWEEP;
        }
        var most = (int) Math.ceilDiv(timeout.toNanos(), period.toNanos());
        var nanos = period.toNanos();
        executor.scheduleWithFixedDelay(
                () -> sweep.accept(most), nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /// An accepted socket becomes a session.
    void onAccepted(SocketChannel channel) {
        options.onConnected(channel);
        var session = new Session(this, channel.remoteAddress(), upstreams.forNewSession());
        session.place = sessions.size();
        sessions.add(session);
        counters.total.increment();
        channel.pipeline().addLast(session.front());
        session.dialNext();
    }

    void onEnded(Session session) {
        var last = sessions.removeLast();
        if (last != session) {
            last.place = session.place;
            sessions.set(last.place, last);
        }
        gate.leave(session.source());
    }

    Future<Channel> dial(HostPort address) {
        return dialler.dial(address, executor);
    }

    LoopDetector loops() {
        return loops;
    }

    EventLoop executor() {
        return executor;
    }

    SocketOptions options() {
        return options;
    }

    ReceiveBuffers buffers() {
        return buffers;
    }

    RelayCounters counters() {
        return counters;
    }

    private void sweep(int most) {
        for (var i = sessions.size() - 1; i >= 0; i--) {
            var session = sessions.get(i);
            if (session.quietFor(most)) {
                counters.idled.increment();
                session.abort();
            }
        }
    }

    /// An upstream leads back here: sessions that still wait for it are part of the loop.
    private void abortWaiting(Upstream upstream) {
        for (var session : List.copyOf(sessions)) {
            if (session.waitsFor(upstream)) {
                session.abort();
            }
        }
    }

    private void sweepMute(int most) {
        for (var i = sessions.size() - 1; i >= 0; i--) {
            var session = sessions.get(i);
            if (session.muteFor(most)) {
                offences.note(Violation.MUTE, session.peer());
                session.abort();
            }
        }
    }
}
