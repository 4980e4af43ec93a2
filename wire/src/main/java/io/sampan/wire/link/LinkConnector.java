package io.sampan.wire.link;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.sampan.wire.frame.FrameLimits;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.SocketOptions;
import io.sampan.wire.net.Transport;

/// Opens links, for clients. Any thread; blocks.
public final class LinkConnector {

    private final Transport transport;
    private final SocketOptions options;
    private final LinkSettings settings;

    /// @param transport stays the caller's to close
    public LinkConnector(Transport transport, SocketOptions options, LinkSettings settings) {
        this.transport = transport;
        this.options = options;
        this.settings = settings;
    }

    /// Connects and says what we speak; the server's answer is read with the first frame.
    ///
    /// @throws LinkException.Unreachable if nobody answers there in time
    public Link connect(HostPort address) {
        var inbound = new Inbound();
        var connected = bootstrap(inbound).connect(address.toUnresolved());
        await(connected, address);
        var channel = connected.channel();
        options.onConnected(channel);
        var link = new Link(channel, inbound, FrameLimits.CLIENT, settings.sendSilence());
        link.greet();
        return link;
    }

    private Bootstrap bootstrap(Inbound inbound) {
        var bootstrap =
                new Bootstrap()
                        .group(transport.loops())
                        .channel(transport.clientChannel())
                        .option(
                                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                                Math.toIntExact(settings.connect().toMillis()))
                        .handler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        channel.pipeline().addLast(inbound);
                                    }
                                });
        return options.applyTo(bootstrap);
    }

    private static void await(ChannelFuture connected, HostPort address) {
        try {
            connected.await();
        } catch (InterruptedException e) {
            connected.channel().close();
            Thread.currentThread().interrupt();
            throw new LinkException.Unreachable("interrupted while connecting to " + address, e);
        }
        var cause = connected.cause();
        if (cause != null) {
            throw new LinkException.Unreachable(
                    address + " cannot be reached: " + cause.getMessage(), cause);
        }
    }
}
