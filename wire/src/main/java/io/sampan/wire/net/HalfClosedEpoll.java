package io.sampan.wire.net;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;

/// Netty's epoll, with a fault around half-closed sockets mended.
///
/// Since 4.2.13 (netty/netty#16689; 4.2.20 still has it) a socket that waits for nothing is taken
/// out of the epoll set, but is not put back when it waits for something again: `epoll_ctl` fails
/// with ENOENT. A socket whose peer has ended its direction waits for nothing between two writes,
/// so the first later write that the kernel cannot take at once fails, and the bytes are lost. Here
/// such a socket waits for errors instead, which the kernel reports anyway; so it is never taken
/// out. The price is the one from before that change: a socket of which *both* directions are
/// closed wakes its loop until it is closed, so it has to be closed at once.
final class HalfClosedEpoll implements IoHandler {

    private final IoHandler epoll;

    private HalfClosedEpoll(IoHandler epoll) {
        this.epoll = epoll;
    }

    static IoHandlerFactory newFactory() {
        var epoll = EpollIoHandler.newFactory();
        return executor -> new HalfClosedEpoll(epoll.newHandler(executor));
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        return new Registration(epoll.register(handle));
    }

    @Override
    public void initialize() {
        epoll.initialize();
    }

    @Override
    public int run(IoHandlerContext context) {
        return epoll.run(context);
    }

    @Override
    public void prepareToDestroy() {
        epoll.prepareToDestroy();
    }

    @Override
    public void destroy() {
        epoll.destroy();
    }

    @Override
    public void wakeup() {
        epoll.wakeup();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
        return epoll.isCompatible(handleType);
    }

    private record Registration(IoRegistration socket) implements IoRegistration {

        @Override
        public long submit(IoOps ops) {
            return socket.submit(ops.equals(EpollIoOps.NONE) ? EpollIoOps.EPOLLERR : ops);
        }

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // Netty's signature
        public <T> T attachment() {
            return socket.attachment();
        }

        @Override
        public boolean isValid() {
            return socket.isValid();
        }

        @Override
        public boolean cancel() {
            return socket.cancel();
        }
    }
}
