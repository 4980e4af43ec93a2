package io.sampan.wire.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.sampan.wire.frame.Frame;
import io.sampan.wire.frame.FrameCodec;
import io.sampan.wire.frame.FrameLimits;
import io.sampan.wire.frame.MalformedFrameException;
import io.sampan.wire.frame.Prelude;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection that speaks frames, for sequential code on virtual threads.
///
/// One thread receives; any thread may send, a frame and its body at a time. Everything blocks, and
/// nothing is buffered without a bound. Timeouts measure silence, never total time. Any failure is
/// a [LinkException] or [MalformedFrameException], after which the link is only good for closing.
public final class Link implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Link.class);

    private static final int PIECE = 256 << 10;
    private static final Duration LINGER = Duration.ofSeconds(1);
    private static final long LINGER_BYTES = 4 << 20;

    private final Channel channel;
    private final Inbound inbound;
    private final Outbound outbound;
    private final ByteStream stream;
    private final boolean encrypted;
    private final ReentrantLock sending = new ReentrantLock();
    private volatile FrameLimits limits;
    private IncomingBody body;
    private boolean prefaceExpected;

    /// @param sendSilence how long sending may get nothing away before the line counts as dead
    Link(Channel channel, Inbound inbound, FrameLimits limits, Duration sendSilence) {
        this.channel = channel;
        this.inbound = inbound;
        this.limits = limits;
        this.outbound = new Outbound(channel, sendSilence);
        this.stream = new ByteStream(inbound);
        this.encrypted = channel.pipeline().get(SslHandler.class) != null;
        this.body = new IncomingBody(stream, 0);
    }

    /// Says what we speak, without waiting for what the server says to it: the first receive reads
    /// that.
    void greet() {
        outbound.write(Preface.OURS.encode());
        prefaceExpected = true;
    }

    /// Reads what the client speaks and answers it.
    ///
    /// @throws MalformedFrameException if there is no version in common; the client has been told
    void welcome(Duration silence) {
        if (preface(silence).includesOurs()) {
            outbound.write(Preface.OURS.encode());
        } else {
            outbound.write(Preface.NONE.encode());
            throw new MalformedFrameException("no version of the protocol in common");
        }
    }

    private Preface preface(Duration silence) {
        var bytes = Unpooled.buffer(Preface.BYTES, Preface.BYTES);
        stream.fill(bytes, silence);
        return Preface.read(bytes);
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
        var frame = FrameCodec.decode(prelude.type(), header(prelude.headerLength(), silence));
        body = new IncomingBody(stream, prelude.bodyLength());
        return new Incoming(prelude.exchange(), frame, body);
    }

    private Prelude prelude(Duration silence) {
        var bytes = Unpooled.buffer(Prelude.BYTES, Prelude.BYTES);
        stream.fill(bytes, silence);
        return Prelude.read(bytes, limits);
    }

    private ByteBuffer header(int length, Duration silence) {
        var bytes = Unpooled.buffer(length, length);
        stream.fill(bytes, silence);
        return bytes.nioBuffer();
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
        sending.lock();
        try {
            outbound.write(head(exchange, frame, content.length()));
            switch (content) {
                case Body.Bytes(var buffers) -> {
                    buffers.forEach(this::sendBytes);
                    onSent.accept(content.length());
                }
                case Body.FilePart part when !encrypted -> sendFile(part, onSent);
                case Body.FilePart part -> sendStream(part.length(), reading(part), onSent);
                case Body.Stream(var length, var source) -> sendStream(length, source, onSent);
            }
        } catch (RuntimeException e) {
            // Half a body is on the line: what follows would be read as the rest of it.
            outbound.fail(e);
            throw e;
        } finally {
            sending.unlock();
        }
    }

    private ByteBuf head(int exchange, Frame frame, long bodyLength) {
        var encoded = FrameCodec.encode(frame);
        var headerLength = encoded.header().getSerializedSize();
        var head = channel.alloc().buffer(Prelude.BYTES + headerLength);
        new Prelude(bodyLength, headerLength, encoded.type(), exchange).write(head);
        try (var out = new ByteBufOutputStream(head)) {
            encoded.header().writeTo(out);
        } catch (IOException e) {
            head.release();
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return head;
    }

    private void sendBytes(ByteBuffer bytes) {
        var rest = bytes.duplicate();
        while (rest.hasRemaining()) {
            var piece = channel.alloc().buffer(Math.min(rest.remaining(), PIECE));
            var next = rest.slice().limit(piece.writableBytes());
            piece.writeBytes(next);
            rest.position(rest.position() + piece.readableBytes());
            outbound.write(piece);
        }
    }

    private void sendFile(Body.FilePart part, LongConsumer onSent) {
        for (long sent = 0; sent < part.length(); ) {
            var count = Math.min(part.length() - sent, PIECE);
            outbound.write(new KeptOpenRegion(part.file(), part.offset() + sent, count));
            sent += count;
            onSent.accept(sent);
        }
        // Whoever sends may close the file afterwards: the kernel must have read it by then.
        outbound.drain();
    }

    private void sendStream(long length, Body.Source source, LongConsumer onSent) {
        for (long sent = 0; sent < length; ) {
            var piece = channel.alloc().directBuffer((int) Math.min(length - sent, PIECE));
            try {
                source.read(sent, piece.nioBuffer(0, piece.capacity()));
            } catch (RuntimeException e) {
                piece.release();
                throw e;
            }
            piece.writerIndex(piece.capacity());
            sent += piece.capacity();
            outbound.write(piece);
            onSent.accept(sent);
        }
    }

    private static Body.Source reading(Body.FilePart part) {
        return (offset, into) -> {
            try {
                var at = part.offset() + offset;
                while (into.hasRemaining()) {
                    var count = part.file().read(into, at);
                    if (count < 0) {
                        throw new LinkException.Closed("the file became shorter while it was sent");
                    }
                    at += count;
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the file cannot be read", e);
            }
        };
    }

    /// What the reader takes from now on.
    public void limits(FrameLimits newLimits) {
        limits = newLimits;
    }

    /// Where the peer's end of this connection is (of the nearest relay, if there is one).
    public SocketAddress peer() {
        return channel.remoteAddress();
    }

    /// Whether nobody in between can read along.
    public boolean isPrivate() {
        return encrypted;
    }

    /// Whether the line is still up, as far as is known.
    public boolean isOpen() {
        return channel.isActive();
    }

    /// Ends the connection after what was sent so far has left, and gives the peer a moment to read
    /// it: closing at once while bytes of the peer are still unread would make the kernel throw
    /// away ours. Called by the receiving thread.
    public void closeGently() {
        try {
            sending.lock();
            try {
                channel.writeAndFlush(Unpooled.EMPTY_BUFFER)
                        .addListener(sent -> ((DuplexChannel) channel).shutdownOutput());
            } finally {
                sending.unlock();
            }
            drop(LINGER_BYTES);
        } catch (LinkException e) {
            LOG.atTrace().setCause(e).log("the peer left first");
        } finally {
            close();
        }
    }

    private void drop(long bytes) {
        var deadline = System.nanoTime() + LINGER.toNanos();
        for (var rest = bytes; rest > 0 && System.nanoTime() < deadline; ) {
            var piece = stream.piece(PIECE, LINGER);
            rest -= piece.readableBytes();
            piece.release();
        }
    }

    /// Ends the connection. Called by the receiving thread, or once it receives no more.
    @Override
    public void close() {
        abort();
        stream.release();
    }

    /// Ends the connection at once; the receiving thread finds out and closes. Any thread.
    public void abort() {
        inbound.release();
        channel.close();
    }
}
