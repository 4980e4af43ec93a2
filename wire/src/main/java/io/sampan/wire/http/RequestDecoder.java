package io.sampan.wire.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.util.ReferenceCountUtil;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Netty's decoders, run by the thread that reads the connection. One object is decoded at a time,
/// so requests that a peer sends ahead stay bytes until their turn. Used by one thread.
final class RequestDecoder implements AutoCloseable {

    private static final int MAX_PIECE = 256 << 10;

    private final StrictDecoder decoder;
    private final EmbeddedChannel channel;

    RequestDecoder(HttpSettings settings) {
        decoder =
                new StrictDecoder(
                        new HttpDecoderConfig()
                                .setMaxInitialLineLength(settings.maxHeadBytes())
                                .setMaxHeaderSize(settings.maxHeadBytes())
                                .setMaxChunkSize(MAX_PIECE)
                                .setInitialBufferSize(256)
                                .setAllowDuplicateContentLengths(false)
                                .setStrictLineParsing(true));
        decoder.setSingleDecode(true);
        channel = new EmbeddedChannel(decoder);
    }

    /// The next part of a request, which the caller releases. What has been fed is decoded first,
    /// then more is asked for.
    HttpObject next(Supplier<ByteBuf> more) {
        while (true) {
            HttpObject decoded = channel.readInbound();
            if (decoded != null) {
                return decoded;
            }
            var before = decoder.waiting();
            if (before > 0) {
                channel.writeInbound(Unpooled.EMPTY_BUFFER);
                if (decoder.waiting() != before || !channel.inboundMessages().isEmpty()) {
                    continue;
                }
            }
            channel.writeInbound(more.get());
        }
    }

    /// Whether nothing of a next request has been fed yet.
    boolean isBetweenRequests() {
        return decoder.waiting() == 0 && channel.inboundMessages().isEmpty();
    }

    /// From here on the connection speaks WebSocket; what was fed already counts.
    ///
    /// @param maxMessage bytes of a message at most, over all its fragments
    void upgrade(int maxMessage) {
        var config =
                WebSocketDecoderConfig.newBuilder()
                        .expectMaskedFrames(true)
                        .allowMaskMismatch(false)
                        .allowExtensions(false)
                        .maxFramePayloadLength(maxMessage)
                        .closeOnProtocolViolation(false)
                        .withUTF8Validator(false)
                        .build();
        channel.pipeline()
                .addLast(new WebSocket13FrameDecoder(config))
                .addLast(new Utf8FrameValidator(false))
                .addLast(new WebSocketFrameAggregator(maxMessage));
        channel.pipeline().remove(decoder);
        channel.checkException();
    }

    /// The next frame after [#upgrade], whole, which the caller releases.
    ///
    /// @throws io.netty.handler.codec.DecoderException if it breaks a rule of the protocol
    WebSocketFrame nextFrame(Supplier<ByteBuf> more) {
        while (true) {
            WebSocketFrame frame = channel.readInbound();
            if (frame != null) {
                return frame;
            }
            channel.writeInbound(more.get());
        }
    }

    @Override
    public void close() {
        @Nullable Object left;
        while ((left = channel.readInbound()) != null) {
            ReferenceCountUtil.release(left);
        }
        channel.finishAndReleaseAll();
    }

    /// Refuses what two readers may understand differently.
    private static final class StrictDecoder extends HttpRequestDecoder {

        StrictDecoder(HttpDecoderConfig config) {
            super(config);
        }

        int waiting() {
            return actualReadableBytes();
        }

        @Override
        protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
            throw new IllegalArgumentException("both Transfer-Encoding and Content-Length");
        }
    }
}
