package io.sampan.relay;

import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.SocketOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One event loop, its sessions, and the sweep that finds the silent ones: one timer for all of
/// them instead of one for each. Used by the loop's own thread alone, after [#startSweeping].
final class Loop {

    private static final int SWEEPS_PER_TIMEOUT = 8;
    private static final Duration LONGEST_SWEEP = Duration.ofSeconds(30);

    private final EventLoop executor;
    private final Dialler dialler;
    private final Upstreams upstreams;
    private final Gate gate;
    private final SocketOptions options;
    private final ReadBuffers buffers;
    private final Counters counters;
    private final List<Session> sessions = new ArrayList<>();

    Loop(
            EventLoop executor,
            Dialler dialler,
            Upstreams upstreams,
            Gate gate,
            SocketOptions options,
            ReadBuffers buffers,
            Counters counters) {
        this.executor = executor;
        this.dialler = dialler;
        this.upstreams = upstreams;
        this.gate = gate;
        this.options = options;
        this.buffers = buffers;
        this.counters = counters;
    }

    void startSweeping(Duration idleTimeout) {
        var period = idleTimeout.dividedBy(SWEEPS_PER_TIMEOUT).plusNanos(1);
        if (period.compareTo(LONGEST_SWEEP) > 0) {
            period = LONGEST_SWEEP;
        }
        var most = (int) Math.ceilDiv(idleTimeout.toNanos(), period.toNanos());
        var nanos = period.toNanos();
        executor.scheduleWithFixedDelay(() -> sweep(most), nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /// An accepted socket becomes a session.
    void onAccepted(SocketChannel channel) {
        options.onConnected(channel);
        var session =
                new Session(this, channel.remoteAddress().getAddress(), upstreams.forNewSession());
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

    ChannelFuture dial(HostPort address) {
        return dialler.dial(address, executor);
    }

    EventLoop executor() {
        return executor;
    }

    SocketOptions options() {
        return options;
    }

    ReadBuffers buffers() {
        return buffers;
    }

    Counters counters() {
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
}
