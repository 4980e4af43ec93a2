package io.sampan.wire.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.sampan.wire.net.limit.Bandwidth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection as bytes, for sequential code on virtual threads: what [Link] stands on, and what
/// a protocol that is not ours speaks through.
///
/// One thread receives, one at a time sends. Everything blocks, and nothing is buffered without a
/// bound. Timeouts measure silence, never total time. Any failure is a [LinkException], after which
/// the link is only good for closing.
public final class ByteLink implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ByteLink.class);

    private static final int PIECE = 256 << 10;
    private static final Duration LINGER = Duration.ofSeconds(1);
    private static final long LINGER_BYTES = 4 << 20;

    private final Channel channel;
    private final Inbound inbound;
    private final Outbound outbound;
    private final ByteStream stream;
    private final boolean encrypted;
    private volatile Bandwidth bandwidth = Bandwidth.unlimited();
    private volatile boolean ending;

    /// @param sendSilence how long sending may get nothing away before the line counts as dead
    ByteLink(Channel channel, Inbound inbound, Duration sendSilence) {
        this.channel = channel;
        this.inbound = inbound;
        this.outbound = new Outbound(channel, sendSilence);
        this.stream = new ByteStream(inbound);
        this.encrypted = channel.pipeline().get(SslHandler.class) != null;
    }

    /// From now on bodies are carried no faster than that, in both directions; what is no body goes
    /// at once.
    void pace(Bandwidth shared) {
        bandwidth = shared;
        inbound.pace(shared.receiving());
    }

    /// The next `length` bytes, in memory: for what is short.
    ///
    /// @param silence how long to wait for the next bytes
    public ByteBuffer receive(int length, Duration silence) {
        var bytes = Unpooled.buffer(length, length);
        stream.fill(bytes, silence);
        return bytes.nioBuffer();
    }

    /// Whether the peer has sent a byte that is not read yet, waiting for it at most so long. Reads
    /// nothing; false also where the connection has ended.
    public boolean hasMore(Duration patience) {
        return stream.hasMore(0, patience);
    }

    /// Whether the peer has sent more than `than` bytes that are not read yet, where so many are
    /// known to be there.
    public boolean hasMoreThan(int than, Duration patience) {
        return stream.hasMore(than, patience);
    }

    /// The next `length` bytes, which stay there to be received.
    ///
    /// @param silence how long to wait for the next bytes
    public ByteBuffer peek(int length, Duration silence) {
        return stream.peek(length, silence);
    }

    /// The next `length` bytes, as they arrive.
    public IncomingBody body(long length) {
        return new IncomingBody(stream, length, bandwidth.receiving());
    }

    /// Whatever has arrived, at least one byte and at most `max`, for a codec of this module; the
    /// caller releases it.
    ///
    /// @param silence how long to wait for the next byte
    public ByteBuf piece(int max, Duration silence) {
        return stream.piece(max, silence);
    }

    /// Sends bytes. When it returns, they are on their way, not yet there.
    public void send(Body content) {
        send(content, bytes -> {});
    }

    /// The same.
    ///
    /// @param onSent told how many of the bytes are on their way so far, piece by piece
    void send(Body content, LongConsumer onSent) {
        switch (content) {
            case Body.Bytes(var buffers) -> {
                buffers.forEach(this::sendBytes);
                onSent.accept(content.length());
            }
            case Body.FilePart part when !encrypted -> sendFile(part, onSent);
            case Body.FilePart part -> sendStream(part.length(), reading(part), onSent);
            case Body.Stream(var length, var source) -> sendStream(length, source, onSent);
        }
    }

    /// An empty buffer of the connection's, to be filled and written.
    ByteBuf buffer(int capacity) {
        return channel.alloc().buffer(capacity);
    }

    /// Sends a buffer and takes over its reference.
    void write(ByteBuf bytes) {
        outbound.write(bytes);
    }

    /// Does something on the event loop, after a time, unless the connection has ended by then.
    void after(Duration time, Runnable work) {
        var timer = channel.eventLoop().schedule(work, time.toMillis(), TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(_ -> timer.cancel(false));
    }

    /// Whether the peer does not read what it is sent.
    boolean isDeaf() {
        return outbound.isDeaf();
    }

    /// Nothing can be sent any more.
    void fail(Throwable cause) {
        outbound.fail(cause);
    }

    private void sendBytes(ByteBuffer bytes) {
        var rest = bytes.duplicate();
        while (rest.hasRemaining()) {
            var piece = channel.alloc().buffer(granted(rest.remaining()));
            var next = rest.slice().limit(piece.writableBytes());
            piece.writeBytes(next);
            rest.position(rest.position() + piece.readableBytes());
            outbound.write(piece);
        }
    }

    /// How many of `left` bytes are sent now; waits until they may be.
    private int granted(long left) {
        var sending = bandwidth.sending();
        var slice = sending.slice((int) Math.min(left, PIECE));
        try {
            sending.take(slice);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LinkException.Closed("interrupted while sending", e);
        }
        return slice;
    }

    private void sendFile(Body.FilePart part, LongConsumer onSent) {
        for (long sent = 0; sent < part.length(); ) {
            var count = granted(part.length() - sent);
            outbound.write(new KeptOpenRegion(part.file(), part.offset() + sent, count));
            sent += count;
            onSent.accept(sent);
        }
        // Whoever sends may close the file afterwards: the kernel must have read it by then.
        outbound.drain();
    }

    private void sendStream(long length, Body.Source source, LongConsumer onSent) {
        for (long sent = 0; sent < length; ) {
            var piece = channel.alloc().directBuffer(granted(length - sent));
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

    /// Where the peer's end of this connection is (of the nearest relay, if there is one).
    public SocketAddress peer() {
        return channel.remoteAddress();
    }

    /// Whether nobody in between can read along.
    public boolean isPrivate() {
        return encrypted;
    }

    /// Whether the line is still up, as far as is known.
    boolean isOpen() {
        return channel.isActive();
    }

    /// Says that nothing more will be sent, after what was sent so far.
    void endSending() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER)
                .addListener(sent -> ((DuplexChannel) channel).shutdownOutput());
    }

    /// Ends the connection after what was sent so far has left, and gives the peer a moment to read
    /// it: closing at once while bytes of the peer are still unread would make the kernel throw
    /// away ours. Called by the receiving thread, while nobody sends.
    public void closeGently() {
        try {
            endSending();
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
        if (!ending) {
            channel.close();
        }
    }

    /// Receives nothing any more from now on, and ends the connection a moment later, whatever the
    /// peer does: until then something can still be sent, and the peer can read it. Thread-safe.
    void endSoon() {
        ending = true;
        inbound.discard();
        channel.eventLoop()
                .schedule(() -> channel.close(), LINGER.toMillis(), TimeUnit.MILLISECONDS);
    }
}
