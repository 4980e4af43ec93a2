package io.sampan.wire.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.netty.pkitesting.CertificateBuilder;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.model.Sha256;
import io.sampan.model.UploadId;
import io.sampan.model.UserName;
import io.sampan.wire.frame.ControlFrame.Done;
import io.sampan.wire.frame.ControlFrame.Ping;
import io.sampan.wire.frame.ControlFrame.Pong;
import io.sampan.wire.frame.ControlFrame.Refused;
import io.sampan.wire.frame.FrameLimits;
import io.sampan.wire.frame.LoginFrame.Hello;
import io.sampan.wire.frame.MalformedFrameException;
import io.sampan.wire.frame.MediaFrame.Data;
import io.sampan.wire.frame.UploadFrame.PutBlock;
import io.sampan.wire.frame.UploadFrame.QueryUpload;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.SocketOptions;
import io.sampan.wire.net.Transport;
import io.sampan.wire.net.limit.ConnectionLimits;
import io.sampan.wire.net.limit.Violation;
import io.sampan.wire.net.limit.Violations;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// Links over real sockets.
@Timeout(60)
class LinkTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final LinkSettings SETTINGS =
            new LinkSettings(Duration.ofSeconds(2), Duration.ofSeconds(20));

    private final Transport transport = Transport.openDaemon(2, "test-loop");
    private final SocketOptions options =
            SocketOptions.probe(transport.kind(), LoggerFactory.getLogger(LinkTest.class));
    private final LinkConnector connector = new LinkConnector(transport, options, SETTINGS);
    private final Violations offences =
            new Violations(LoggerFactory.getLogger(LinkTest.class), System::nanoTime);
    private final BlockingQueue<Throwable> faults = new LinkedBlockingQueue<>();

    @TempDir private Path folder;

    @AfterEach
    void close() {
        transport.close();
        assertThat(faults).isEmpty();
    }

    private LinkServer serve(Consumer<Link> conversation) {
        return serve(LineKinds.PLAIN, conversation);
    }

    private LinkServer serve(LineKinds lines, Consumer<Link> conversation) {
        return new LinkServer(
                transport,
                options,
                SETTINGS,
                new HostPort("127.0.0.1", 0),
                lines,
                // All are let in, though a busy machine may take seconds to come to it.
                reception(100, Duration.ofMinutes(1)),
                link -> {
                    link.letIn();
                    try {
                        conversation.accept(link);
                    } catch (AssertionError e) {
                        faults.add(e);
                    }
                });
    }

    private LinkServer listen(AdmissionSettings reception, Consumer<Link> conversation) {
        return new LinkServer(
                transport,
                options,
                SETTINGS,
                new HostPort("127.0.0.1", 0),
                LineKinds.PLAIN,
                reception,
                conversation);
    }

    private AdmissionSettings reception(int most) {
        return reception(most, Duration.ofSeconds(2));
    }

    private AdmissionSettings reception(int most, Duration letInWithin) {
        return new AdmissionSettings(ConnectionLimits.of(most), letInWithin, offences);
    }

    private static Socket dial(LinkServer server) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.address().port());
    }

    @Test
    void aPeerThatIsInTheMiddleOfSendingReadsWhyItsConnectionEnds() throws Exception {
        var why = new Refused(Refusal.of(RefusalCode.DEVICE_REVOKED));
        var heard = new LinkedBlockingQueue<Incoming>();
        var server =
                serve(link -> {
                    heard.add(link.receive(PATIENCE));
                    CompletableFuture.runAsync(() -> link.endWith(why)).join();
                    heard.add(link.receive(PATIENCE));
                });

        try (server;
                var link = connector.connect(server.address())) {
            var sending = Thread.ofVirtual().start(() -> sendUntilTheEnd(link));

            assertThat(link.receive(PATIENCE).frame()).isEqualTo(why);

            assertThatThrownBy(() -> link.receive(PATIENCE))
                    .isInstanceOf(LinkException.Closed.class);
            sending.join();
            assertThat(heard).hasSize(1);
        }
    }

    private static void sendUntilTheEnd(Link link) {
        try {
            while (true) {
                link.send(2, new Data(0), Body.of(new byte[1 << 20]));
            }
        } catch (LinkException e) {
            // As it should.
        }
    }

    @Test
    void framesAreHeardInTheOrderTheyWereSent() {
        var server =
                serve(link -> {
                    while (true) {
                        var incoming = link.receive(PATIENCE);
                        link.send(incoming.exchange(), incoming.frame());
                    }
                });

        try (server;
                var link = connector.connect(server.address())) {
            for (int i = 0; i < 1000; i++) {
                link.send(i, new Ping());
            }

            for (int i = 0; i < 1000; i++) {
                assertThat(link.receive(PATIENCE).exchange()).isEqualTo(i);
            }
        }
    }

    @Test
    void everyAddressOfANameIsTried() throws Exception {
        var addresses = InetAddress.getAllByName("localhost");
        assumeThat(addresses).hasSizeGreaterThan(1);
        for (var only : addresses) {
            var server =
                    new LinkServer(
                            transport,
                            options,
                            SETTINGS,
                            new HostPort(only.getHostAddress(), 0),
                            LineKinds.PLAIN,
                            reception(100),
                            link -> link.receive(PATIENCE));

            try (server) {
                for (int i = 0; i < 2 * addresses.length; i++) {
                    connector.connect(new HostPort("localhost", server.address().port())).close();
                }
            }
        }
    }

    @Test
    void aBodyComesWholeInSmallPieces() {
        var bytes = new byte[20_000_003];
        new Random(1).nextBytes(bytes);
        var got = ByteBuffer.allocate(bytes.length);
        var server =
                serve(link -> {
                    var block = link.receive(PATIENCE);
                    while (block.body()
                            .next(
                                    PATIENCE,
                                    piece -> {
                                        assertThat(piece.remaining())
                                                .isBetween(1, IncomingBody.MAX_PIECE);
                                        got.put(piece);
                                    })) {
                        assertThat(block.body().remaining())
                                .isEqualTo(bytes.length - got.position());
                    }
                    link.send(block.exchange(), new Done());
                });

        try (server;
                var link = connector.connect(server.address())) {
            link.send(7, new PutBlock(UploadId.random(), 0, List.of()), Body.of(bytes));

            assertThat(link.receive(PATIENCE).exchange()).isEqualTo(7);
            assertThat(got.array()).isEqualTo(bytes);
        }
    }

    @Test
    void whoSendsAfterTheLoopsHaveEndedIsToldThatTheLineIsClosed() {
        var server = serve(link -> link.receive(PATIENCE));
        var link = connector.connect(server.address());

        transport.close();
        await().until(transport.loops()::isTerminated);

        assertThatThrownBy(() -> link.send(1, new Ping())).isInstanceOf(LinkException.Closed.class);
    }

    @Test
    void aPartOfAFileComesWhole() throws IOException {
        var bytes = new byte[3_000_000];
        new Random(2).nextBytes(bytes);
        var path = Files.write(folder.resolve("file"), bytes);
        var server =
                serve(link -> {
                    try (var file = FileChannel.open(path, StandardOpenOption.READ)) {
                        var request = link.receive(PATIENCE);
                        link.send(
                                request.exchange(),
                                new Data(1000),
                                new Body.FilePart(file, 1000, 2_900_000));
                    } catch (IOException e) {
                        faults.add(e);
                    }
                    link.closeGently();
                });

        try (server;
                var link = connector.connect(server.address())) {
            link.send(1, new QueryUpload(UploadId.random()));
            var answer = link.receive(PATIENCE);

            var got = answer.body().readAll(bytes.length, PATIENCE);

            assertThat(got).isEqualTo(ByteBuffer.wrap(bytes, 1000, 2_900_000));
        }
    }

    @Test
    void whatIsLeftOfABodyIsSkipped() {
        var server =
                serve(link -> {
                    link.receive(PATIENCE);
                    link.send(link.receive(PATIENCE).exchange(), new Done());
                });

        try (server;
                var link = connector.connect(server.address())) {
            link.send(1, new PutBlock(UploadId.random(), 0, List.of()), Body.of(new byte[1 << 20]));
            link.send(2, new Ping());

            assertThat(link.receive(PATIENCE).exchange()).isEqualTo(2);
        }
    }

    @Test
    void aSlowReaderSlowsTheSender() throws Exception {
        var mayRead = new CompletableFuture<Void>();
        var server =
                serve(link -> {
                    mayRead.join();
                    var incoming = link.receive(PATIENCE);
                    incoming.body().skip(PATIENCE);
                    link.send(incoming.exchange(), new Done());
                });
        var sent = new AtomicLong();

        try (server;
                var link = connector.connect(server.address())) {
            var total = 64L << 20;
            var sender =
                    Thread.ofVirtual()
                            .start(() ->
                                    link.send(
                                            1,
                                            new PutBlock(UploadId.random(), 0, List.of()),
                                            new Body.Stream(
                                                    total,
                                                    (offset, into) -> {
                                                        sent.set(offset);
                                                        into.position(into.limit());
                                                    })));
            var before = new AtomicLong(-1);
            await().pollInterval(Duration.ofMillis(300))
                    .until(() -> before.getAndSet(sent.get()) == sent.get());
            var stalledAt = sent.get();
            mayRead.complete(null);

            assertThat(link.receive(PATIENCE).frame()).isEqualTo(new Done());
            assertThat(stalledAt).isLessThan(total / 2);
            sender.join();
        }
    }

    @Test
    void silenceIsTold() {
        var server = serve(link -> link.receive(PATIENCE));

        try (server;
                var link = connector.connect(server.address())) {
            assertThatThrownBy(() -> link.receive(Duration.ofMillis(200)))
                    .isInstanceOf(LinkException.Silent.class);
        }
    }

    @Test
    void whatWasSentBeforeTheEndStillArrives() {
        var server =
                serve(link -> {
                    link.receive(PATIENCE);
                    for (int i = 0; i < 100; i++) {
                        link.send(i, new Pong());
                    }
                    link.closeGently();
                });

        try (server;
                var link = connector.connect(server.address())) {
            link.send(1, new Ping());

            for (int i = 0; i < 100; i++) {
                assertThat(link.receive(PATIENCE).exchange()).isEqualTo(i);
            }
            assertThatThrownBy(() -> link.receive(PATIENCE))
                    .isInstanceOf(LinkException.Closed.class);
        }
    }

    @Test
    void nobodyThereIsUnreachable() {
        var server = serve(link -> {});
        var address = server.address();
        server.close();

        assertThatThrownBy(() -> connector.connect(address))
                .isInstanceOf(LinkException.Unreachable.class)
                .hasMessage(address + " cannot be reached: Connection refused");
    }

    @Test
    void aStrangerIsHeldToShortFrames() {
        var malformed = new LinkedBlockingQueue<String>();
        var server =
                serve(link -> {
                    link.limits(FrameLimits.STRANGER);
                    try {
                        link.receive(PATIENCE);
                    } catch (MalformedFrameException e) {
                        malformed.add(e.getMessage());
                    }
                });

        try (server;
                var link = connector.connect(server.address())) {
            link.send(1, Hello.named("x".repeat(10_000), new UserName("bob")), Body.NONE);

            await().untilAsserted(() -> assertThat(malformed).hasSize(1));
            assertThat(malformed.element()).contains("longer than 4096");
        }
    }

    @Test
    void anotherProtocolIsClosedWithoutAWord() throws IOException {
        var server = serve(link -> faults.add(new AssertionError("a conversation began")));

        try (server;
                var socket = dial(server)) {
            socket.setSoTimeout(5000);
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aVersionThatIsNotSpokenIsToldSo() throws IOException {
        var server = serve(link -> faults.add(new AssertionError("a conversation began")));

        try (server;
                var socket = dial(server)) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(new byte[] {'S', 'M', 'P', 'N', 9, 12, 0, 0});

            assertThat(socket.getInputStream().readAllBytes())
                    .containsExactly('S', 'M', 'P', 'N', 0, 0, 0, 0);
        }
    }

    @Test
    void whoSaysNothingIsClosed() throws IOException {
        var server = serve(link -> faults.add(new AssertionError("a conversation began")));

        try (server;
                var socket = dial(server)) {
            socket.setSoTimeout(10_000);

            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            await().until(() -> server.open() == 0);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the silent connection was kept", e);
        }
    }

    @Test
    void aStrangerThatDripsIsClosedAndCounted() throws Exception {
        var server = listen(reception(10), link -> link.receive(PATIENCE));

        try (server;
                var slow = dial(server)) {
            slow.setSoTimeout(20_000);
            var open = true;
            for (var i = 0; open; i++) {
                open = drip(slow, i);
            }

            await().until(() -> offences.count(Violation.SLOW) == 1);
            await().until(() -> server.open() == 0);
        }
    }

    /// One byte of a preface, and then of a frame that never ends, every 100 ms at most.
    private static boolean drip(Socket slow, int number) throws IOException {
        var said = "SMPN\1\1\0\0\0\0\0\0\0\0\17\377\0\1";
        slow.setSoTimeout(100);
        try {
            slow.getOutputStream().write(number < said.length() ? said.charAt(number) : 0);
            while (slow.getInputStream().read() >= 0) {
                // What it answers to the preface.
            }
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException reset) {
            return false;
        }
    }

    @Test
    void whoReadsNothingIsClosedAndCounted() throws Exception {
        var impatient = new LinkSettings(Duration.ofSeconds(2), Duration.ofMillis(300));
        var server =
                new LinkServer(
                        transport,
                        options,
                        impatient,
                        new HostPort("127.0.0.1", 0),
                        LineKinds.PLAIN,
                        reception(10),
                        link -> {
                            link.letIn();
                            while (true) {
                                link.send(1, new Ping(), endless());
                            }
                        });

        try (server;
                var deaf = dial(server)) {
            deaf.getOutputStream().write("SMPN\1\1\0\0".getBytes(StandardCharsets.ISO_8859_1));

            await().until(() -> offences.count(Violation.DEAF) == 1);
            await().until(() -> server.open() == 0);
        }
    }

    private static Body endless() {
        return new Body.Stream(1 << 20, (_, into) -> into.position(into.limit()));
    }

    @Test
    void overTheLimitOfConnectionsIsClosedAtOnce() throws Exception {
        var over = new LinkedBlockingQueue<Integer>();
        var server = listen(reception(1), link -> link.receive(PATIENCE));

        try (server;
                var first = connector.connect(server.address());
                var second = dial(server)) {
            second.setSoTimeout(5000);
            over.add(second.getInputStream().read());

            assertThat(over.poll(5, TimeUnit.SECONDS)).isEqualTo(-1);
            assertThat(first.isOpen()).isTrue();
        }
    }

    private static ServerTls certificate() throws Exception {
        var pair =
                new CertificateBuilder()
                        .subject("CN=sampan")
                        .setIsCertificateAuthority(true)
                        .algorithm(CertificateBuilder.Algorithm.ecp256)
                        .buildSelfSigned();
        return ServerTls.of(pair.getKeyPair().getPrivate(), pair.getCertificate());
    }

    private LinkConnector trusting(Sha256 fingerprint) {
        return new LinkConnector(
                transport, options, SETTINGS, Optional.of(ClientTls.pinning(fingerprint)));
    }

    @Test
    void aPrivateLineCarriesFramesAndFilesBothWays() throws Exception {
        var tls = certificate();
        var bytes = new byte[5_000_000];
        new Random(3).nextBytes(bytes);
        var path = Files.write(folder.resolve("file"), bytes);
        var server =
                serve(
                        LineKinds.only(tls),
                        link -> {
                            var block = link.receive(PATIENCE);
                            var got = block.body().readAll(bytes.length, PATIENCE);
                            link.send(block.exchange(), new Data(0), Body.of(got));
                            link.closeGently();
                        });

        try (server;
                var file = FileChannel.open(path, StandardOpenOption.READ);
                var link = trusting(tls.fingerprint()).connect(server.address())) {
            link.send(
                    9,
                    new PutBlock(UploadId.random(), 0, List.of()),
                    new Body.FilePart(file, 0, bytes.length));
            var answer = link.receive(PATIENCE);

            assertThat(answer.exchange()).isEqualTo(9);
            assertThat(answer.body().readAll(bytes.length, PATIENCE))
                    .isEqualTo(ByteBuffer.wrap(bytes));
        }
    }

    @Test
    void anotherServersCertificateIsNotTrusted() throws Exception {
        var server =
                serve(
                        LineKinds.only(certificate()),
                        link -> faults.add(new AssertionError("a conversation began")));

        try (server) {
            var elsewhere = trusting(certificate().fingerprint());

            assertThatThrownBy(() -> elsewhere.connect(server.address()))
                    .isInstanceOf(LinkException.Unreachable.class)
                    .hasStackTraceContaining("not the server that the invitation came from");
        }
    }

    @Test
    void aPlainLineToAPrivateServerIsClosed() throws Exception {
        var server =
                serve(
                        LineKinds.only(certificate()),
                        link -> faults.add(new AssertionError("a conversation began")));

        try (server;
                var link = connector.connect(server.address())) {
            assertThatThrownBy(() -> link.receive(PATIENCE))
                    .isInstanceOf(LinkException.Closed.class);
        }
    }
}
