package io.sampan.relay;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.resolver.dns.RoundRobinDnsAddressResolverGroup;
import io.netty.util.concurrent.Future;
import io.sampan.wire.net.AddressRotation;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.SocketOptions;
import io.sampan.wire.net.Transport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/// Connects to upstreams without ever blocking an event loop. A name is looked up again for each
/// session (by Netty's resolver, which honours the records' time to live and the hosts file), so an
/// upstream may move; and where it has several addresses, all of them are tried, those that failed
/// a short while ago last, before the connect fails. Used by all event loops.
final class UpstreamConnector implements AutoCloseable {

    private final AddressResolverGroup<InetSocketAddress> names;
    private final AddressRotation rotation = new AddressRotation(System::nanoTime);
    private final Bootstrap bootstrap;

    UpstreamConnector(
            Transport transport,
            SocketOptions options,
            ReceiveBuffers buffers,
            Duration connectTimeout) {
        this(
                transport,
                options,
                buffers,
                connectTimeout,
                new RoundRobinDnsAddressResolverGroup(
                        transport.datagramChannel(),
                        DnsServerAddressStreamProviders.platformDefault()));
    }

    /// @param names looks names up; closed with this
    UpstreamConnector(
            Transport transport,
            SocketOptions options,
            ReceiveBuffers buffers,
            Duration connectTimeout,
            AddressResolverGroup<InetSocketAddress> names) {
        this.names = names;
        this.bootstrap =
                options.applyTo(new Bootstrap())
                        .channel(transport.clientChannel())
                        .option(ChannelOption.AUTO_CLOSE, false)
                        .option(ChannelOption.RECVBUF_ALLOCATOR, buffers)
                        .option(
                                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                                (int) connectTimeout.toMillis())
                        .handler(new Nothing())
                        .disableResolver();
    }

    /// Connects; the result is completed on `loop`. Cancelling it ends the attempt.
    Future<Channel> dial(HostPort upstream, EventLoop loop) {
        var attempt = new ConnectAttempt(bootstrap.clone(loop), rotation, loop);
        if (upstream.isName()) {
            names.getResolver(loop)
                    .resolveAll(upstream.toUnresolved())
                    .addListener((Future<List<InetSocketAddress>> found) -> {
                        if (found.isSuccess()) {
                            attempt.start(found.getNow());
                        } else {
                            attempt.fail(found.cause());
                        }
                    });
        } else {
            attempt.start(List.of(upstream.toResolved()));
        }
        return attempt.result();
    }

    @Override
    public void close() {
        names.close();
    }

    /// A bootstrap wants a handler; the session adds its own once the socket is connected.
    @ChannelHandler.Sharable
    private static final class Nothing extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel channel) {}
    }
}
