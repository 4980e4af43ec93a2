package io.sampan.wire.link;

import static java.util.Objects.requireNonNull;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.sampan.wire.frame.FrameLimits;
import io.sampan.wire.net.AddressRotation;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.SocketOptions;
import io.sampan.wire.net.Transport;
import io.sampan.wire.net.limit.Bandwidth;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;

/// Opens links, for clients. Any thread; blocks.
public final class LinkConnector {

    private static final Pattern SYSTEM_CALL =
            Pattern.compile("^\\w+\\(\\.\\.\\) failed with error\\(-?\\d+\\): ");

    private final Transport transport;
    private final SocketOptions options;
    private final LinkSettings settings;
    private final Optional<ClientTls> tls;
    private final Bandwidth bandwidth;
    private final AddressRotation rotation = new AddressRotation(System::nanoTime);
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
        this(transport, options, settings, tls, Bandwidth.unlimited());
    }

    /// @param transport stays the caller's to close
    /// @param tls whom to trust on private lines; empty for lines that are not encrypted
    /// @param bandwidth shared by all links that are made here
    public LinkConnector(
            Transport transport,
            SocketOptions options,
            LinkSettings settings,
            Optional<ClientTls> tls,
            Bandwidth bandwidth) {
        this.bandwidth = bandwidth;
        this.transport = transport;
        this.options = options;
        this.settings = settings;
        this.tls = tls;
    }

    /// Connects and says what we speak; the server's answer is read with the first frame. Where the
    /// name has several addresses, all of them are tried.
    ///
    /// @throws LinkException.Unreachable if nobody answers there in time, or not the server that is
    ///   trusted
    public Link connect(HostPort address) {
        LinkException.Unreachable failure = null;
        for (var resolved : rotation.order(lookUp(address))) {
            try {
                var link = connect(address, resolved);
                rotation.onReached(resolved);
                return link;
            } catch (LinkException.Unreachable e) {
                if (failure != null) {
                    e.addSuppressed(failure);
                }
                failure = e;
                if (Thread.currentThread().isInterrupted()) {
                    break;
                }
                rotation.onFailed(resolved);
            }
        }
        throw requireNonNull(failure, "a name that was found has an address");
    }

    /// Looks a name up on a thread of its own: the system's look-up may block for long, and would
    /// hold the carrier of a virtual thread or an event loop for that time.
    private static List<InetSocketAddress> lookUp(HostPort address) {
        if (!address.isName()) {
            return List.of(address.toResolved());
        }
        var search = new FutureTask<>(() -> InetAddress.getAllByName(address.host()));
        Thread.ofPlatform().daemon().name("look-up").start(search);
        try {
            return Arrays.stream(search.get())
                    .map(found -> new InetSocketAddress(found, address.port()))
                    .toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LinkException.Unreachable("interrupted while connecting to " + address, e);
        } catch (ExecutionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            throw new LinkException.Unreachable(
                    address + " cannot be reached: " + reason(cause), cause);
        }
    }

    private Link connect(HostPort address, InetSocketAddress resolved) {
        var inbound = new Inbound(budget);
        var connected = bootstrap(inbound).connect(resolved);
        await(connected, connected.channel(), address);
        var channel = connected.channel();
        options.onConnected(channel);
        Optional.ofNullable(channel.pipeline().get(SslHandler.class))
                .ifPresent(handler -> await(handler.handshakeFuture(), channel, address));
        var link =
                new Link(
                        new ByteLink(channel, inbound, settings.sendSilence()), FrameLimits.CLIENT);
        link.pace(bandwidth);
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
