package io.sampan.wire.link;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Pieces on their way from a sending thread to the event loop: at most [#WINDOW] are unsent at a
/// time, so whoever sends faster than the line carries waits here. Used under the link's send lock.
final class Outbound {

    private static final Logger LOG = LoggerFactory.getLogger(Outbound.class);

    private static final int WINDOW = 4;
    private static final Duration LAST_READS = Duration.ofSeconds(1);

    private final Channel channel;
    private final Duration silence;
    private final Semaphore window = new Semaphore(WINDOW);
    private volatile @Nullable Throwable failure;

    /// @param silence how long nothing at all may leave before the line counts as dead
    Outbound(Channel channel, Duration silence) {
        this.channel = channel;
        this.silence = silence;
    }

    /// Queues one piece (a `ByteBuf` or a file region) and takes over its reference.
    ///
    /// @throws LinkException if the line is closed, or carries nothing
    void write(Object piece) {
        try {
            check();
            acquire(1);
            check();
        } catch (InterruptedException e) {
            ReferenceCountUtil.release(piece);
            Thread.currentThread().interrupt();
            throw new LinkException.Closed("interrupted while sending", e);
        } catch (LinkException e) {
            ReferenceCountUtil.release(piece);
            throw e;
        }
        var written = channel.writeAndFlush(piece);
        written.addListener(done -> onWritten(written));
        if (written.isDone() && written.cause() != null) {
            // Where the loops have ended nobody calls listeners any more.
            fail(written.cause());
            check();
        }
    }

    /// Waits until everything that was queued has left.
    ///
    /// @throws LinkException if the line is closed, or carries nothing
    void drain() {
        try {
            acquire(WINDOW);
            window.release(WINDOW);
            check();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LinkException.Closed("interrupted while sending", e);
        }
    }

    /// Waits as long as anything gets away: over a line of a few KB a second, a piece takes longer
    /// than a line may be silent.
    private void acquire(int pieces) throws InterruptedException {
        var before = progress();
        while (!window.tryAcquire(pieces, silence.toMillis(), TimeUnit.MILLISECONDS)) {
            var now = progress();
            if (now == before) {
                throw new LinkException.Silent(
                        "nothing could be sent for " + silence.toSeconds() + " s");
            }
            before = now;
        }
    }

    /// A number that changes while bytes leave.
    private long progress() {
        var buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes() * 31 + buffer.currentProgress();
    }

    /// Whether the line carried nothing for too long.
    boolean isDeaf() {
        return failure instanceof LinkException.Silent;
    }

    private void onWritten(ChannelFuture written) {
        var cause = written.cause();
        if (cause != null) {
            fail(cause);
        }
        window.release();
    }

    /// Nothing can be sent any more. The connection is closed, but not at once: what had arrived
    /// before it broke is still to be read (it may be most of a block that need not be sent again).
    void fail(Throwable cause) {
        if (failure == null) {
            failure = cause;
            closeAfterLastReads();
        }
    }

    private void closeAfterLastReads() {
        try {
            channel.eventLoop()
                    .schedule(() -> channel.close(), LAST_READS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The loop has ended, as at the end of the program: it has closed all its channels.
            LOG.atTrace().setCause(e).log("nothing is left to close");
        }
    }

    private void check() {
        var cause = failure;
        if (cause != null) {
            throw new LinkException.Closed("the connection broke: " + cause.getMessage(), cause);
        }
        if (!channel.isActive()) {
            throw new LinkException.Closed("the connection is closed");
        }
    }
}
