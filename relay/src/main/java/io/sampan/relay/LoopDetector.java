package io.sampan.relay;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Notices upstreams that lead back to this relay, directly or through other relays, also through
/// programs that are not Sampan's.
///
/// In a loop one client's session becomes another session of the same relay, and so on until there
/// are no descriptors left; and none of them ever gets a byte back. So sessions that wait for their
/// upstream's first byte are counted. When many wait at once, which also happens when many clients
/// come at the same moment, the relay sends a [LoopProbe] through that upstream, on a connection of
/// its own: the bytes of sessions are never changed. If the probe arrives here, the upstream is
/// left alone for a while and every session that waits for it is closed, which ends the loop at all
/// relays of it.
///
/// ```
///  waiting sessions ≥ 32, 64, 128 … ──▶ probe sent ──▶ arrives here: loop
///                                                 └──▶ does not: nothing happens
/// ```
///
/// Thread-safe.
final class LoopDetector {

    /// So many sessions that wait for a first byte at once are worth the first probe.
    static final int FIRST_PROBE = 32;

    private static final Duration PROBE_LIFE = Duration.ofSeconds(10);

    private final UpstreamConnector connector;
    private final RelayCounters counters;
    private final Map<LoopProbe, Sent> sent = new ConcurrentHashMap<>();
    private final CopyOnWriteArrayList<Consumer<Upstream>> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable InetSocketAddress own;

    /// A probe on its way.
    private record Sent(Upstream upstream, Future<Channel> connection) {

        void end() {
            if (!connection.cancel(false) && connection.isSuccess()) {
                connection.getNow().close();
            }
        }
    }

    LoopDetector(UpstreamConnector connector, RelayCounters counters) {
        this.connector = connector;
        this.counters = counters;
    }

    /// @param listener is told of each upstream that is found to lead back here, by any event loop
    void addListener(Consumer<Upstream> listener) {
        listeners.add(listener);
    }

    /// From now on connections to this address are known as connections to this relay.
    void onListening(InetSocketAddress address) {
        own = address;
    }

    /// Whether this socket, which was connected to an upstream, is connected to this relay's own
    /// listener.
    boolean isOwnListener(Channel connected) {
        var listener = own;
        return listener != null
                && connected.remoteAddress() instanceof InetSocketAddress to
                && connected.localAddress() instanceof InetSocketAddress from
                && to.getPort() == listener.getPort()
                && (listener.getAddress().isAnyLocalAddress()
                        ? OwnAddresses.isOnThisMachine(to.getAddress(), from.getAddress())
                        : to.getAddress().equals(listener.getAddress()));
    }

    /// A session of `upstream` begins to wait for a first byte.
    void onWaiting(Upstream upstream, EventLoop loop) {
        if (upstream.waiting().add()) {
            probe(upstream, loop);
        }
    }

    private void probe(Upstream upstream, EventLoop loop) {
        var probe = LoopProbe.random();
        var connecting = connector.dial(upstream.address(), loop);
        sent.put(probe, new Sent(upstream, connecting));
        loop.schedule(
                () -> {
                    var unanswered = sent.remove(probe);
                    if (unanswered != null) {
                        unanswered.end();
                    }
                },
                PROBE_LIFE.toMillis(),
                TimeUnit.MILLISECONDS);
        connecting.addListener(done -> {
            if (done.isSuccess()) {
                connecting.getNow().writeAndFlush(probe.encode());
            }
        });
    }

    /// Whether a session that begins with these bytes is a probe of this relay. If so, its upstream
    /// is now known to lead back here.
    boolean isOwnProbe(ByteBuf first) {
        if (sent.isEmpty() || !LoopProbe.isOne(first)) {
            return false;
        }
        var returned = sent.remove(LoopProbe.of(first));
        if (returned == null) {
            return false;
        }
        returned.end();
        endProbesOf(returned.upstream());
        onLoop(returned.upstream());
        return true;
    }

    private void endProbesOf(Upstream upstream) {
        sent.forEach((probe, other) -> {
            if (other.upstream() == upstream && sent.remove(probe, other)) {
                other.end();
            }
        });
    }

    /// This upstream leads back here.
    void onLoop(Upstream upstream) {
        counters.loops.increment();
        upstream.onLoop();
        listeners.forEach(listener -> listener.accept(upstream));
    }
}
