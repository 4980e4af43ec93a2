package io.sampan.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.limit.ConnectionLimits;
import io.sampan.wire.net.limit.Violation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RelayTest {

    private static final HostPort ANY = new HostPort("127.0.0.1", 0);
    private static final int MB = 1024 * 1024;

    private Peer upstream;
    private Relay relay;

    @BeforeEach
    void startARelayToOneUpstream() throws IOException {
        upstream = new Peer();
        relay = relayTo(List.of(upstream.address()), UnaryOperator.identity());
    }

    @AfterEach
    void stop() throws IOException {
        relay.close();
        upstream.close();
    }

    @RepeatedTest(3)
    void carriesEveryByteBothWaysAtOnce() throws Exception {
        var up = Peer.noise(64 * MB, 1);
        var down = Peer.noise(48 * MB, 2);

        try (var client = Peer.connect(relay.address());
                var server = upstream.next()) {
            Peer.write(client, up, true);
            Peer.write(server, down, true);
            var gotDown = readAllLater(client);

            assertThat(server.getInputStream().readAllBytes()).isEqualTo(up);
            assertThat(gotDown.join()).isEqualTo(down);
        }

        await().until(() -> relay.stats().sessionsOpen() == 0);
        assertThat(relay.stats().bytesUp()).isEqualTo(up.length);
        assertThat(relay.stats().bytesDown()).isEqualTo(down.length);
    }

    @Test
    void passesOnTheEndOfOneDirectionAlone() throws Exception {
        try (var client = Peer.connect(relay.address());
                var server = upstream.next()) {
            client.getOutputStream().write("question".getBytes(US_ASCII));
            client.shutdownOutput();

            assertThat(server.getInputStream().readAllBytes()).asString().isEqualTo("question");
            server.getOutputStream().write("answer".getBytes(US_ASCII));
            server.shutdownOutput();
            assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("answer");
        }
        await().until(() -> relay.stats().sessionsOpen() == 0);
    }

    @Test
    void deliversWhatAClientSentBeforeItWasReset() throws Exception {
        var sent = Peer.noise(300_000, 3);
        try (var server = upstreamOf(sent)) {
            assertThat(server.getInputStream().readAllBytes()).isEqualTo(sent);
        }
        await().until(() -> relay.stats().sessionsOpen() == 0);
    }

    /// A client that sends and is then reset, while the server does not read yet.
    private Socket upstreamOf(byte[] sent) throws Exception {
        var client = Peer.connect(relay.address());
        var server = upstream.next();
        client.getOutputStream().write(sent);
        await().until(() -> relay.stats().bytesUp() == sent.length);
        Peer.reset(client);
        return server;
    }

    @Test
    void deliversWhatAClientSentEvenWhileTheServerTalksToIt() throws Exception {
        var sent = Peer.noise(200_000, 4);
        try (var server = upstreamOf(sent)) {
            // Writes to a client that is gone: the relay must not answer them with a reset that
            // would
            // destroy what is on its way to the server.
            for (var i = 0; i < 20; i++) {
                server.getOutputStream().write(new byte[500]);
            }
            assertThat(server.getInputStream().readAllBytes()).isEqualTo(sent);
        }
        await().until(() -> relay.stats().sessionsOpen() == 0);
    }

    @Test
    void deliversWhatAClientSentEvenWhileTheServerFloodsIt() throws Exception {
        var client = Peer.connect(relay.address());
        var server = upstream.next();
        var sent = Peer.noise(2 * MB, 9);
        var flood = Peer.write(server, new byte[64 * MB], false);
        client.getOutputStream().write(sent);
        await().until(() -> relay.stats().bytesUp() == sent.length);

        Peer.reset(client);

        assertThat(readToTheEnd(server)).isEqualTo(sent);
        assertThat(flood.join(Duration.ofSeconds(20))).isTrue();
        await().until(() -> relay.stats().sessionsOpen() == 0);
    }

    @Test
    void anUpstreamThatIsResetEndsTheClientBehindTheLastByte() throws Exception {
        var sent = Peer.noise(300_000, 5);
        try (var client = Peer.connect(relay.address())) {
            var server = upstream.next();
            server.getOutputStream().write(sent);
            await().until(() -> relay.stats().bytesDown() == sent.length);
            Peer.reset(server);

            assertThat(client.getInputStream().readAllBytes()).isEqualTo(sent);
        }
        await().until(() -> relay.stats().sessionsOpen() == 0);
    }

    @Test
    void aClientThatIsKilledMidDownloadStopsTheSender() throws Exception {
        var client = Peer.connect(relay.address());
        var server = upstream.next();
        var sender = Peer.write(server, new byte[400 * MB], false);
        client.getInputStream().readNBytes(MB);

        Peer.reset(client);

        assertThat(sender.join(Duration.ofSeconds(10))).isTrue();
        await().until(() -> relay.stats().sessionsOpen() == 0);
        server.close();
    }

    @Test
    void aReaderThatDoesNotReadStopsTheSender() throws Exception {
        try (var client = Peer.connect(relay.address());
                var server = upstream.next()) {
            var sent = Peer.noise(64 * MB, 6);
            var sender = Peer.write(client, sent, true);

            await().during(Duration.ofMillis(500)).until(this::carriedUp, this::isSame);

            // What fits into the kernel's socket buffers and one buffer of the relay.
            assertThat(relay.stats().bytesUp()).isLessThan(32L * MB);
            assertThat(sender.isAlive()).isTrue();
            assertThat(server.getInputStream().readAllBytes()).isEqualTo(sent);
        }
    }

    private long last;

    private long carriedUp() {
        return relay.stats().bytesUp();
    }

    private boolean isSame(long now) {
        var same = now == last && now > 0;
        last = now;
        return same;
    }

    @Test
    void goesToTheBackupWhileThePrimaryIsDeadAndBackLater() throws Exception {
        var primary = Peer.nobody();
        try (var chain =
                relayTo(
                        List.of(primary, upstream.address()),
                        c ->
                                c.withRest(
                                        new Backoff(
                                                Duration.ofMillis(50), Duration.ofMillis(200))))) {
            try (var client = Peer.connect(chain.address());
                    var server = upstream.next()) {
                client.getOutputStream().write(7);
                assertThat(server.getInputStream().read()).isEqualTo(7);
            }
            assertThat(chain.stats().upstreamFailures()).isEqualTo(1);

            try (var restarted = new Peer(primary.port())) {
                await().untilAsserted(() -> {
                    try (var client = Peer.connect(chain.address())) {
                        client.getOutputStream().write(8);
                        client.shutdownOutput();
                        assertThat(restarted.hasConnection()).isTrue();
                    }
                });
            }
        }
    }

    @Test
    void aPrimaryThatRestsIsNotAskedAgain() throws Exception {
        try (var chain =
                relayTo(
                        List.of(Peer.nobody(), upstream.address()),
                        c ->
                                c.withRest(
                                        new Backoff(
                                                Duration.ofMinutes(1), Duration.ofMinutes(1))))) {
            for (var i = 0; i < 5; i++) {
                Peer.connect(chain.address()).close();
                upstream.next().close();
            }
            assertThat(chain.stats().upstreamFailures()).isEqualTo(1);
        }
    }

    @Test
    void whenAllRestTheyAreTriedAnyway() throws Exception {
        var address = Peer.nobody();
        try (var chain =
                relayTo(
                        List.of(address),
                        c ->
                                c.withRest(
                                        new Backoff(
                                                Duration.ofMinutes(1), Duration.ofMinutes(1))))) {
            try (var client = Peer.connect(chain.address())) {
                assertThatThrownBy(() -> readOrFail(client)).isInstanceOf(IOException.class);
            }
            assertThat(chain.stats().sessionsUnserved()).isEqualTo(1);

            try (var restarted = new Peer(address.port());
                    var client = Peer.connect(chain.address());
                    var server = restarted.next()) {
                client.getOutputStream().write(9);
                assertThat(server.getInputStream().read()).isEqualTo(9);
            }
        }
    }

    @Test
    void aHubThatCannotReachItsServerIsLeftForTheNext() throws Exception {
        try (var deadEnd = relayTo(List.of(Peer.nobody()), UnaryOperator.identity());
                var edge =
                        relayTo(
                                List.of(deadEnd.address(), upstream.address()),
                                UnaryOperator.identity())) {
            await().untilAsserted(() -> {
                try (var client = Peer.connect(edge.address())) {
                    assertThat(upstream.hasConnection()).isTrue();
                    client.getOutputStream().write(1);
                }
            });
        }
    }

    @Test
    void carriesTwoTiersLikeOne() throws Exception {
        try (var edge = relayTo(List.of(relay.address()), UnaryOperator.identity());
                var client = Peer.connect(edge.address());
                var server = upstream.next()) {
            var sent = Peer.noise(16 * MB, 7);
            Peer.write(client, sent, true);
            assertThat(server.getInputStream().readAllBytes()).isEqualTo(sent);
        }
    }

    @Test
    void looksUpANameForEachSession() throws Exception {
        var named = new HostPort("localhost", upstream.address().port());
        try (var chain = relayTo(List.of(named), UnaryOperator.identity());
                var client = Peer.connect(chain.address());
                var server = upstream.next()) {
            client.getOutputStream().write(5);
            assertThat(server.getInputStream().read()).isEqualTo(5);
        }
    }

    @Test
    void refusesSessionsOverTheLimitAndServesAgainWhenOneEnds() throws Exception {
        try (var small =
                relayTo(
                        List.of(upstream.address()),
                        c -> c.withDoor(ConnectionLimits.of(2).withPerAddress(2)))) {
            var first = Peer.connect(small.address());
            var second = Peer.connect(small.address());
            upstream.next();
            upstream.next();

            try (var third = Peer.connect(small.address())) {
                assertThat(endsAtOnce(third)).isTrue();
            }
            assertThat(small.stats().sessionsRefused()).isEqualTo(1);

            first.close();
            upstream.closeAll();
            await().until(() -> small.stats().sessionsOpen() < 2);
            try (var fourth = Peer.connect(small.address());
                    var server = upstream.next()) {
                fourth.getOutputStream().write(1);
                assertThat(server.getInputStream().read()).isEqualTo(1);
            }
            second.close();
        }
    }

    @Test
    void limitsTheSessionsOfOneAddress() throws Exception {
        try (var small =
                        relayTo(
                                List.of(upstream.address()),
                                c -> c.withDoor(c.door().withPerAddress(1)));
                var _ = Peer.connect(small.address());
                var second = Peer.connect(small.address())) {
            assertThat(endsAtOnce(second)).isTrue();
            assertThat(small.stats().sessionsOpen()).isEqualTo(1);
        }
    }

    @Test
    void closesASessionInWhichTheClientSaysNothingAtAll() throws Exception {
        try (var strict =
                        relayTo(
                                List.of(upstream.address()),
                                c -> c.withFirstByteTimeout(Duration.ofMillis(400)));
                var speaks = Peer.connect(strict.address());
                var spokenTo = upstream.next();
                var mute = Peer.connect(strict.address());
                var greets = upstream.next()) {
            speaks.getOutputStream().write(1);
            greets.getOutputStream().write(2);
            assertThat(mute.getInputStream().read()).isEqualTo(2);

            assertThat(mute.getInputStream().read()).isEqualTo(-1);

            spokenTo.getOutputStream().write(3);
            assertThat(speaks.getInputStream().read()).isEqualTo(3);
            assertThat(strict.offences().count(Violation.MUTE)).isEqualTo(1);
        }
    }

    @Test
    void turnsAwayWhoOpensAndClosesTooFastAndServesItAgainLater() throws Exception {
        try (var strict =
                relayTo(
                        List.of(upstream.address()),
                        c -> c.withDoor(c.door().withPerAddress(10).withOpensPerSecond(20)))) {
            for (var i = 0; i < 200; i++) {
                Peer.connect(strict.address()).close();
            }

            await().until(() -> strict.stats().sessionsRefused() > 100);
            upstream.closeAll();
            await().until(() -> isCarried(strict.address()));
        }
    }

    private static boolean isCarried(HostPort relay) throws IOException {
        try (var honest = Peer.connect(relay)) {
            honest.setSoTimeout(200);
            return !endsAtOnce(honest);
        } catch (SocketTimeoutException open) {
            return true;
        }
    }

    @Test
    void closesASessionThatIsSilentAndKeepsOneThatIsSlow() throws Exception {
        try (var strict =
                        relayTo(
                                List.of(upstream.address()),
                                c -> c.withIdleTimeout(Duration.ofMillis(600)));
                var slow = Peer.connect(strict.address());
                var slowServer = upstream.next();
                var silent = Peer.connect(strict.address());
                var _ = upstream.next()) {
            var ticker =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    while (!Thread.interrupted()) {
                                        slow.getOutputStream().write(1);
                                        Thread.sleep(100);
                                    }
                                } catch (IOException | InterruptedException _) {
                                    // the test is over
                                }
                            });

            assertThat(endsAtOnce(silent)).isTrue();

            assertThat(strict.stats().sessionsIdled()).isEqualTo(1);
            await().until(() -> strict.stats().sessionsOpen() == 1);
            assertThat(slowServer.getInputStream().read()).isEqualTo(1);
            ticker.interrupt();
        }
    }

    @Test
    void drainLetsSessionsEndAndTakesNoNewOnes() throws Exception {
        var client = Peer.connect(relay.address());
        var server = upstream.next();
        var address = relay.address();
        var drained = later(relay::drain);
        await().until(() -> !accepts(address));

        client.getOutputStream().write(3);
        assertThat(server.getInputStream().read()).isEqualTo(3);
        assertThat(drained).isNotDone();
        client.close();
        server.close();

        assertThat(drained.join()).isTrue();
    }

    @Test
    void drainEndsWhatDoesNotEndByItself() throws Exception {
        try (var hasty =
                        relayTo(
                                List.of(upstream.address()),
                                c -> c.withDrainTimeout(Duration.ofMillis(300)));
                var client = Peer.connect(hasty.address());
                var _ = upstream.next()) {
            assertThat(hasty.drain()).isFalse();
            assertThat(endsAtOnce(client)).isTrue();
        }
    }

    @Test
    void saysWhenTheAddressIsTaken() {
        assertThatThrownBy(() ->
                        Relay.start(RelayConfig.of(relay.address(), List.of(upstream.address()))))
                .isInstanceOf(RelayException.class)
                .hasMessageContaining("cannot listen on");
    }

    private static Relay relayTo(List<HostPort> upstreams, UnaryOperator<RelayConfig> change) {
        return Relay.start(change.apply(RelayConfig.of(ANY, upstreams).withThreads(2)));
    }

    private static CompletableFuture<byte[]> readAllLater(Socket socket) {
        return later(() -> socket.getInputStream().readAllBytes());
    }

    private static <T> CompletableFuture<T> later(Callable<T> work) {
        var result = new CompletableFuture<T>();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        result.complete(work.call());
                    } catch (Exception e) {
                        result.completeExceptionally(e);
                    }
                });
        return result;
    }

    private static void readOrFail(Socket socket) throws IOException {
        if (socket.getInputStream().read() < 0) {
            throw new IOException("closed");
        }
    }

    /// A reset is an end, too.
    private static byte[] readToTheEnd(Socket socket) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(bytes);
        } catch (SocketException _) {
            return bytes.toByteArray();
        }
        return bytes.toByteArray();
    }

    private static boolean endsAtOnce(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException _) {
            return true;
        }
    }

    private static boolean accepts(HostPort address) {
        try (var _ = Peer.connect(address)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
