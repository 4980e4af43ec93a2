package io.sampan.wire.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampan.model.Sha256;
import io.sampan.wire.link.AdmissionSettings;
import io.sampan.wire.link.Body;
import io.sampan.wire.link.LineKinds;
import io.sampan.wire.link.LinkServer;
import io.sampan.wire.link.LinkSettings;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.SocketOptions;
import io.sampan.wire.net.Transport;
import io.sampan.wire.net.limit.ConnectionLimits;
import io.sampan.wire.net.limit.Violation;
import io.sampan.wire.net.limit.Violations;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket.Listener;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/// HTTP over real sockets.
@Timeout(60)
class HttpConnectionTest {

    private static final HttpSettings PATIENT = HttpSettings.DEFAULTS;

    private final Transport transport = Transport.openDaemon(2, "test-loop");
    private final SocketOptions options =
            SocketOptions.probe(transport.kind(), LoggerFactory.getLogger(getClass()));
    private final Violations violations =
            new Violations(LoggerFactory.getLogger(getClass()), System::nanoTime);

    @TempDir private Path folder;

    @AfterEach
    void close() {
        transport.close();
    }

    private LinkServer serve(HttpHandler handler) {
        return serve(PATIENT, handler);
    }

    private LinkServer serve(HttpSettings settings, HttpHandler handler) {
        return new LinkServer(
                transport,
                options,
                new LinkSettings(Duration.ofSeconds(10), Duration.ofSeconds(20)),
                new HostPort("127.0.0.1", 0),
                LineKinds.PLAIN,
                new AdmissionSettings(ConnectionLimits.of(100), Duration.ofMinutes(1), violations),
                link -> {},
                Optional.of(new HttpProtocol(settings, handler, InstantSource.system())));
    }

    private static Socket dial(LinkServer server) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.address().port());
    }

    private static void say(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /// All that is answered until the connection ends.
    private static String hear(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    private static String exchange(LinkServer server, String request) throws IOException {
        try (var socket = dial(server)) {
            say(socket, request);
            return hear(socket);
        }
    }

    private static void echo(HttpExchange exchange) {
        var body = exchange.readAll(1 << 20);
        exchange.respond(
                HttpResponse.of(200).with("X-Path", exchange.request().path()).with(Body.of(body)));
    }

    private static URI uri(LinkServer server, String path) {
        return URI.create("http://" + server.address() + path);
    }

    @Test
    void severalRequestsAreAnsweredOnOneConnectionInTheirOrder() throws IOException {
        try (var server = serve(HttpConnectionTest::echo)) {
            var answers =
                    exchange(
                            server,
                            """
                            POST /one HTTP/1.1
                            Host: x
                            Content-Length: 3

                            abcPOST /two HTTP/1.1
                            Host: x
                            Transfer-Encoding: chunked

                            2
                            de
                            1;ext=1
                            f
                            0

                            GET /three HTTP/1.1
                            Host: x
                            Connection: close

                            """);

            assertThat(answers.split("HTTP/1.1 200 OK\r\n")).hasSize(4);
            assertThat(answers)
                    .containsSubsequence(
                            "X-Path: /one",
                            "abc",
                            "X-Path: /two",
                            "def",
                            "X-Path: /three",
                            "Connection: close");
        }
    }

    @Test
    void theNextRequestIsNotBegunBeforeTheLastOneIsAnswered() throws Exception {
        var begun = new LinkedBlockingQueue<String>();
        var go = new LinkedBlockingQueue<Integer>();
        try (var server =
                        serve(exchange -> {
                            begun.add(exchange.request().path());
                            take(go);
                            exchange.respond(HttpResponse.of(204));
                        });
                var socket = dial(server)) {
            say(
                    socket,
                    """
                    GET /one HTTP/1.1
                    Host: x

                    GET /two HTTP/1.1
                    Host: x
                    Connection: close

                    """);
            assertThat(begun.take()).isEqualTo("/one");

            assertThat(begun.poll(100, TimeUnit.MILLISECONDS)).isNull();

            go.add(1);
            assertThat(begun.take()).isEqualTo("/two");
            go.add(2);
            assertThat(hear(socket)).containsSubsequence("204 No Content", "204 No Content");
        }
    }

    private static int take(BlockingQueue<Integer> queue) {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | POST / HTTP/1.1~Host: x~Content-Length: 3~Transfer-Encoding: chunked~~0~~",
                "400 | POST / HTTP/1.1~Host: x~Transfer-Encoding: chunked~Content-Length: 3~~0~~",
                "400 | POST / HTTP/1.1~Host: x~Content-Length: 3~Content-Length: 4~~abcd",
                "400 | POST / HTTP/1.1~Host: x~Content-Length: 3, 3~~abc",
                "400 | POST / HTTP/1.1~Host: x~Content-Length: +3~~abc",
                "400 | POST / HTTP/1.1~Host: x~Content-Length: -3~~abc",
                "400 | POST / HTTP/1.1~Host: x~Content-Length: 99999999999999999999~~abc",
                "400 | POST / HTTP/1.1~Host: x~Transfer-Encoding: gzip, chunked~~0~~",
                "400 | POST / HTTP/1.1~Host: x~Transfer-Encoding: chunked, identity~~0~~",
                "400 | POST / HTTP/1.1~Host: x~Transfer-Encoding: xchunked~~0~~",
                "400 | POST / HTTP/1.1~Host: x~Transfer-Encoding:~~0~~",
                "400 | POST / HTTP/1.1~Host: x~Transfer-Encoding: chunked~Transfer-Encoding: chunked~~0~~",
                "400 | POST / HTTP/1.0~Host: x~Transfer-Encoding: chunked~~0~~",
                "400 | POST / HTTP/1.1~Host: x~Transfer-Encoding : chunked~~0~~",
                "400 | POST / HTTP/1.1~Host: x~Content-Length : 3~~abc",
                "400 | POST / HTTP/1.1~Host: x~Transfer-Encoding: chunked~~zz~ab~0~~",
                "400 | POST / HTTP/1.1~Host: x~Transfer-Encoding: chunked~~-2~ab~0~~",
                "400 | POST / HTTP/1.1~Host: x~Transfer-Encoding: chunked~~ffffffffffffffff1~ab~0~~",
                "400 | POST / HTTP/1.1~Host: x~Transfer-Encoding: chunked~~2~abcd~0~~",
                "400 | GET / HTTP/1.1~~",
                "400 | GET / HTTP/1.1~Host: x~Host: y~~",
                "400 | GET x HTTP/1.1~Host: x~~",
                "400 | GET /#a HTTP/1.1~Host: x~~",
                "400 | Get / HTTP/1.1~Host: x~~",
                "400 | GET / HTTP/1.1~Host: x~A B: c~~",
                "400 | GET / HTTP/1.1~Host: x~: c~~",
                "505 | GET / HTTP/2.0~Host: x~~",
                "505 | PRI * HTTP/2.0~~SM~~",
            })
    void whatIsAmbiguousIsRefusedAndTheConnectionEnds(int status, String request)
            throws IOException {
        try (var server = serve(HttpConnectionTest::echo)) {
            var answer = exchange(server, request.replace('~', '\n'));

            assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains("Connection: close");
            assertThat(answer.split("HTTP/1.1 ")).hasSize(2);
            Awaitility.await().until(() -> violations.count(Violation.MALFORMED) == 1);
        }
    }

    @Test
    void aHeadHasAtMost16KiBAnd100Fields() throws IOException {
        try (var server = serve(HttpConnectionTest::echo)) {
            var fields = "a: b\n".repeat(99);

            assertThat(exchange(server, get("/", fields + "Connection: close\n")))
                    .startsWith("HTTP/1.1 431 ");
            assertThat(exchange(server, get("/", "a: b\n".repeat(98) + "Connection: close\n")))
                    .startsWith("HTTP/1.1 200 ");
            assertThat(exchange(server, get("/", "a: " + "b".repeat(17 << 10) + "\n")))
                    .startsWith("HTTP/1.1 431 ");
            assertThat(exchange(server, get("/" + "b".repeat(17 << 10), "")))
                    .startsWith("HTTP/1.1 414 ");
        }
    }

    private static String get(String path, String fields) {
        return "GET " + path + " HTTP/1.1\nHost: x\n" + fields + "\n";
    }

    @Test
    void aHeadThatComesSlowlyIsEndedByATimeInTotal() throws Exception {
        var hasty =
                new HttpSettings(
                        Duration.ofMillis(300),
                        PATIENT.idle(),
                        PATIENT.bodySilence(),
                        PATIENT.maxHeadBytes(),
                        PATIENT.maxFields(),
                        List.of());
        try (var server = serve(hasty, HttpConnectionTest::echo);
                var socket = dial(server)) {
            say(socket, "GET / HTTP/1.1\nHost: x\n");
            // A byte now and then, so that it is never silent for long.
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            while (true) {
                                say(socket, "a");
                                Thread.sleep(20);
                            }
                        } catch (IOException | InterruptedException e) {
                            // It was ended, as it should.
                        }
                    });

            assertThat(hear(socket)).startsWith("HTTP/1.1 408 ");
            Awaitility.await().until(() -> violations.count(Violation.SLOW) == 1);
        }
    }

    @Test
    void aBodyThatNobodyReadsIsDroppedIfItIsShortAndEndsTheConnectionIfNot() throws IOException {
        try (var server = serve(exchange -> exchange.respond(HttpResponse.of(204)))) {
            assertThat(
                            exchange(
                                    server,
                                    "POST / HTTP/1.1\nHost: x\nContent-Length: 5\n\n12345"
                                            + get("/", "Connection: close\n")))
                    .containsSubsequence("Connection: keep-alive", "Connection: close");
            assertThat(
                            exchange(
                                    server,
                                    "POST / HTTP/1.1\nHost: x\nContent-Length: 50000000\n\n12345"))
                    .contains("Connection: close");
        }
    }

    @Test
    void whoAsksIsToldToGoOnBeforeTheBodyIsRead() throws IOException {
        try (var server = serve(HttpConnectionTest::echo);
                var socket = dial(server)) {
            say(
                    socket,
                    """
                    POST / HTTP/1.1
                    Host: x
                    Connection: close
                    Content-Length: 3
                    Expect: 100-continue

                    """);
            var told =
                    new String(socket.getInputStream().readNBytes(25), StandardCharsets.US_ASCII);

            say(socket, "abc");

            assertThat(told).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            assertThat(hear(socket)).contains("200 OK").endsWith("abc");
        }
    }

    @Test
    void whoIsRefusedIsNotToldToGoOn() throws IOException {
        try (var server = serve(exchange -> exchange.respond(HttpResponse.of(403)))) {
            assertThat(
                            exchange(
                                    server,
                                    """
                                    POST / HTTP/1.1
                                    Host: x
                                    Content-Length: 3
                                    Expect: 100-continue

                                    """))
                    .startsWith("HTTP/1.1 403 ")
                    .contains("Connection: close");
        }
    }

    @Test
    void theAnswerToHeadHasTheLengthAndNoBody() throws IOException {
        try (var server =
                serve(exchange -> exchange.respond(HttpResponse.text(200, "0123456789")))) {
            assertThat(exchange(server, "HEAD / HTTP/1.1\nHost: x\nConnection: close\n\n"))
                    .contains("Content-Length: 11\r\n")
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void aFileIsSentWholeAndABodyIsReadWhole() throws Exception {
        var bytes = new byte[20_000_003];
        new Random(1).nextBytes(bytes);
        var file = Files.write(folder.resolve("film"), bytes);
        var got = Sha256.hasher();
        try (var channel = FileChannel.open(file);
                var server =
                        serve(exchange -> {
                            while (exchange.next(got::update)) {
                                // Hashed.
                            }
                            exchange.respond(
                                    HttpResponse.of(200)
                                            .with(
                                                    Body.of(new byte[] {1}),
                                                    new Body.FilePart(channel, 3, 10_000_000),
                                                    new Body.Stream(
                                                            3_000_000,
                                                            (at, into) ->
                                                                    into.put(
                                                                            new byte
                                                                                    [into
                                                                                            .remaining()]))));
                        });
                var client = HttpClient.newHttpClient()) {
            var answer =
                    client.send(
                            java.net.http.HttpRequest.newBuilder(uri(server, "/"))
                                    .POST(
                                            java.net.http.HttpRequest.BodyPublishers.ofByteArray(
                                                    bytes))
                                    .build(),
                            BodyHandlers.ofByteArray());

            var expected = ByteBuffer.allocate(13_000_001);
            expected.put((byte) 1).put(bytes, 3, 10_000_000);
            assertThat(answer.body()).isEqualTo(expected.array());
            assertThat(Sha256.finish(got)).isEqualTo(Sha256.digest(bytes));
        }
    }

    @Test
    void aFaultOfTheHandlerIsAnswered500AndTellsNothing() throws IOException {
        try (var server =
                serve(exchange -> {
                    throw new IllegalStateException("the secret");
                })) {
            assertThat(exchange(server, get("/", "")))
                    .startsWith("HTTP/1.1 500 ")
                    .doesNotContain("secret");
        }
    }

    @Test
    void nothingButVisibleAsciiGetsIntoAHead() {
        var answer = HttpResponse.of(200);

        for (var bad : List.of("a\r\nb", "a\nb", "\u00e4", "a\0", "\u007f")) {
            assertThatThrownBy(() -> answer.with("X", bad))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> answer.with(bad, "x"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aWebSocketCarriesTextBothWays() throws Exception {
        var heard = new LinkedBlockingQueue<String>();
        try (var server = serve(HttpConnectionTest::repeat);
                var client = HttpClient.newHttpClient()) {
            var socket =
                    client.newWebSocketBuilder()
                            .buildAsync(
                                    URI.create("ws://" + server.address() + "/live"),
                                    new Listener() {
                                        private final StringBuilder all = new StringBuilder();

                                        @Override
                                        public @Nullable CompletionStage<?> onText(
                                                java.net.http.WebSocket from,
                                                CharSequence data,
                                                boolean last) {
                                            all.append(data);
                                            if (last) {
                                                heard.add(all.toString());
                                                all.setLength(0);
                                            }
                                            from.request(1);
                                            return null;
                                        }

                                        @Override
                                        public @Nullable CompletionStage<?> onClose(
                                                java.net.http.WebSocket from,
                                                int status,
                                                String why) {
                                            heard.add("closed " + status);
                                            return null;
                                        }
                                    })
                            .join();

            socket.sendText("in two ", false).join();
            socket.sendText("parts: 你好", true).join();
            assertThat(heard.take()).isEqualTo("in two parts: 你好");
            socket.sendText("x".repeat(60_000), true).join();
            assertThat(heard.take()).isEqualTo("x".repeat(60_000));
            socket.sendText("x".repeat(70_000), true).join();
            assertThat(heard.take()).isEqualTo("closed 1009");
        }
    }

    private static void repeat(HttpExchange exchange) {
        var socket = exchange.upgrade(64 << 10);
        while (true) {
            var text = socket.receive(Duration.ofSeconds(20));
            if (text.isEmpty()) {
                return;
            }
            socket.send(text.get());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'81 01 61', 1002", // not masked
        "'83 80 00000000', 1002", // an unknown opcode
        "'C1 80 00000000', 1002", // a reserved bit
        "'80 80 00000000', 1002", // goes on with nothing
        "'09 80 00000000', 1002", // a ping in pieces
        "'81 81 00000000 FF', 1007", // not UTF-8
        "'82 81 00000000 FF', 1003", // not text
        "'88 82 00000000 03E8', 1000", // goodbye
    })
    void aBrokenFrameIsAnsweredWithItsCloseStatus(String frame, int status) throws IOException {
        try (var server = serve(HttpConnectionTest::repeat);
                var socket = dial(server)) {
            say(
                    socket,
                    get(
                            "/live",
                            """
                            Upgrade: websocket
                            Connection: Upgrade
                            Sec-WebSocket-Version: 13
                            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
                            """));
            InputStream in = socket.getInputStream();
            var head = new StringBuilder();
            while (!head.toString().endsWith("\r\n\r\n")) {
                head.append((char) in.read());
            }
            assertThat(head)
                    .startsWith("HTTP/1.1 101 ")
                    .contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");

            socket.getOutputStream().write(HexFormat.of().parseHex(frame.replace(" ", "")));

            var close = in.readAllBytes();
            assertThat(close[0]).isEqualTo((byte) 0x88);
            assertThat(((close[2] & 0xFF) << 8) | (close[3] & 0xFF)).isEqualTo(status);
        }
    }
}
