package io.sampan.relay;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stands before the acceptor and lets in as many sessions as the limits allow. One that is refused
/// is closed before anything is allocated for it. Accepts come on one event loop; [#leave] is
/// called by all of them.
final class Gate extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final int maxSessions;
    private final int maxPerAddress;
    private final Counters counters;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentHashMap<InetAddress, Integer> openByAddress = new ConcurrentHashMap<>();
    private final AtomicBoolean full = new AtomicBoolean();
    private final CompletableFuture<Void> empty = new CompletableFuture<>();
    private volatile boolean closed;

    Gate(RelayConfig config, Counters counters) {
        this.maxSessions = config.maxSessions();
        this.maxPerAddress = config.maxSessionsPerAddress();
        this.counters = counters;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object accepted) {
        var channel = (Channel) accepted;
        var source = ((InetSocketAddress) channel.remoteAddress()).getAddress();
        if (enter(source)) {
            ctx.fireChannelRead(channel);
        } else {
            counters.refused.increment();
            channel.unsafe().closeForcibly();
        }
    }

    private boolean enter(InetAddress source) {
        if (closed) {
            return false;
        }
        if (open.get() >= maxSessions) {
            if (full.compareAndSet(false, true)) {
                LOG.atWarn()
                        .addKeyValue("sessions", maxSessions)
                        .log("full: further sessions are refused until one ends");
            }
            return false;
        }
        if (maxPerAddress != Integer.MAX_VALUE) {
            if (openByAddress.getOrDefault(source, 0) >= maxPerAddress) {
                LOG.atDebug().addKeyValue("source", source).log("one address, too many sessions");
                return false;
            }
            openByAddress.merge(source, 1, Integer::sum);
        }
        open.incrementAndGet();
        return true;
    }

    /// A session that was let in has ended.
    void leave(InetAddress source) {
        if (maxPerAddress != Integer.MAX_VALUE) {
            openByAddress.computeIfPresent(source, (_, count) -> count == 1 ? null : count - 1);
        }
        var left = open.decrementAndGet();
        if (full.get() && left < maxSessions - maxSessions / 10) {
            full.set(false);
        }
        if (closed && left == 0) {
            empty.complete(null);
        }
    }

    /// Lets nobody in any more. What is returned completes when the last session has left.
    CompletableFuture<Void> shut() {
        closed = true;
        if (open.get() == 0) {
            empty.complete(null);
        }
        return empty;
    }

    int open() {
        return open.get();
    }
}
