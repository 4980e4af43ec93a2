package io.sampan.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.sampan.model.InvalidValueException;
import io.sampan.wire.net.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Relays that lead back to themselves.
@Timeout(60)
class RelayLoopsTest {

    private static final byte[] EIGHT_BYTES = "SMPN\0\0\0\1".getBytes(US_ASCII);

    /// Without detection one client takes every place there is: 20,000.
    private static final int BOUNDED = 4_000;

    @Test
    void aLoopOfTwoRelaysIsNoticedAndClosesAllItsSessions() throws Exception {
        var a = Peer.nobody();
        var b = Peer.nobody();
        try (var first = start(a, b);
                var second = start(b, a);
                var client = Peer.connect(a)) {
            client.getOutputStream().write(EIGHT_BYTES);

            assertThat(ends(client)).isTrue();
            await().until(() -> first.stats().loops() + second.stats().loops() > 0);
            await().until(() -> first.stats().sessionsOpen() == 0);
            await().until(() -> second.stats().sessionsOpen() == 0);
            assertThat(first.stats().sessionsTotal()).isLessThan(BOUNDED);
        }
    }

    @Test
    void aLoopIsNoticedAlsoWhenTheClientSaysNothing() throws Exception {
        var a = Peer.nobody();
        var b = Peer.nobody();
        try (var first = start(a, b);
                var second = start(b, a);
                var client = Peer.connect(a)) {
            assertThat(ends(client)).isTrue();
            await().until(() -> first.stats().sessionsOpen() + second.stats().sessionsOpen() == 0);
        }
    }

    @Test
    void aLoopThroughAForeignProxyIsNoticed() throws Exception {
        var a = Peer.nobody();
        try (var foreign = new ForeignProxy(a);
                var relay = start(a, foreign.address());
                var client = Peer.connect(a)) {
            client.getOutputStream().write(EIGHT_BYTES);

            assertThat(ends(client)).isTrue();
            await().until(() -> relay.stats().loops() > 0);
            await().until(() -> relay.stats().sessionsOpen() == 0);
        }
    }

    @Test
    void sessionsGoToTheNextUpstreamOnceALoopIsKnown() throws Exception {
        var a = Peer.nobody();
        var b = Peer.nobody();
        try (var server = new Peer();
                var first = start(a, b, server.address());
                var _ = start(b, a)) {
            try (var lost = Peer.connect(a)) {
                lost.getOutputStream().write(EIGHT_BYTES);
                await().until(() -> first.stats().loops() > 0);
            }

            try (var client = Peer.connect(a)) {
                client.getOutputStream().write(7);
                // What was on its way in the loop may have come to the server as well.
                await().until(() -> server.next().getInputStream().read() == 7);
            }
        }
    }

    @Test
    void manyClientsAtOnceAreNotTakenForALoop() throws Exception {
        try (var server = new Peer();
                var relay = start(Peer.nobody(), server.address())) {
            var clients = new ArrayList<Socket>();
            for (var i = 0; i < 3 * LoopDetector.FIRST_PROBE; i++) {
                clients.add(Peer.connect(relay.address()));
            }
            // The probe is among what the server gets, on a connection of its own.
            for (var i = 0; i < clients.size() + 2; i++) {
                server.next();
            }

            assertThat(relay.stats().sessionsOpen()).isEqualTo(clients.size());
            assertThat(relay.stats().loops()).isZero();
            for (var client : clients) {
                client.close();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:7001, 127.0.0.1:7001",
        "127.0.0.1:7001, localhost:7001",
        "localhost:7001, 127.0.0.1:7001",
        "127.0.0.1:7001, 0.0.0.0:7001",
        "0.0.0.0:7001, 127.0.0.1:7001",
        "0.0.0.0:7001, 127.9.9.9:7001",
        "relay.example:7001, Relay.example:7001",
        "'[::1]:7001', '[0:0:0:0:0:0:0:1]:7001'"
    })
    void aRelaysOwnAddressIsNoUpstream(String listen, String upstream) {
        assertThatThrownBy(() ->
                        RelayConfig.of(
                                HostPort.parse(listen),
                                List.of(HostPort.parse("10.0.0.1:1"), HostPort.parse(upstream))))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("lead to itself");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:7001, 127.0.0.1:7002",
        "127.0.0.1:7001, 127.0.0.2:7001",
        "0.0.0.0:7001, 10.255.255.1:7001",
        "127.0.0.1:7001, other.example:7001"
    })
    void anotherAddressIsOne(String listen, String upstream) {
        var config = RelayConfig.of(HostPort.parse(listen), List.of(HostPort.parse(upstream)));

        assertThat(config.upstreams()).hasSize(1);
    }

    @Test
    void aNameThatTurnsOutToBeTheRelayItselfIsNotConnectedTo() throws Exception {
        var name = nameOfThisMachine();
        assumeThat(name).isNotEmpty();
        var port = Peer.nobody().port();
        try (var relay = start(new HostPort("0.0.0.0", port), new HostPort(name, port));
                var client = Peer.connect(new HostPort("127.0.0.1", port))) {
            assertThat(ends(client)).isTrue();
            await().until(() -> relay.stats().sessionsOpen() == 0);
            assertThat(relay.stats().loops()).isPositive();
            assertThat(relay.stats().sessionsTotal()).isLessThan(10);
        }
    }

    private static String nameOfThisMachine() {
        try {
            var own = InetAddress.getLocalHost();
            return own.isLoopbackAddress() && !own.getHostName().startsWith("127.")
                    ? own.getHostName()
                    : "";
        } catch (UnknownHostException _) {
            return "";
        }
    }

    private static Relay start(HostPort listen, HostPort... upstreams) {
        return Relay.start(RelayConfig.of(listen, List.of(upstreams)).withThreads(2));
    }

    private static boolean ends(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException _) {
            return true;
        }
    }

    /// Carries each connection to one address, as `socat` does.
    private static final class ForeignProxy implements AutoCloseable {

        private final ServerSocket listener = new ServerSocket();

        ForeignProxy(HostPort to) throws IOException {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Thread.ofVirtual().start(() -> accept(to));
        }

        HostPort address() {
            return new HostPort("127.0.0.1", listener.getLocalPort());
        }

        private void accept(HostPort to) {
            try {
                while (true) {
                    var from = listener.accept();
                    var next = new Socket(to.host(), to.port());
                    Thread.ofVirtual().start(() -> carry(from, next));
                    Thread.ofVirtual().start(() -> carry(next, from));
                }
            } catch (IOException _) {
                // the test is over
            }
        }

        private static void carry(Socket from, Socket to) {
            try (from;
                    to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException _) {
                // one end closes the other
            }
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }
}
