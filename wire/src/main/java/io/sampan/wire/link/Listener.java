package io.sampan.wire.link;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.sampan.model.Reason;
import io.sampan.wire.frame.MalformedFrameException;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.SocketOptions;
import io.sampan.wire.net.Transport;
import io.sampan.wire.net.limit.ConnectionLimiter;
import io.sampan.wire.net.limit.ConnectionLimits;
import io.sampan.wire.net.limit.Violations;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens, holds no more connections than it may, and starts a virtual thread for each
/// conversation: what [LinkServer] and [ByteLinkServer] share. Any thread.
final class Listener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    private final SocketOptions options;
    private final ReadBudget budget;
    private final ConnectionLimiter door;
    private final Violations offences;
    private final Consumer<Channel> onAccepted;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final ThreadFactory threads;
    private final Channel listener;

    /// Starts to listen.
    ///
    /// @param door how many connections are held at once, and how fast they come
    /// @param offences where those that are turned away are counted
    /// @param threadName begins the names of the conversations' threads
    /// @param onAccepted told of each connection, on its event loop, before anything is read of it
    /// @throws LinkException.Unreachable if the address cannot be listened on
    Listener(
            Transport transport,
            SocketOptions options,
            ReadBudget budget,
            HostPort address,
            ConnectionLimits door,
            Violations offences,
            String threadName,
            Consumer<Channel> onAccepted) {
        this.options = options;
        this.budget = budget;
        this.door = new ConnectionLimiter(door, System::nanoTime);
        this.offences = offences;
        this.onAccepted = onAccepted;
        this.threads = Thread.ofVirtual().name(threadName, 1).factory();
        this.listener = listen(transport, address);
    }

    private Channel listen(Transport transport, HostPort address) {
        var bootstrap =
                new ServerBootstrap()
                        .group(transport.loops())
                        .channel(transport.serverChannel())
                        // A write that fails must not take away what has arrived: see Outbound.
                        .childOption(ChannelOption.AUTO_CLOSE, false)
                        .handler(new ConnectionLimitHandler(door, offences))
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        accept(channel);
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
                    "cannot listen on " + address + ": " + Reason.of(cause), cause);
        }
        return bound.channel();
    }

    private void accept(Channel channel) {
        connections.add(channel);
        options.onConnected(channel);
        onAccepted.accept(channel);
    }

    /// Holds a conversation on a virtual thread of its own.
    void converse(SocketAddress peer, Runnable conversation) {
        threads.newThread(
                        () -> {
                            try {
                                conversation.run();
                            } catch (LinkException | MalformedFrameException e) {
                                // A peer that leaves or babbles is its own affair.
                                LOG.atDebug()
                                        .addKeyValue("peer", peer)
                                        .addKeyValue("why", e.getMessage())
                                        .log("lane ended");
                            } catch (RuntimeException e) {
                                LOG.atError()
                                        .addKeyValue("peer", peer)
                                        .setCause(e)
                                        .log("conversation failed");
                            }
                        })
                .start();
    }

    HostPort address() {
        return HostPort.of((InetSocketAddress) listener.localAddress());
    }

    /// Connections that are open now.
    int open() {
        return connections.size();
    }

    /// Accepts nobody any more; what is open goes on.
    void stopListening() {
        listener.close().awaitUninterruptibly();
    }

    /// Stops listening and ends all connections.
    @Override
    public void close() {
        stopListening();
        connections.close().awaitUninterruptibly();
    }
}
