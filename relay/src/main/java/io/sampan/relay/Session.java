package io.sampan.relay;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One client's connection and the one to an upstream that serves it.
///
/// It begins with an accepted socket, tries the upstreams in turn until one is reached, joins the
/// two [ProxyChannel]s, and ends when both sockets are closed. All methods are called on its event
/// loop.
final class Session {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    /// How long one side may take to close by itself after the other is gone.
    private static final long GRACE_SECONDS = 10;

    private static final long POLL_MILLIS = 50;

    private final RelayLoop loop;
    private final InetSocketAddress peer;
    private final ProxyChannel front;
    private final Iterator<Upstream> candidates;
    private @Nullable ProxyChannel back;
    private @Nullable Upstream upstream;
    private @Nullable Future<Channel> dial;
    private @Nullable Future<?> grace;
    private boolean waiting;
    private boolean ended;

    /// Where [RelayLoop] keeps it.
    int place;

    private boolean carriedSinceSweep;
    private int quietSweeps;
    private int muteSweeps;

    Session(RelayLoop loop, InetSocketAddress peer, Iterator<Upstream> candidates) {
        this.loop = loop;
        this.peer = peer;
        this.candidates = candidates;
        this.front = new ProxyChannel(this, loop.counters().up);
    }

    ProxyChannel front() {
        return front;
    }

    InetAddress source() {
        return peer.getAddress();
    }

    InetSocketAddress peer() {
        return peer;
    }

    ReceiveBuffers buffers() {
        return loop.buffers();
    }

    /// Tries the next upstream, or gives up where there is none left.
    void dialNext() {
        if (ended) {
            return;
        }
        if (!candidates.hasNext()) {
            dial = null;
            loop.counters().unserved.increment();
            LOG.atDebug().addKeyValue("source", peer).log("no upstream took the session");
            front.reset();
            end();
            return;
        }
        var next = candidates.next();
        upstream = next;
        var connecting = loop.dial(next.address());
        dial = connecting;
        connecting.addListener(done -> {
            if (done.isSuccess()) {
                next.onReached();
                onConnected(next, connecting.getNow());
            } else if (!done.isCancelled()) {
                next.onFailed(done.cause());
                dialNext();
            }
        });
    }

    private void onConnected(Upstream to, Channel channel) {
        dial = null;
        if (ended) {
            channel.close();
            return;
        }
        if (loop.loops().isOwnListener(channel)) {
            channel.close();
            loop.loops().onLoop(to);
            dialNext();
            return;
        }
        waiting = true;
        loop.loops().onWaiting(to, loop.executor());
        var side = new ProxyChannel(this, loop.counters().down);
        back = side;
        channel.pipeline().addLast(side);
        loop.options().onConnected(channel);
        front.pumpTo(side);
        side.pumpTo(front);
    }

    void onBytes() {
        carriedSinceSweep = true;
    }

    /// A side delivers its first bytes.
    ///
    /// @return whether they go on; a session that is a probe of this relay ends here
    boolean onSpoke(ProxyChannel side, ByteBuf first) {
        if (side == front) {
            return !loop.loops().isOwnProbe(first);
        }
        stopWaiting();
        if (upstream != null) {
            upstream.onAnswered();
        }
        return true;
    }

    /// Whether it waits for the first byte of this upstream.
    boolean waitsFor(Upstream other) {
        return waiting && upstream == other;
    }

    private void stopWaiting() {
        if (waiting && upstream != null) {
            waiting = false;
            upstream.waiting().remove();
        }
    }

    /// @param ours whether the fault lies here rather than with a peer or the network
    void onFault(ProxyChannel side, Throwable cause, boolean ours) {
        if (side == back && !side.spoke() && !ours && upstream != null) {
            upstream.onReset();
        }
        (ours ? LOG.atWarn() : LOG.atDebug())
                .addKeyValue("source", peer)
                .addKeyValue("side", side == front ? "front" : "back")
                .setCause(cause)
                .log("a socket failed");
    }

    void onClosed(ProxyChannel side) {
        if (back == null) {
            if (!front.holdsEarlyBytes()) {
                end();
            }
        } else if (front.isClosed() && back.isClosed()) {
            end();
        } else if (side == front) {
            back.settle();
        } else {
            front.settle();
        }
    }

    /// The other side of `survivor` is gone and everything is handed on.
    void giveGrace(ProxyChannel survivor) {
        if (grace == null) {
            grace = loop.executor().schedule(survivor::abort, GRACE_SECONDS, TimeUnit.SECONDS);
        }
    }

    /// Does it again in a moment, for what the kernel does not notify of.
    void later(Runnable again) {
        if (!ended) {
            loop.executor().schedule(again, POLL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /// Closes both sockets at once.
    void abort() {
        front.abort();
        if (back != null) {
            back.abort();
        }
        end();
    }

    /// Called at every sweep.
    ///
    /// @return whether it was silent, in both directions, for more than `most` sweeps
    boolean quietFor(int most) {
        var forward = front.progressed();
        var backward = back != null && back.progressed();
        if (carriedSinceSweep || forward || backward) {
            carriedSinceSweep = false;
            quietSweeps = 0;
        } else {
            quietSweeps++;
        }
        return quietSweeps > most;
    }

    /// Called at every sweep for those that say nothing.
    ///
    /// @return whether the client has said nothing at all for more than `most` sweeps
    boolean muteFor(int most) {
        return !front.spoke() && ++muteSweeps > most;
    }

    private void end() {
        if (ended) {
            return;
        }
        ended = true;
        stopWaiting();
        if (dial != null) {
            dial.cancel(false);
        }
        if (grace != null) {
            grace.cancel(false);
        }
        front.dropEarly();
        loop.onEnded(this);
    }
}
