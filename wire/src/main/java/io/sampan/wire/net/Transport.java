package io.sampan.wire.net;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/// One group of event loops, and the channel classes that fit it: native epoll, or NIO where there
/// is none (macOS, Windows). Whoever makes one closes it. All methods may be called by any thread.
public final class Transport implements AutoCloseable {

    private static final long CLOSE_SECONDS = 5;

    private final Kind kind;
    private final EventLoopGroup loops;

    /// Which of Netty's transports carries the bytes.
    public enum Kind {
        EPOLL,
        NIO;

        /// The best one that this machine has.
        public static Kind best() {
            return Epoll.isAvailable() ? EPOLL : NIO;
        }
    }

    private Transport(Kind kind, EventLoopGroup loops) {
        this.kind = kind;
        this.loops = loops;
    }

    /// Event loops on threads that keep the process alive until [#close].
    ///
    /// @param threads how many loops, at least 1
    /// @param name prefix of the threads' names
    public static Transport open(int threads, String name) {
        return open(Kind.best(), threads, name, false);
    }

    /// Event loops on daemon threads: the process may end while they run.
    public static Transport openDaemon(int threads, String name) {
        return open(Kind.best(), threads, name, true);
    }

    /// The full choice, for tests and for whoever has to force NIO.
    public static Transport open(Kind kind, int threads, String name, boolean daemon) {
        IoHandlerFactory io =
                switch (kind) {
                    case EPOLL -> HalfClosedEpoll.newFactory();
                    case NIO -> NioIoHandler.newFactory();
                };
        var factory = new DefaultThreadFactory(name, daemon);
        return new Transport(kind, new MultiThreadIoEventLoopGroup(threads, factory, io));
    }

    /// Which system calls it uses.
    public Kind kind() {
        return kind;
    }

    /// The event loops, for a bootstrap.
    public EventLoopGroup loops() {
        return loops;
    }

    /// The class of a listening channel, for a bootstrap.
    public Class<? extends ServerSocketChannel> serverChannel() {
        return switch (kind) {
            case EPOLL -> EpollServerSocketChannel.class;
            case NIO -> NioServerSocketChannel.class;
        };
    }

    /// The class of a connecting channel, for a bootstrap.
    public Class<? extends SocketChannel> clientChannel() {
        return switch (kind) {
            case EPOLL -> EpollSocketChannel.class;
            case NIO -> NioSocketChannel.class;
        };
    }

    /// For name lookups.
    public Class<? extends DatagramChannel> datagramChannel() {
        return switch (kind) {
            case EPOLL -> EpollDatagramChannel.class;
            case NIO -> NioDatagramChannel.class;
        };
    }

    /// Stops the loops and closes every channel on them; waits up to 5 s for it. Not to be called
    /// by one of the loops' own threads.
    @Override
    public void close() {
        loops.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
}
