package io.sampan.relay;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.sampan.wire.net.limit.ConnectionLimiter;
import io.sampan.wire.net.limit.Violations;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/// Stands before the acceptor and lets in as many sessions as the [ConnectionLimiter] allows. One
/// that is refused is closed before anything is allocated for it. Accepts come on one event loop;
/// [#leave] is called by all of them.
final class SessionLimitHandler extends ChannelInboundHandlerAdapter {

    private final ConnectionLimiter door;
    private final Violations offences;
    private final RelayCounters counters;
    private final CompletableFuture<Void> empty = new CompletableFuture<>();
    private volatile boolean closed;

    SessionLimitHandler(RelayConfig config, RelayCounters counters, Violations offences) {
        this.door = new ConnectionLimiter(config.door(), System::nanoTime);
        this.counters = counters;
        this.offences = offences;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object accepted) {
        var channel = (Channel) accepted;
        var from = (InetSocketAddress) channel.remoteAddress();
        if (from == null || closed) {
            channel.unsafe().closeForcibly(); // gone before it was accepted, or too late
            return;
        }
        var offence = door.enter(from.getAddress());
        if (offence.isEmpty()) {
            ctx.fireChannelRead(channel);
            return;
        }
        counters.refused.increment();
        offences.note(offence.get(), from);
        channel.unsafe().closeForcibly();
    }

    /// A session that was let in has ended.
    void leave(InetAddress source) {
        door.leave(source);
        if (closed && door.open() == 0) {
            empty.complete(null);
        }
    }

    /// Lets nobody in any more. What is returned completes when the last session has left.
    CompletableFuture<Void> shut() {
        closed = true;
        if (door.open() == 0) {
            empty.complete(null);
        }
        return empty;
    }

    int open() {
        return door.open();
    }
}
