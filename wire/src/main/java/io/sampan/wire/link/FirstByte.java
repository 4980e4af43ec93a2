package io.sampan.wire.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at the first byte of an accepted connection and decides what it speaks: `S` is our
/// preface, anything else is closed. One that says nothing for too long is closed as well, before
/// it has cost more than its socket.
final class FirstByte extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(FirstByte.class);

    /// Takes over the connection of a client that speaks our protocol.
    @FunctionalInterface
    interface OnNative {
        /// Called on the event loop, with the bytes that have come so far.
        void start(ChannelHandlerContext ctx, ByteBuf first);
    }

    private final Duration patience;
    private final OnNative onNative;
    private @Nullable Future<?> timeout;

    FirstByte(Duration patience, OnNative onNative) {
        this.patience = patience;
        this.onNative = onNative;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        timeout =
                ctx.executor()
                        .schedule(
                                () -> refuse(ctx, "it said nothing"),
                                patience.toMillis(),
                                TimeUnit.MILLISECONDS);
        ctx.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        var bytes = (ByteBuf) message;
        if (!bytes.isReadable()) {
            bytes.release();
            return;
        }
        if (bytes.getByte(bytes.readerIndex()) == 'S') {
            stopTimeout();
            onNative.start(ctx, bytes);
        } else {
            ReferenceCountUtil.release(bytes);
            refuse(ctx, "it does not speak our protocol");
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        stopTimeout();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        // The end of the input before the first byte: there is nobody to talk to.
        ctx.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        refuse(ctx, String.valueOf(cause.getMessage()));
    }

    private void refuse(ChannelHandlerContext ctx, String why) {
        stopTimeout();
        LOG.atDebug()
                .addKeyValue("peer", ctx.channel().remoteAddress())
                .addKeyValue("why", why)
                .log("connection refused");
        ctx.close();
    }

    private void stopTimeout() {
        if (timeout != null) {
            timeout.cancel(false);
        }
    }
}
