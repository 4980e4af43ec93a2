package io.sampan.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// One socket of a session, and the pump from it to the other side.
///
/// Reads are on demand: the next bytes are read when the last ones are written, so a reader that
/// does not read holds one buffer here and stops the sender. Each socket has two halves that end
/// one by one:
///
/// ```
///              input ended (FIN, reset)       output ended (FIN sent, reset)
///  open ─────────────────────────────▶ ○ ◀───────────────────────────── open
///                                      │ both
///                                      ▼
///                                    closed
/// ```
///
/// - Input ended: what was read is written to the other side, then *its* output is ended with a
///   FIN. So a half-close is passed on, and a reset arrives as an end, behind all bytes that came
///   before it.
/// - Output ended by a failed write: the other side's bytes have nowhere to go and are dropped, at
///   most [#MOST_DROPPED] of them. Then that side is reset, to stop its sender, as soon as it has
///   what was on its way to it.
/// - Closed while the other side lives: that one gets its FIN and a grace to close by itself, for a
///   close with unread bytes is a reset, and a reset would destroy what is still on its way.
///
/// All methods are called on the session's event loop.
final class ProxyChannel extends ChannelInboundHandlerAdapter implements ChannelFutureListener {

    /// What a sender may waste on a reader that is gone before it is reset.
    private static final int MOST_DROPPED = 1024 * 1024;

    /// TCP's states with bytes or a FIN that the peer may not have: ESTABLISHED, FIN_WAIT1,
    /// CLOSE_WAIT, LAST_ACK, CLOSING (Linux, `tcp_states.h`).
    private static final Set<Integer> UNACKNOWLEDGED = Set.of(1, 4, 8, 9, 11);

    private final Session session;
    private final LongAdder carried;
    private @Nullable DuplexChannel channel;
    private @Nullable ProxyChannel other;

    /// Bytes that came before there was anybody to write them to.
    private @Nullable ByteBuf early;

    private int writing;
    private int holding;
    private int dropped;
    private long lastProgress;
    private boolean spoke;
    private boolean inputEnded;
    private boolean outputEnded;
    private boolean broken;

    /// @param carried counts what is read here and handed to the other side
    ProxyChannel(Session session, LongAdder carried) {
        this.session = session;
        this.carried = carried;
    }

    /// Begins to pump from this side to `to`, which is connected.
    void pumpTo(ProxyChannel to) {
        other = to;
        var first = early;
        early = null;
        if (first != null) {
            carry(first, to);
        }
        advance();
        settle();
    }

    boolean holdsEarlyBytes() {
        return early != null;
    }

    boolean isClosed() {
        return inputEnded && outputEnded;
    }

    /// Whether its socket ever delivered a byte.
    boolean spoke() {
        return spoke;
    }

    /// Closes at once, whatever is on its way.
    void abort() {
        inputEnded = true;
        outputEnded = true;
        dropEarly();
        if (channel != null) {
            channel.close();
        }
    }

    /// Like [#abort], and the peer gets a reset: it can tell that this was no orderly end.
    void reset() {
        if (channel != null && channel.isActive()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
        abort();
    }

    /// Whether bytes that wait to be written to this side got on since the last time that this was
    /// asked.
    boolean progressed() {
        var outbound = channel == null ? null : channel.unsafe().outboundBuffer();
        var progress = outbound == null ? 0 : outbound.currentProgress();
        var changed = progress != lastProgress;
        lastProgress = progress;
        return changed;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        channel = (DuplexChannel) ctx.channel();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        var bytes = (ByteBuf) message;
        session.onBytes();
        if (!spoke) {
            spoke = true;
            if (!session.onSpoke(this, bytes)) {
                bytes.release();
                session.abort();
                return;
            }
        }
        if (other == null) {
            early = early == null ? bytes : Unpooled.wrappedBuffer(early, bytes);
        } else {
            carry(bytes, other);
        }
    }

    private void carry(ByteBuf bytes, ProxyChannel to) {
        var sink = to.channel;
        if (to.outputEnded || sink == null) {
            dropped += bytes.readableBytes();
            bytes.release();
            return;
        }
        carried.add(bytes.readableBytes());
        var capacity = bytes.capacity();
        var written = sink.writeAndFlush(bytes);
        if (written.isSuccess()) {
            return;
        }
        writing++;
        holding += capacity;
        session.buffers().hold(capacity);
        written.addListener(this);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (broken) {
            ctx.read();
        } else {
            advance();
        }
    }

    /// A write to the other side that could not be done at once is done, or failed.
    @Override
    public void operationComplete(ChannelFuture written) {
        if (!written.isSuccess() && other != null) {
            other.outputBroke();
        }
        if (--writing == 0) {
            session.buffers().release(holding);
            holding = 0;
            advance();
        }
    }

    /// Everything that was read is written: read more, or pass on the end.
    private void advance() {
        if (other == null || channel == null || writing > 0) {
            return;
        }
        if (inputEnded) {
            other.endOutput();
        } else if (dropped < MOST_DROPPED) {
            channel.read();
        } else if (hasDelivered(channel)) {
            abort();
        } else {
            session.later(this::advance);
        }
    }

    /// Whether the peer's kernel has everything that was written to this side, and the FIN behind
    /// it, so that a reset can destroy nothing. Where the transport cannot tell, it is taken for
    /// granted.
    private boolean hasDelivered(DuplexChannel to) {
        return outputEnded
                && (!(to instanceof EpollSocketChannel socket)
                        || !UNACKNOWLEDGED.contains(socket.tcpInfo().state()));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            inputEnded = true;
            advance();
            settle();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        session.onFault(this, cause, !(cause instanceof IOException));
        ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        inputEnded = true;
        outputEnded = true;
        advance();
        session.onClosed(this);
    }

    private void endOutput() {
        if (!outputEnded && channel != null) {
            outputEnded = true;
            channel.shutdownOutput();
        }
        settle();
    }

    /// The peer is gone, but what it sent before may still be in the kernel. It is read to its end
    /// without waiting for the other side: it is not more than one receive buffer, and until the
    /// end is read the event loop would be woken for this socket all the time.
    private void outputBroke() {
        outputEnded = true;
        broken = true;
        if (!inputEnded && channel != null) {
            channel.read();
        }
        settle();
    }

    void settle() {
        if (channel == null) {
            return;
        }
        if (inputEnded && outputEnded) {
            channel.close();
        } else if (outputEnded && other != null && other.isClosed()) {
            session.giveGrace(this);
        }
    }

    void dropEarly() {
        var bytes = early;
        early = null;
        if (bytes != null) {
            bytes.release();
        }
    }
}
