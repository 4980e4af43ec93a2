package io.sampan.relay;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.resolver.dns.RoundRobinDnsAddressResolverGroup;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.SocketOptions;
import io.sampan.wire.net.Transport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Connects to upstreams without ever blocking an event loop. A name is looked up again for each
/// session (by Netty's resolver, which honours the records' time to live and the hosts file), so an
/// upstream may move. Used by all event loops.
final class UpstreamConnector implements AutoCloseable {

    private final Map<HostPort, InetSocketAddress> literals = new HashMap<>();
    private final RoundRobinDnsAddressResolverGroup names;
    private final Bootstrap toLiterals;
    private final Bootstrap toNames;

    UpstreamConnector(
            Transport transport,
            SocketOptions options,
            ReceiveBuffers buffers,
            Duration connectTimeout,
            List<HostPort> upstreams) {
        for (var upstream : upstreams) {
            if (!upstream.isName()) {
                literals.put(upstream, upstream.toResolved());
            }
        }
        names =
                new RoundRobinDnsAddressResolverGroup(
                        transport.datagramChannel(),
                        DnsServerAddressStreamProviders.platformDefault());
        var base =
                options.applyTo(new Bootstrap())
                        .channel(transport.clientChannel())
                        .option(ChannelOption.AUTO_CLOSE, false)
                        .option(ChannelOption.RECVBUF_ALLOCATOR, buffers)
                        .option(
                                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                                (int) connectTimeout.toMillis())
                        .handler(new Nothing());
        toLiterals = base.clone().disableResolver();
        toNames = base.clone().resolver(names);
    }

    ChannelFuture dial(HostPort upstream, EventLoop loop) {
        var literal = literals.get(upstream);
        return literal == null
                ? toNames.clone(loop).connect(upstream.toUnresolved())
                : toLiterals.clone(loop).connect(literal);
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
