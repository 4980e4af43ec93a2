package io.sampan.wire.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The datagram socket on which a service manager (systemd) is told a service's state: the protocol
/// of `sd_notify(3)`. The JDK has no datagrams between processes, so Netty's epoll sends them.
/// Thread-safe.
public final class ServiceManagerSocket implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceManagerSocket.class);

    private final EventLoopGroup loop;
    private final Channel channel;
    private final DomainSocketAddress manager;

    private ServiceManagerSocket(
            EventLoopGroup loop, Channel channel, DomainSocketAddress manager) {
        this.loop = loop;
        this.channel = channel;
        this.manager = manager;
    }

    /// @param path as in `NOTIFY_SOCKET`: a path, or an abstract name that begins with `@`
    /// @return empty where this system has no such sockets
    public static Optional<ServiceManagerSocket> open(String path) {
        if (!Epoll.isAvailable()) {
            return Optional.empty();
        }
        var loop =
                new MultiThreadIoEventLoopGroup(
                        1,
                        new DefaultThreadFactory("service-manager", true),
                        EpollIoHandler.newFactory());
        var opened =
                new Bootstrap()
                        .group(loop)
                        .channel(EpollDomainDatagramChannel.class)
                        .handler(new ChannelInboundHandlerAdapter())
                        .register()
                        .awaitUninterruptibly();
        if (!opened.isSuccess()) {
            LOG.atWarn().setCause(opened.cause()).log("the service manager cannot be told");
            loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            return Optional.empty();
        }
        // An abstract socket begins with @ in the environment, and with NUL in the kernel.
        var name = path.startsWith("@") ? "\0" + path.substring(1) : path;
        return Optional.of(
                new ServiceManagerSocket(loop, opened.channel(), new DomainSocketAddress(name)));
    }

    /// Sends a state, for example `READY=1`. A failure is logged and otherwise ignored.
    public void send(String state) {
        var bytes = Unpooled.copiedBuffer(state, StandardCharsets.UTF_8);
        channel.writeAndFlush(new DomainDatagramPacket(bytes, manager))
                .addListener(sent -> {
                    if (!sent.isSuccess()) {
                        LOG.atWarn().setCause(sent.cause()).log("the service manager was not told");
                    }
                });
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
