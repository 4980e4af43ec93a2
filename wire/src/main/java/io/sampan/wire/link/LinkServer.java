package io.sampan.wire.link;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.sampan.wire.frame.FrameLimits;
import io.sampan.wire.frame.MalformedFrameException;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.SocketOptions;
import io.sampan.wire.net.Transport;
import java.net.InetSocketAddress;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens, tells protocols apart by their first byte, and starts one virtual thread for each link.
public final class LinkServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LinkServer.class);

    private final SocketOptions options;
    private final LinkSettings settings;
    private final Lines lines;
    private final ReadBudget budget = ReadBudget.ofThisProgram();
    private final int maxLinks;
    private final Consumer<Link> conversation;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final ThreadFactory threads = Thread.ofVirtual().name("lane-", 1).factory();
    private final Channel listener;

    /// Starts to listen.
    ///
    /// @param transport stays the caller's to close
    /// @param lines which kinds of lines are taken
    /// @param maxLinks how many connections are held at once; further ones are closed at once
    /// @param conversation called on a virtual thread of its own for each link, which it receives
    ///   from; the link is closed when it returns or throws
    /// @throws LinkException.Unreachable if the address cannot be listened on
    public LinkServer(
            Transport transport,
            SocketOptions options,
            LinkSettings settings,
            HostPort address,
            Lines lines,
            int maxLinks,
            Consumer<Link> conversation) {
        this.options = options;
        this.settings = settings;
        this.lines = lines;
        this.maxLinks = maxLinks;
        this.conversation = conversation;
        this.listener = listen(transport, address);
    }

    private Channel listen(Transport transport, HostPort address) {
        var bootstrap =
                new ServerBootstrap()
                        .group(transport.loops())
                        .channel(transport.serverChannel())
                        // A write that fails must not take away what has arrived: see Outbound.
                        .childOption(ChannelOption.AUTO_CLOSE, false)
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        onAccepted(channel);
                                    }
                                });
        var bound =
                options.applyTo(bootstrap)
                        .childOption(ChannelOption.RECVBUF_ALLOCATOR, new ReadBuffers(budget))
                        .bind(new InetSocketAddress(address.host(), address.port()))
                        .awaitUninterruptibly();
        var cause = bound.cause();
        if (cause != null) {
            throw new LinkException.Unreachable(
                    "cannot listen on " + address + ": " + cause.getMessage(), cause);
        }
        return bound.channel();
    }

    private void onAccepted(Channel channel) {
        if (connections.size() >= maxLinks) {
            LOG.atDebug().addKeyValue("peer", channel.remoteAddress()).log("too many connections");
            channel.close();
            return;
        }
        connections.add(channel);
        options.onConnected(channel);
        channel.pipeline().addLast(new FirstByte(settings.connect(), lines, this::onNative));
    }

    /// On the event loop: from here on the bytes go to a virtual thread.
    private void onNative(ChannelHandlerContext ctx, ByteBuf first) {
        var inbound = new Inbound(budget);
        var pipeline = ctx.pipeline();
        pipeline.addLast(inbound);
        var link = new Link(ctx.channel(), inbound, FrameLimits.STRANGER, settings.sendSilence());
        ctx.fireChannelRead(first);
        pipeline.remove(ctx.handler());
        threads.newThread(() -> converse(link)).start();
    }

    private void converse(Link link) {
        try (link) {
            link.welcome(settings.connect());
            conversation.accept(link);
        } catch (LinkException | MalformedFrameException e) {
            // A peer that leaves or babbles is its own affair.
            LOG.atDebug()
                    .addKeyValue("peer", link.peer())
                    .addKeyValue("why", e.getMessage())
                    .log("lane ended");
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("peer", link.peer()).setCause(e).log("conversation failed");
        }
    }

    /// Where it listens; the port that was found where 0 was asked for.
    public HostPort address() {
        return HostPort.of((InetSocketAddress) listener.localAddress());
    }

    /// Connections that are open now, logged in or not.
    public int open() {
        return connections.size();
    }

    /// Accepts nobody any more; what is open goes on.
    public void stopListening() {
        listener.close().awaitUninterruptibly();
    }

    /// Stops listening and ends all connections.
    @Override
    public void close() {
        stopListening();
        connections.close().awaitUninterruptibly();
    }
}
