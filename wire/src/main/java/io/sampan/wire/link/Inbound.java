package io.sampan.wire.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.sampan.wire.net.limit.RateLimit;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Bytes on their way from the event loop to the thread that reads the link. The event loop puts
/// buffers in, the reader takes them out and asks for more; between them are at most [#HIGH] bytes
/// and one read.
///
/// What had arrived before the connection broke is still handed out before the break is told.
final class Inbound extends ChannelInboundHandlerAdapter {

    /// Beyond so many waiting bytes the socket is not read.
    private static final int HIGH = 1 << 20;

    /// Below so many it is read again: not at each buffer, as it costs to wake the event loop.
    private static final int LOW = HIGH / 2;

    /// The same where the reader may take only so much in a second: then the peer is to notice soon
    /// that bytes are taken, however slowly.
    private static final int PACED = 64 << 10;

    private final ReadBudget budget;

    private volatile RateLimit limit = RateLimit.none();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Deque<ByteBuf> buffers = new ArrayDeque<>();
    private int waitingBytes;
    private boolean reading;
    private boolean released;
    private boolean discarding;
    private @Nullable LinkException end;

    private @Nullable Channel channel;

    Inbound(ReadBudget budget) {
        this.budget = budget;
    }

    /// How fast the reader may take what arrives, from now on.
    void pace(RateLimit reading) {
        limit = reading;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        channel = ctx.channel();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        var buffer = (ByteBuf) message;
        lock.lock();
        try {
            if (released || !buffer.isReadable()) {
                buffer.release();
                return;
            }
            buffers.add(buffer);
            waitingBytes += buffer.readableBytes();
            budget.arrived(buffer.readableBytes());
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        lock.lock();
        try {
            reading = discarding || (waitingBytes < readUpTo() && end == null && !released);
            if (!reading) {
                return;
            }
        } finally {
            lock.unlock();
        }
        ctx.read();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            end(new LinkException.Closed("the peer ended the connection"));
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end(new LinkException.Closed("the connection was closed"));
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        end(new LinkException.Closed("the connection broke: " + cause.getMessage(), cause));
        ctx.close();
    }

    private void end(LinkException reason) {
        lock.lock();
        try {
            if (end == null) {
                end = reason;
            }
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// The next bytes; the caller releases them. Called by the link's reader only.
    ///
    /// @throws LinkException.Silent if nothing arrives within `silence`
    /// @throws LinkException.Closed at the end
    ByteBuf take(Duration silence) {
        var patience = silence.toNanos();
        lock.lock();
        try {
            while (buffers.isEmpty()) {
                if (end != null) {
                    throw end;
                }
                askForMore();
                if (patience <= 0) {
                    throw new LinkException.Silent(
                            "nothing was heard for " + silence.toSeconds() + " s");
                }
                patience = arrived.awaitNanos(patience);
            }
            var buffer = buffers.remove();
            waitingBytes -= buffer.readableBytes();
            budget.taken(buffer.readableBytes());
            askForMore();
            return buffer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LinkException.Closed("interrupted while waiting for the peer", e);
        } finally {
            lock.unlock();
        }
    }

    /// Waits until bytes are there to be taken, at most so long; false also at the end of the
    /// connection. Called by the link's reader only.
    boolean awaitBytes(Duration patience) {
        var left = patience.toNanos();
        lock.lock();
        try {
            while (buffers.isEmpty()) {
                askForMore();
                if (end != null || left <= 0) {
                    return false;
                }
                left = arrived.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LinkException.Closed("interrupted while waiting for the peer", e);
        } finally {
            lock.unlock();
        }
    }

    /// Called with the lock held. `read()` from another thread than the loop's is only queued
    /// there.
    private void askForMore() {
        if (!reading && end == null && waitingBytes < readAgainBelow() && channel != null) {
            reading = true;
            channel.read();
        }
    }

    private int readUpTo() {
        return budget.hasRoom() ? (limit.isLimited() ? PACED : HIGH) : 1;
    }

    private int readAgainBelow() {
        return budget.hasRoom() ? (limit.isLimited() ? PACED / 2 : LOW) : 1;
    }

    /// The reader gets nothing any more. What the peer still sends is read and dropped: closing a
    /// connection with unread bytes would make the kernel throw away what was sent last.
    void discard() {
        lock.lock();
        try {
            discarding = true;
        } finally {
            lock.unlock();
        }
        release();
        if (channel != null) {
            channel.read();
        }
    }

    /// Drops what nobody will read any more, and all that comes later.
    void release() {
        lock.lock();
        try {
            released = true;
            buffers.forEach(ByteBuf::release);
            buffers.clear();
            budget.taken(waitingBytes);
            waitingBytes = 0;
        } finally {
            lock.unlock();
        }
        end(new LinkException.Closed("the connection was closed here"));
    }
}
