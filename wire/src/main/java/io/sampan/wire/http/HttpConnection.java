package io.sampan.wire.http;

import io.netty.buffer.ByteBuf;
import io.netty.util.ReferenceCountUtil;
import io.sampan.wire.link.ByteLink;
import io.sampan.wire.link.LinkException;
import io.sampan.wire.net.limit.Violation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection that speaks HTTP: one request after the other, until either end has enough. Used
/// by one virtual thread.
///
/// ```
///   Idle ──first byte──▶ Head ──handled──▶ Answered ──rest of the body dropped──▶ Idle
///    │ 75 s               │ 10 s in total      │
///    └──────▶ closed ◀────┴──400, 431, 505─────┘ Connection: close, WebSocket ended
/// ```
public final class HttpConnection {

    private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);

    private static final int HEAD_PIECE = 4 << 10;

    private final ByteLink link;
    private final HttpSettings settings;
    private final HttpHandler handler;
    private final HttpDate date;
    private final RequestDecoder decoder;

    /// A connection of HTTP over this link.
    public HttpConnection(
            ByteLink link, HttpSettings settings, HttpHandler handler, InstantSource clock) {
        this.link = link;
        this.settings = settings;
        this.handler = handler;
        this.date = new HttpDate(clock);
        this.decoder = new RequestDecoder(settings);
    }

    /// Answers requests until the connection is to be closed; closes it.
    ///
    /// @return what the peer did wrong, if that was why it ended
    /// @throws LinkException when the peer is gone
    public Optional<Violation> run() {
        try {
            var end = serve();
            link.closeGently();
            return end;
        } finally {
            decoder.close();
        }
    }

    private Optional<Violation> serve() {
        while (true) {
            var patience = new HeadPatience();
            HttpExchange exchange;
            try {
                exchange = receive(patience);
            } catch (LinkException.Silent e) {
                return patience.begun() ? slow() : Optional.empty();
            } catch (HttpException e) {
                refuse(e);
                return Optional.of(Violation.MALFORMED);
            }
            if (!answer(exchange)) {
                return exchange.isDamaged() ? Optional.of(Violation.MALFORMED) : Optional.empty();
            }
        }
    }

    private Optional<Violation> slow() {
        refuse(new HttpException(408, "a request's head takes too long"));
        return Optional.of(Violation.SLOW);
    }

    private HttpExchange receive(HeadPatience patience) {
        var head = decoder.next(patience::piece);
        try {
            if (!(head instanceof io.netty.handler.codec.http.HttpRequest request)) {
                throw new HttpException(400, "not a request");
            }
            return new HttpExchange(
                    link, decoder, settings, date, RequestHead.read(request, settings));
        } finally {
            ReferenceCountUtil.release(head);
        }
    }

    /// @return whether another request may come
    private boolean answer(HttpExchange exchange) {
        try {
            handler.handle(exchange);
            if (!exchange.isAnswered()) {
                throw new IllegalStateException("a request was not answered");
            }
            return exchange.finish();
        } catch (HttpException e) {
            fail(exchange, e.status(), String.valueOf(e.getMessage()));
            return false;
        } catch (LinkException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("request", exchange.request())
                    .setCause(e)
                    .log("a request failed");
            fail(exchange, 500, "the server failed; its log says how");
            return false;
        }
    }

    /// The connection ends after it, as it is not known where the next request begins.
    private static void fail(HttpExchange exchange, int status, String reason) {
        if (!exchange.isAnswered()) {
            exchange.endAfterwards();
            exchange.respond(HttpResponse.text(status, reason));
        }
    }

    private void refuse(HttpException e) {
        var unknown =
                new HttpRequest(
                        "GET",
                        "/",
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        new HttpFields(List.of()));
        new HttpExchange(link, decoder, settings, date, unknown)
                .respond(HttpResponse.text(e.status(), String.valueOf(e.getMessage())));
    }

    /// A connection may be idle for long; once a request has begun, its head has a time in total.
    private final class HeadPatience {

        private long deadline;
        private boolean begun = !decoder.isBetweenRequests();

        HeadPatience() {
            deadline = System.nanoTime() + settings.headWithin().toNanos();
        }

        boolean begun() {
            return begun;
        }

        ByteBuf piece() {
            if (!begun) {
                var first = link.piece(HEAD_PIECE, settings.idle());
                begun = true;
                deadline = System.nanoTime() + settings.headWithin().toNanos();
                return first;
            }
            var left = Duration.ofNanos(deadline - System.nanoTime());
            return link.piece(HEAD_PIECE, left);
        }
    }
}
