package io.sampan.wire.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.sampan.wire.net.limit.Violation;
import io.sampan.wire.net.limit.Violations;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at the first byte of an accepted connection and decides what it speaks: `S` is our
/// preface, the first letter of an HTTP method is HTTP where that is served, anything else is
/// closed. One that says nothing for too long is closed as well, before it has cost more than its
/// socket.
final class FirstByte extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(FirstByte.class);

    /// Takes over the connection of a client whose protocol is known.
    @FunctionalInterface
    interface OnAccepted {
        /// Called on the event loop, with the bytes that have come so far.
        void start(ChannelHandlerContext ctx, ByteBuf first);
    }

    /// The first byte of a TLS record that begins a handshake (RFC 8446, 5.1).
    private static final byte TLS_HANDSHAKE = 0x16;

    private static final byte OURS = 'S';

    /// GET, HEAD, PUT, POST, PATCH, DELETE, OPTIONS. None of ours begins with an `S`.
    private static final String HTTP_METHODS = "GHPDO";

    /// Takes over connections that speak HTTP.
    ///
    /// @param plainFrom tells whether a peer may speak it on a line that is not encrypted, where
    ///   that is not allowed to everybody
    record HttpLines(Predicate<InetAddress> plainFrom, OnAccepted onHttp) {}

    private final Duration patience;
    private final LineKinds lines;
    private final Violations offences;
    private final OnAccepted onNative;
    private final Optional<HttpLines> http;
    private @Nullable Future<?> timeout;

    /// @param lines which kinds of lines are taken
    /// @param offences where those that are refused are counted
    /// @param http takes HTTP connections, where they are served
    FirstByte(
            Duration patience,
            LineKinds lines,
            Violations offences,
            OnAccepted onNative,
            Optional<HttpLines> http) {
        this.http = http;
        this.patience = patience;
        this.lines = lines;
        this.offences = offences;
        this.onNative = onNative;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        timeout =
                ctx.executor()
                        .schedule(
                                () -> refuse(ctx, Violation.MUTE, "it said nothing"),
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
        var first = bytes.getByte(bytes.readerIndex());
        var tls = lines.tls();
        if (first == OURS && (lines.plain() || isEncrypted(ctx))) {
            stopTimeout();
            onNative.start(ctx, bytes);
        } else if (isHttp(first) && http.isPresent() && takesHttp(ctx, http.get())) {
            stopTimeout();
            http.get().onHttp().start(ctx, bytes);
        } else if (first == TLS_HANDSHAKE && tls.isPresent() && !isEncrypted(ctx)) {
            // The handshake, and then what is inside, comes by here again.
            var handler = tls.get().newHandler(ctx.alloc(), patience);
            ctx.pipeline().addFirst(handler);
            ctx.pipeline().fireChannelRead(bytes);
        } else {
            ReferenceCountUtil.release(bytes);
            refuse(
                    ctx,
                    Violation.STRANGE,
                    "it does not speak our protocol, or not on a private line");
        }
    }

    private static boolean isHttp(byte first) {
        return HTTP_METHODS.indexOf(first) >= 0;
    }

    private boolean takesHttp(ChannelHandlerContext ctx, HttpLines service) {
        return lines.plain()
                || isEncrypted(ctx)
                || (ctx.channel().remoteAddress() instanceof InetSocketAddress from
                        && service.plainFrom().test(from.getAddress()));
    }

    private static boolean isEncrypted(ChannelHandlerContext ctx) {
        return ctx.pipeline().get(SslHandler.class) != null;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.read();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        stopTimeout();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            // The end of the input before the first byte: there is nobody to talk to.
            ctx.close();
        } else if (event instanceof SslHandshakeCompletionEvent handshake
                && !handshake.isSuccess()) {
            refuse(
                    ctx,
                    Violation.STRANGE,
                    "the handshake failed: " + handshake.cause().getMessage());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // A reset, or the end of a handshake that was counted already.
        close(ctx, String.valueOf(cause.getMessage()));
    }

    private void refuse(ChannelHandlerContext ctx, Violation kind, String why) {
        offences.note(kind, ctx.channel().remoteAddress());
        close(ctx, why);
    }

    private void close(ChannelHandlerContext ctx, String why) {
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
