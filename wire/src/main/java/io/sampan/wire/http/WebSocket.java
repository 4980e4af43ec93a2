package io.sampan.wire.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.sampan.wire.link.Body;
import io.sampan.wire.link.ByteLink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// A connection that speaks WebSocket (RFC 6455): text messages in both directions, no extensions.
///
/// One thread receives; any thread sends, and waits while the peer does not read.
public final class WebSocket {

    /// The peer leaves, or the server does.
    public static final int GOING_AWAY = 1001;

    /// What a rule of this server forbids.
    public static final int POLICY = 1008;

    private static final int NORMAL = 1000;
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int PIECE = 16 << 10;

    private static final int FINAL = 0x80;
    private static final int TEXT = 0x1;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xA;

    private final ByteLink link;
    private final RequestDecoder decoder;
    private final ReentrantLock sending = new ReentrantLock();
    private boolean closeSent;

    WebSocket(ByteLink link, RequestDecoder decoder) {
        this.link = link;
        this.decoder = decoder;
    }

    /// What proves to the peer that a WebSocket was meant.
    ///
    /// @throws HttpException if it was not
    static String accept(HttpRequest request) {
        var fields = request.fields();
        var key = fields.one("sec-websocket-key").map(String::strip);
        if (!request.method().equals("GET")
                || !fields.lists("upgrade", "websocket")
                || !fields.lists("connection", "upgrade")
                || key.filter(WebSocket::isKey).isEmpty()) {
            throw new HttpException(400, "not a WebSocket handshake");
        }
        if (!fields.one("sec-websocket-version").equals(Optional.of("13"))) {
            throw new HttpException(426, "version 13 of the WebSocket protocol is spoken here");
        }
        var proof = (key.get() + GUID).getBytes(StandardCharsets.US_ASCII);
        return Base64.getEncoder().encodeToString(sha1(proof));
    }

    private static byte[] sha1(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    private static boolean isKey(String text) {
        try {
            return Base64.getDecoder().decode(text).length == 16;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// The next text message; empty when the peer has said goodbye, or broke a rule and was told
    /// so. Pings are answered.
    ///
    /// @param silence how long nothing may come; a peer that is pinged more often is never silent
    /// @throws io.sampan.wire.link.LinkException if the line breaks, or is silent for so long
    public Optional<String> receive(Duration silence) {
        while (true) {
            WebSocketFrame frame;
            try {
                frame = decoder.nextFrame(() -> piece(silence));
            } catch (DecoderException e) {
                close(status(e), "");
                return Optional.empty();
            }
            try {
                switch (frame) {
                    case TextWebSocketFrame text -> {
                        return Optional.of(text.text());
                    }
                    case PingWebSocketFrame ping -> send(PONG, bytes(ping.content()));
                    case CloseWebSocketFrame close -> {
                        var status = close.statusCode();
                        close(status < 0 ? NORMAL : status, "");
                        return Optional.empty();
                    }
                    case io.netty.handler.codec.http.websocketx.PongWebSocketFrame _ -> {
                        // It was heard; that is all there is to it.
                    }
                    default -> {
                        close(WebSocketCloseStatus.INVALID_MESSAGE_TYPE.code(), "text only");
                        return Optional.empty();
                    }
                }
            } finally {
                frame.release();
            }
        }
    }

    private ByteBuf piece(Duration silence) {
        return link.piece(PIECE, silence);
    }

    private static int status(DecoderException e) {
        return switch (e) {
            case CorruptedWebSocketFrameException broken -> broken.closeStatus().code();
            case TooLongFrameException _ -> WebSocketCloseStatus.MESSAGE_TOO_BIG.code();
            default -> WebSocketCloseStatus.PROTOCOL_ERROR.code();
        };
    }

    private static byte[] bytes(ByteBuf content) {
        var bytes = new byte[content.readableBytes()];
        content.getBytes(content.readerIndex(), bytes);
        return bytes;
    }

    /// Sends a text message. Nothing is sent after a close.
    public void send(String text) {
        send(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Asks whether the peer is there.
    public void ping() {
        send(PING, new byte[0]);
    }

    /// Says goodbye, once.
    ///
    /// @param reason at most 100 ASCII characters
    public void close(int status, String reason) {
        var text = reason.getBytes(StandardCharsets.US_ASCII);
        var payload =
                Arrays.copyOf(new byte[] {(byte) (status >> 8), (byte) status}, 2 + text.length);
        System.arraycopy(text, 0, payload, 2, text.length);
        send(CLOSE, payload);
    }

    /// Ends the connection at once; the receiving thread finds out. Thread-safe.
    public void abort() {
        link.abort();
    }

    private void send(int opcode, byte[] payload) {
        var frame = frame(opcode, payload);
        sending.lock();
        try {
            if (!closeSent) {
                closeSent = opcode == CLOSE;
                link.send(Body.of(frame));
            }
        } finally {
            sending.unlock();
        }
    }

    /// A frame of a server is not masked (RFC 6455, 5.2).
    private static ByteBuffer frame(int opcode, byte[] payload) {
        var frame = ByteBuffer.allocate(10 + payload.length);
        frame.put((byte) (FINAL | opcode));
        if (payload.length < 126) {
            frame.put((byte) payload.length);
        } else if (payload.length < 1 << 16) {
            frame.put((byte) 126).putShort((short) payload.length);
        } else {
            frame.put((byte) 127).putLong(payload.length);
        }
        return frame.put(payload).flip();
    }
}
