package io.sampan.wire.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.sampan.wire.link.Body;
import io.sampan.wire.link.ByteLink;
import io.sampan.wire.link.IncomingBody;
import java.io.ByteArrayOutputStream;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// One request and its answer. Used by the connection's own virtual thread.
///
/// ```
/// Asked ──next()*──▶ Read ──respond()──▶ Answered
///   │                         ▲
///   └─────────────────────────┘   a body that was not read is dropped, or ends the connection
/// ```
public final class HttpExchange {

    private static final int CHUNKED_PIECE = 64 << 10;
    private static final int SMALL = 16 << 10;
    private static final long DROPPED_AT_MOST = 256 << 10;
    private static final Duration DROP_SILENCE = Duration.ofSeconds(5);

    private final ByteLink link;
    private final RequestDecoder decoder;
    private final HttpSettings settings;
    private final HttpDate date;
    private final HttpRequest request;
    private final OptionalLong length;

    private long received;
    private boolean bodyEnded;
    private boolean awaitsContinue;
    private boolean answered;
    private boolean upgraded;
    private boolean keeps;
    private boolean damaged;

    HttpExchange(
            ByteLink link,
            RequestDecoder decoder,
            HttpSettings settings,
            HttpDate date,
            HttpRequest request) {
        this.link = link;
        this.decoder = decoder;
        this.settings = settings;
        this.date = date;
        this.request = request;
        var fields = request.fields();
        this.length =
                fields.has("transfer-encoding")
                        ? OptionalLong.empty()
                        : OptionalLong.of(
                                fields.one("content-length").map(Long::parseLong).orElse(0L));
        this.awaitsContinue = fields.lists("expect", "100-continue") && length.orElse(1) > 0;
        this.keeps = request.keepsAlive();
    }

    /// What was asked.
    public HttpRequest request() {
        return request;
    }

    /// Where the peer's end of the connection is (of the nearest relay, if there is one).
    public SocketAddress peer() {
        return link.peer();
    }

    /// Whether the line is encrypted up to here.
    public boolean isPrivate() {
        return link.isPrivate();
    }

    /// How long the request's body is; empty where it comes in chunks and nobody knows yet.
    public OptionalLong length() {
        return length;
    }

    /// Hands the next piece of the body to `reader`, as a buffer that is valid only during the
    /// call: at most 256 KiB, whatever has arrived.
    ///
    /// @return whether there was one; `false` at the end of the body
    /// @throws HttpException if a chunk is damaged
    /// @throws io.sampan.wire.link.LinkException if the line breaks, or the body stops coming
    public boolean next(Consumer<ByteBuffer> reader) {
        return next(settings.bodySilence(), reader);
    }

    private boolean next(Duration silence, Consumer<ByteBuffer> reader) {
        if (awaitsContinue && !answered) {
            awaitsContinue = false;
            link.send(ascii("HTTP/1.1 100 Continue\r\n\r\n"));
        }
        while (!bodyEnded) {
            var part = decoder.next(() -> piece(silence));
            try {
                if (take(part, reader)) {
                    return true;
                }
            } finally {
                ReferenceCountUtil.release(part);
            }
        }
        return false;
    }

    private ByteBuf piece(Duration silence) {
        var wanted =
                length.isPresent()
                        ? (int) Math.min(length.getAsLong() - received, IncomingBody.MAX_PIECE)
                        : CHUNKED_PIECE;
        return link.piece(Math.max(1, wanted), silence);
    }

    private boolean take(HttpObject part, Consumer<ByteBuffer> reader) {
        if (part.decoderResult().isFailure() || !(part instanceof HttpContent content)) {
            bodyEnded = true;
            damaged = true;
            keeps = false;
            throw new HttpException(400, "a chunk is damaged");
        }
        bodyEnded = part instanceof LastHttpContent;
        var bytes = content.content();
        if (!bytes.isReadable()) {
            return false;
        }
        received += bytes.readableBytes();
        reader.accept(bytes.nioBuffer());
        return true;
    }

    /// The whole body in memory.
    ///
    /// @throws HttpException 413 if it has more than `limit` bytes
    public byte[] readAll(int limit) {
        if (length.orElse(0) > limit) {
            throw new HttpException(413, "a body has at most " + limit + " bytes here");
        }
        var all = new ByteArrayOutputStream();
        while (next(
                piece -> {
                    var bytes = new byte[piece.remaining()];
                    piece.get(bytes);
                    all.writeBytes(bytes);
                })) {
            if (all.size() > limit) {
                throw new HttpException(413, "a body has at most " + limit + " bytes here");
            }
        }
        return all.toByteArray();
    }

    /// Whether all of the request's body has been read.
    public boolean isRead() {
        return bodyEnded || length.orElse(1) == 0;
    }

    /// Whether [#respond] was called.
    public boolean isAnswered() {
        return answered;
    }

    /// Sends the answer. When it returns, the answer is on its way, and files of its body may be
    /// closed.
    ///
    /// @throws IllegalStateException if there was one already
    public void respond(HttpResponse response) {
        if (answered) {
            throw new IllegalStateException("a request has one answer");
        }
        answered = true;
        keeps &= isRead() || (!awaitsContinue && length.orElse(0) - received <= DROPPED_AT_MOST);
        var head = head(response);
        if (response.isBodiless() || request.method().equals("HEAD")) {
            link.send(ascii(head));
            return;
        }
        sendWithBody(head, response);
    }

    private void sendWithBody(String head, HttpResponse response) {
        if (response.length() <= SMALL
                && response.body().stream().allMatch(Body.Bytes.class::isInstance)) {
            var all = ByteBuffer.allocate(head.length() + (int) response.length());
            all.put(head.getBytes(StandardCharsets.US_ASCII));
            for (var part : response.body()) {
                ((Body.Bytes) part).buffers().forEach(bytes -> all.put(bytes.duplicate()));
            }
            link.send(Body.of(all.flip()));
            return;
        }
        link.send(ascii(head));
        response.body().forEach(link::send);
    }

    private String head(HttpResponse response) {
        var head = new StringBuilder(512).append("HTTP/1.1 ").append(response.status());
        head.append(' ').append(Reasons.of(response.status())).append("\r\n");
        field(head, "Date", date.now());
        for (var field : response.fields()) {
            field(head, field.name(), field.value());
        }
        if (!response.isBodiless()) {
            field(head, "Content-Length", Long.toString(response.length()));
        }
        if (response.status() != 101) {
            field(head, "Connection", keeps ? "keep-alive" : "close");
        }
        return head.append("\r\n").toString();
    }

    private static void field(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private static Body ascii(String text) {
        return new Body.Bytes(List.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII))));
    }

    /// Turns the connection into a WebSocket. The exchange is over then, and the connection ends
    /// with the WebSocket.
    ///
    /// @param maxMessage bytes of a received message at most
    /// @throws HttpException if it is not asked for as RFC 6455 says
    public WebSocket upgrade(int maxMessage) {
        var accept = WebSocket.accept(request);
        respond(
                HttpResponse.of(101)
                        .with("Upgrade", "websocket")
                        .with("Connection", "Upgrade")
                        .with("Sec-WebSocket-Accept", accept));
        upgraded = true;
        dropBody();
        decoder.upgrade(maxMessage);
        return new WebSocket(link, decoder);
    }

    /// The answer has been sent: reads what is left of the body.
    ///
    /// @return whether another request may come on this connection
    boolean finish() {
        return !upgraded && keeps && dropBody();
    }

    private boolean dropBody() {
        var from = received;
        while (next(DROP_SILENCE, piece -> {})) {
            if (received - from > DROPPED_AT_MOST) {
                return false;
            }
        }
        return true;
    }

    /// Whether the body broke a rule of the protocol.
    boolean isDamaged() {
        return damaged;
    }

    /// The connection ends after the answer.
    void endAfterwards() {
        keeps = false;
    }
}
