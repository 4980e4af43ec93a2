package io.sampan.wire.link;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.sampan.wire.frame.FrameLimits;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.SocketOptions;
import io.sampan.wire.net.Transport;
import java.util.Optional;
import java.util.regex.Pattern;

/// Opens links, for clients. Any thread; blocks.
public final class LinkConnector {

    private static final Pattern SYSTEM_CALL =
            Pattern.compile("^\\w+\\(\\.\\.\\) failed with error\\(-?\\d+\\): ");

    private final Transport transport;
    private final SocketOptions options;
    private final LinkSettings settings;
    private final Optional<ClientTls> tls;
    private final ReadBudget budget = ReadBudget.ofThisProgram();

    /// Opens lines that are not encrypted: for loopback and measurements only.
    ///
    /// @param transport stays the caller's to close
    public LinkConnector(Transport transport, SocketOptions options, LinkSettings settings) {
        this(transport, options, settings, Optional.empty());
    }

    /// @param transport stays the caller's to close
    /// @param tls whom to trust on private lines; empty for lines that are not encrypted
    public LinkConnector(
            Transport transport,
            SocketOptions options,
            LinkSettings settings,
            Optional<ClientTls> tls) {
        this.transport = transport;
        this.options = options;
        this.settings = settings;
        this.tls = tls;
    }

    /// Connects and says what we speak; the server's answer is read with the first frame.
    ///
    /// @throws LinkException.Unreachable if nobody answers there in time, or not the server that is
    ///   trusted
    public Link connect(HostPort address) {
        var inbound = new Inbound(budget);
        var connected = bootstrap(inbound).connect(address.toUnresolved());
        await(connected, connected.channel(), address);
        var channel = connected.channel();
        options.onConnected(channel);
        Optional.ofNullable(channel.pipeline().get(SslHandler.class))
                .ifPresent(handler -> await(handler.handshakeFuture(), channel, address));
        var link =
                new Link(
                        new ByteLink(channel, inbound, settings.sendSilence()), FrameLimits.CLIENT);
        link.greet();
        return link;
    }

    private Bootstrap bootstrap(Inbound inbound) {
        var bootstrap =
                new Bootstrap()
                        .group(transport.loops())
                        .channel(transport.clientChannel())
                        .option(ChannelOption.AUTO_CLOSE, false)
                        .option(
                                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                                Math.toIntExact(settings.connect().toMillis()))
                        .handler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        tls.ifPresent(own ->
                                                channel.pipeline()
                                                        .addLast(newHandler(own, channel)));
                                        channel.pipeline().addLast(inbound);
                                    }
                                });
        return options.applyTo(bootstrap)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new ReadBuffers(budget));
    }

    private SslHandler newHandler(ClientTls own, Channel channel) {
        return own.newHandler(channel.alloc(), settings.connect());
    }

    private static void await(Future<?> connected, Channel channel, HostPort address) {
        try {
            connected.await();
        } catch (InterruptedException e) {
            channel.close();
            Thread.currentThread().interrupt();
            throw new LinkException.Unreachable("interrupted while connecting to " + address, e);
        }
        var cause = connected.cause();
        if (cause != null) {
            channel.close();
            throw new LinkException.Unreachable(
                    address + " cannot be reached: " + reason(cause), cause);
        }
    }

    /// What really went wrong: TLS wraps it in words that help nobody, and the native transport
    /// puts a system call before it.
    private static String reason(Throwable fault) {
        var inner = fault;
        while (inner.getCause() != null && inner.getCause().getMessage() != null) {
            inner = inner.getCause();
        }
        return SYSTEM_CALL.matcher(String.valueOf(inner.getMessage())).replaceFirst("");
    }
}
