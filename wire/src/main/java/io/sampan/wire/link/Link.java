package io.sampan.wire.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.Unpooled;
import io.sampan.wire.frame.Frame;
import io.sampan.wire.frame.FrameCodec;
import io.sampan.wire.frame.FrameLimits;
import io.sampan.wire.frame.MalformedFrameException;
import io.sampan.wire.frame.Prelude;
import io.sampan.wire.net.limit.Bandwidth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection that speaks frames, for sequential code on virtual threads.
///
/// One thread receives; any thread may send, a frame and its body at a time. Everything blocks, and
/// nothing is buffered without a bound. Timeouts measure silence, never total time. Any failure is
/// a [LinkException] or [MalformedFrameException], after which the link is only good for closing.
public final class Link implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Link.class);

    private final ByteLink line;
    private final ReentrantLock sending = new ReentrantLock();

    /// Guarded by `sending`.
    private boolean ended;

    private volatile FrameLimits limits;
    private volatile boolean letIn;
    private volatile boolean overdue;
    private volatile @Nullable OpenRequests observed;
    private IncomingBody body;
    private boolean prefaceExpected;

    Link(ByteLink line, FrameLimits limits) {
        this.line = line;
        this.limits = limits;
        this.body = line.body(0);
    }

    /// Says what we speak, without waiting for what the server says to it: the first receive reads
    /// that.
    void greet() {
        line.write(Preface.OURS.encode());
        prefaceExpected = true;
    }

    /// Reads what the client speaks and answers it.
    ///
    /// @throws MalformedFrameException if there is no version in common; the client has been told
    void welcome(Duration silence) {
        if (preface(silence).includesOurs()) {
            line.write(Preface.OURS.encode());
        } else {
            line.write(Preface.NONE.encode());
            throw new MalformedFrameException("no version of the protocol in common");
        }
    }

    private Preface preface(Duration silence) {
        return Preface.read(Unpooled.wrappedBuffer(line.receive(Preface.BYTES, silence)));
    }

    /// The next frame. What was left of the body before it is skipped.
    ///
    /// @param silence how long to wait for the next bytes
    public Incoming receive(Duration silence) {
        if (prefaceExpected) {
            prefaceExpected = false;
            if (!preface(silence).includesOurs()) {
                throw new MalformedFrameException("the server speaks no version that we speak");
            }
        }
        body.skip(silence);
        var prelude = prelude(silence);
        var frame =
                FrameCodec.decode(prelude.type(), line.receive(prelude.headerLength(), silence));
        body = line.body(prelude.bodyLength());
        var requests = observed;
        if (requests != null) {
            requests.onReceived(prelude.exchange(), frame);
        }
        return new Incoming(prelude.exchange(), frame, body);
    }

    private Prelude prelude(Duration silence) {
        return Prelude.read(Unpooled.wrappedBuffer(line.receive(Prelude.BYTES, silence)), limits);
    }

    /// Sends a frame without a body.
    public void send(int exchange, Frame frame) {
        send(exchange, frame, Body.NONE);
    }

    /// Sends a frame and its body. When it returns, the bytes are on their way, not yet there.
    public void send(int exchange, Frame frame, Body content) {
        send(exchange, frame, content, bytes -> {});
    }

    /// The same.
    ///
    /// @param onSent told how many bytes of the body are on their way so far, piece by piece: if
    ///   the line breaks, no more than that can have arrived
    public void send(int exchange, Frame frame, Body content, LongConsumer onSent) {
        var head = head(exchange, frame, content.length());
        sending.lock();
        try {
            if (ended) {
                head.release();
                throw new LinkException.Closed("the connection was ended here");
            }
            line.write(head);
            line.send(content, onSent);
            var requests = observed;
            if (requests != null) {
                requests.onSent(exchange, frame);
            }
        } catch (RuntimeException e) {
            // Half a body is on the line: what follows would be read as the rest of it.
            line.fail(e);
            throw e;
        } finally {
            sending.unlock();
        }
    }

    private ByteBuf head(int exchange, Frame frame, long bodyLength) {
        var encoded = FrameCodec.encode(frame);
        var headerLength = encoded.header().getSerializedSize();
        var head = line.buffer(Prelude.BYTES + headerLength);
        new Prelude(bodyLength, headerLength, encoded.type(), exchange).write(head);
        try (var out = new ByteBufOutputStream(head)) {
            encoded.header().writeTo(out);
        } catch (IOException e) {
            head.release();
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return head;
    }

    /// From now on bodies are carried no faster than that, together with all links that share it.
    /// Frames are not held up by it, but by the body before them on the same link.
    public void pace(Bandwidth shared) {
        line.pace(shared);
    }

    /// From now on `observer` is told how long requests take.
    public void observe(RequestObserver observer) {
        observed = observer.equals(RequestObserver.NONE) ? null : new OpenRequests(observer);
    }

    /// Ends the connection unless [#letIn] is called in time, whatever the peer says until then.
    void mustBeLetIn(Duration within) {
        line.after(within, this::onOverdue);
    }

    private void onOverdue() {
        if (!letIn) {
            overdue = true;
            abort();
        }
    }

    /// The peer is no stranger any more: it may say more, and stay.
    public void letIn() {
        letIn = true;
        limits(FrameLimits.MEMBER);
    }

    boolean isLetIn() {
        return letIn;
    }

    boolean isOverdue() {
        return overdue;
    }

    /// Whether the peer does not read what it is sent.
    boolean isDeaf() {
        return line.isDeaf();
    }

    /// What the reader takes from now on.
    public void limits(FrameLimits newLimits) {
        limits = newLimits;
    }

    /// Where the peer's end of this connection is (of the nearest relay, if there is one).
    public SocketAddress peer() {
        return line.peer();
    }

    /// Whether nobody in between can read along.
    public boolean isPrivate() {
        return line.isPrivate();
    }

    /// Whether the line is still up, as far as is known.
    public boolean isOpen() {
        return line.isOpen();
    }

    /// Ends the connection after what was sent so far has left, and gives the peer a moment to read
    /// it: closing at once while bytes of the peer are still unread would make the kernel throw
    /// away ours. Called by the receiving thread.
    public void closeGently() {
        sending.lock();
        try {
            line.closeGently();
        } finally {
            sending.unlock();
        }
    }

    /// Tells the peer why, and ends the connection: nothing is received any more from now on, and a
    /// second later the connection is gone, whether the peer reads or not. Thread-safe.
    ///
    /// @param last without a body
    public void endWith(Frame last) {
        line.endSoon();
        sending.lock();
        try {
            if (!ended) {
                send(0, last);
                ended = true;
                line.endSending();
            }
        } catch (LinkException e) {
            LOG.atTrace().setCause(e).log("the peer left before it was told why");
        } finally {
            sending.unlock();
        }
    }

    /// Ends the connection. Called by the receiving thread, or once it receives no more.
    @Override
    public void close() {
        line.close();
    }

    /// Ends the connection at once; the receiving thread finds out and closes. Any thread.
    public void abort() {
        line.abort();
    }
}
