package io.sampan.wire.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import org.slf4j.Logger;

/// How every socket of Sampan is set. In short:
///
/// | option | value | why |
/// |---|---|---|
/// | `AUTO_READ` | off | on-demand reads: a slow reader slows the sender, memory stays flat |
/// | `ALLOW_HALF_CLOSURE` | on | the end of one direction is not the end of the other |
/// | `TCP_NODELAY` | on | an acknowledgement never waits for more bytes |
/// | `SO_KEEPALIVE` | on | a peer that lost its power is noticed in the end |
/// | `SO_REUSEADDR` | on for listeners | a restarted process gets its port back at once |
/// | `SO_BACKLOG` | 4096 | a burst of clients after a restart (the kernel cuts it to `somaxconn`) |
/// | receive buffers | 64 KiB to 1 MiB, adaptive | fewer system calls for each byte |
/// | allocator | pooled | hands the same warm memory out again; measured below |
/// | write water marks | 256 KiB, 512 KiB | room for one piece of a body while another is written |
/// | congestion control | [CongestionControl] | long lines that lose packets |
///
/// Netty 4.2's own default, the adaptive allocator, costs a relay 0.37 s of CPU for each GB with
/// one connection and 0.56 s with four, the pooled one 0.30 s and 0.48 s (medians of eleven turns
/// on two busy cores, `iperf3 -l 256K`).
///
/// With reads on demand each `read()` is one receive and thus one buffer of at most 1 MiB. Call
/// [#onConnected] once for each socket, accepted or connected. Immutable; any thread.
public final class SocketOptions {

    private static final int BACKLOG = 4096;
    private static final int SMALLEST_READ = 64 * 1024;
    private static final int LARGEST_READ = 1024 * 1024;
    private static final WriteBufferWaterMark WATER_MARK =
            new WriteBufferWaterMark(256 * 1024, 512 * 1024);

    private final CongestionControl congestionControl;
    private final RecvByteBufAllocator receiveBuffers =
            new AdaptiveRecvByteBufAllocator(SMALLEST_READ, SMALLEST_READ, LARGEST_READ);

    /// Sockets with this congestion control, or the system's own.
    public SocketOptions(CongestionControl congestionControl) {
        this.congestionControl = congestionControl;
    }

    /// Probes what the kernel grants and says it in one log line. Meant for a process's start.
    public static SocketOptions probe(Transport.Kind kind, Logger log) {
        var congestionControl = CongestionControl.probe(kind);
        log.atInfo()
                .addKeyValue("transport", kind)
                .log("congestion control {}", congestionControl.describe());
        return new SocketOptions(congestionControl);
    }

    /// The one that sockets get.
    public CongestionControl congestionControl() {
        return congestionControl;
    }

    /// Sets a listener and the sockets that it will accept.
    public ServerBootstrap applyTo(ServerBootstrap listener) {
        return listener.option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, receiveBuffers);
    }

    /// Sets the sockets that will connect.
    public Bootstrap applyTo(Bootstrap connector) {
        return connector
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .option(ChannelOption.RECVBUF_ALLOCATOR, receiveBuffers);
    }

    /// Sets what depends on where the peer is. To be called when the socket is connected, on its
    /// event loop: in the initializer of an accepted one, after the connect of the other. Never
    /// fails.
    public void onConnected(Channel channel) {
        congestionControl.applyTo(channel);
    }
}
