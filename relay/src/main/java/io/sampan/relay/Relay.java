package io.sampan.relay;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.SocketOptions;
import io.sampan.wire.net.Transport;
import io.sampan.wire.net.limit.Violations;
import java.net.InetSocketAddress;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running relay. Made by [#start], ended by [#drain] (lets sessions finish) or [#close] (does
/// not). All methods may be called by any thread but the relay's own.
public final class Relay implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    /// Of the heap's limit, which is also the default limit of the direct memory that buffers take.
    private static final int BUDGET_PART = 4;

    private static final long LARGEST_BUDGET = 256L * 1024 * 1024;

    private final RelayConfig config;
    private final Transport transport;
    private final UpstreamConnector dialler;
    private final SessionLimitHandler gate;
    private final Upstreams upstreams;
    private final RelayCounters counters;
    private final Violations offences;
    private final Channel listener;

    private Relay(
            RelayConfig config,
            Transport transport,
            UpstreamConnector dialler,
            SessionLimitHandler gate,
            Upstreams upstreams,
            RelayCounters counters,
            Violations offences,
            Channel listener) {
        this.config = config;
        this.transport = transport;
        this.dialler = dialler;
        this.gate = gate;
        this.upstreams = upstreams;
        this.counters = counters;
        this.offences = offences;
        this.listener = listener;
    }

    /// Listens and relays. Returns when the listener is bound; no upstream is asked before the
    /// first session.
    ///
    /// @throws RelayException where the address cannot be listened on
    public static Relay start(RelayConfig config) {
        var transport = Transport.open(config.threads(), "relay");
        var options = SocketOptions.probe(transport.kind(), LOG);
        var counters = new RelayCounters();
        var offences = new Violations(LOG, System::nanoTime);
        var buffers =
                new ReceiveBuffers(
                        Math.min(Runtime.getRuntime().maxMemory() / BUDGET_PART, LARGEST_BUDGET));
        var gate = new SessionLimitHandler(config, counters, offences);
        var dialler = new UpstreamConnector(transport, options, buffers, config.connectTimeout());
        var upstreams =
                new Upstreams(
                        config.upstreams().stream()
                                .map(to -> new Upstream(to, config, System::nanoTime, counters))
                                .toList());

        var detector = new LoopDetector(dialler, counters);
        var loops = new IdentityHashMap<EventLoop, RelayLoop>();
        for (var executor : transport.loops()) {
            var loop =
                    new RelayLoop(
                            (EventLoop) executor,
                            dialler,
                            upstreams,
                            detector,
                            gate,
                            options,
                            buffers,
                            counters,
                            offences);
            loops.put(loop.executor(), loop);
            loop.startSweeping(config.idleTimeout(), config.firstByteTimeout());
        }
        try {
            var listener = listen(config, transport, options, buffers, gate, loops);
            detector.onListening((InetSocketAddress) listener.localAddress());
            LOG.atInfo()
                    .addKeyValue("listen", listener.localAddress())
                    .addKeyValue("upstreams", config.upstreams())
                    .log("relay listens");
            return new Relay(
                    config, transport, dialler, gate, upstreams, counters, offences, listener);
        } catch (RelayException e) {
            dialler.close();
            transport.close();
            throw e;
        }
    }

    private static Channel listen(
            RelayConfig config,
            Transport transport,
            SocketOptions options,
            ReceiveBuffers buffers,
            SessionLimitHandler gate,
            Map<EventLoop, RelayLoop> loops) {
        ChannelHandler onAccept =
                new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel accepted) {
                        var loop = loops.get(accepted.eventLoop());
                        if (loop != null) {
                            loop.onAccepted(accepted);
                        }
                    }
                };
        var bind =
                options.applyTo(new ServerBootstrap())
                        .group(transport.loops())
                        .channel(transport.serverChannel())
                        .handler(gate)
                        .childHandler(onAccept)
                        .childOption(ChannelOption.AUTO_CLOSE, false)
                        .childOption(ChannelOption.RECVBUF_ALLOCATOR, buffers)
                        .bind(config.listen().toResolved())
                        .awaitUninterruptibly();
        if (!bind.isSuccess()) {
            throw new RelayException("cannot listen on " + config.listen(), bind.cause());
        }
        return bind.channel();
    }

    /// Where it listens, with the port that was taken.
    public HostPort address() {
        return HostPort.of((InetSocketAddress) listener.localAddress());
    }

    /// What it does now, for metrics.
    public RelayStats stats() {
        return counters.snapshot(gate.open());
    }

    /// What is known of each upstream, in order.
    public List<UpstreamState> upstreams() {
        return upstreams.inOrder().stream().map(Upstream::state).toList();
    }

    /// What clients did wrong, by kind.
    public Violations offences() {
        return offences;
    }

    /// Stops accepting, lets the sessions go on until they end or the drain timeout is over, and
    /// closes. Meant for SIGTERM; blocks.
    ///
    /// @return whether all sessions ended by themselves
    public boolean drain() {
        listener.close().awaitUninterruptibly();
        var all = false;
        try {
            gate.shut().get(config.drainTimeout().toMillis(), TimeUnit.MILLISECONDS);
            all = true;
        } catch (TimeoutException _) {
            LOG.atInfo().addKeyValue("sessions", gate.open()).log("drain timed out");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            close();
        }
        return all;
    }

    /// Stops accepting and closes all sessions at once.
    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        gate.shut();
        transport.close();
        dialler.close();
    }
}
