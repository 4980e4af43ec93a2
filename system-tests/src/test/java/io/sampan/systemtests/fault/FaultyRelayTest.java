package io.sampan.systemtests.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sampan.wire.net.HostPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class FaultyRelayTest {

    private static final int SIZE = 1_000_000;

    private ServerSocket echo;

    @BeforeEach
    void startAnEcho() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    @AfterEach
    void stop() throws IOException {
        echo.close();
    }

    @Test
    void carriesEverythingWhenNothingIsToGoWrong() throws Exception {
        try (var line = toEcho().recording().start();
                var client = connect(line)) {
            var sent = noise();

            var got = exchange(client, sent);

            assertThat(got).isEqualTo(sent);
            assertThat(line.bytesUp()).isEqualTo(SIZE);
            await().until(() -> line.bytesDown() == SIZE);
            assertThat(line.recordedUp()).isEqualTo(sent);
            assertThat(line.recordedDown()).isEqualTo(sent);
        }
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void cutsEachConnectionBehindTheSameByte(Cut how) throws Exception {
        try (var line = toEcho().cutAfter(300_000, how).start()) {
            for (var round = 1; round <= 2; round++) {
                try (var client = connect(line)) {
                    send(client, noise());
                    assertThat(readToTheEnd(client)).isLessThanOrEqualTo(300_000);
                }
                assertThat(line.bytesUp()).isEqualTo(round * 300_000L);
            }
            assertThat(line.connections()).isEqualTo(2);
        }
    }

    /// Otherwise that connection would have it when the relay wants to come back.
    @Test
    void itsPortIsNoneThatAnOutgoingConnectionMayBeGiven() throws Exception {
        // Read to its end: the kernel says that it is empty, and tells no more than was asked for.
        var range = Files.readAllLines(Path.of("/proc/sys/net/ipv4/ip_local_port_range"));
        var lowest = Integer.parseInt(range.getFirst().replaceAll("\\s.*", ""));

        try (var line = toEcho().start()) {
            assertThat(line.address().port()).isLessThan(lowest);
        }
    }

    @Test
    void flipsOneBitOnce() throws Exception {
        try (var line = toEcho().flipBitUpBetween(1000, SIZE, new Random(1)).start()) {
            var sent = noise();

            try (var first = connect(line);
                    var second = connect(line)) {
                assertThat(differingBits(sent, exchange(first, sent))).isEqualTo(1);
                assertThat(differingBits(sent, exchange(second, sent))).isZero();
            }

            assertThat(line.hasFlipped()).isTrue();
        }
    }

    @Test
    void isAsSlowAsItIsTold() throws Exception {
        try (var line = toEcho().bytesPerSecond(1_000_000).start();
                var client = connect(line)) {
            var started = System.nanoTime();

            exchange(client, noise());

            assertThat(Duration.ofNanos(System.nanoTime() - started))
                    .isBetween(Duration.ofMillis(900), Duration.ofSeconds(5));
        }
    }

    @Test
    void delaysWithoutLimitingTheRate() throws Exception {
        var delay = Duration.ofMillis(200);
        try (var line = toEcho().delay(delay, delay).start();
                var client = connect(line)) {
            var sent = noise();
            var started = System.nanoTime();

            assertThat(exchange(client, sent)).isEqualTo(sent);

            assertThat(Duration.ofNanos(System.nanoTime() - started))
                    .isBetween(Duration.ofMillis(400), Duration.ofSeconds(5));
        }
    }

    @Test
    void isABlackHoleWhilePaused() throws Exception {
        try (var line = toEcho().start();
                var client = connect(line)) {
            line.pause();
            client.getOutputStream().write(1);
            client.setSoTimeout(300);

            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketTimeoutException.class);

            client.setSoTimeout(10_000);
            line.resume();
            assertThat(client.getInputStream().read()).isEqualTo(1);
        }
    }

    @Test
    void killsWhatIsOpenAndRefusesWhatIsNew() throws Exception {
        try (var line = toEcho().start();
                var client = connect(line)) {
            client.getOutputStream().write(1);
            assertThat(client.getInputStream().read()).isEqualTo(1);

            line.refuseNew();
            line.killAll();

            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> connect(line)).isInstanceOf(IOException.class);
            line.acceptNew();
            try (var again = connect(line)) {
                again.getOutputStream().write(2);
                assertThat(again.getInputStream().read()).isEqualTo(2);
            }
        }
    }

    private FaultyRelayBuilder toEcho() {
        return FaultyRelay.to(new HostPort("127.0.0.1", echo.getLocalPort()));
    }

    private static Socket connect(FaultyRelay line) throws IOException {
        var socket = new Socket(line.address().host(), line.address().port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static byte[] noise() {
        var bytes = new byte[SIZE];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private static byte[] exchange(Socket client, byte[] sent) throws IOException {
        send(client, sent);
        return client.getInputStream().readNBytes(sent.length);
    }

    private static void send(Socket client, byte[] sent) {
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        client.getOutputStream().write(sent);
                    } catch (IOException _) {
                        // The line was cut.
                    }
                });
    }

    /// @return how many bytes came before the end or the reset
    private static long readToTheEnd(Socket client) throws IOException {
        var bytes = new byte[8192];
        var total = 0L;
        try {
            for (var n = 0; n >= 0; n = client.getInputStream().read(bytes)) {
                total += n;
            }
        } catch (SocketException _) {
            // A reset is an end, too.
        }
        return total;
    }

    private static int differingBits(byte[] left, byte[] right) {
        assertThat(right).hasSameSizeAs(left);
        var bits = 0;
        for (var i = 0; i < left.length; i++) {
            bits += Integer.bitCount((left[i] ^ right[i]) & 0xff);
        }
        return bits;
    }

    private void accept() {
        try {
            while (true) {
                var socket = echo.accept();
                Thread.ofVirtual().start(() -> answer(socket));
            }
        } catch (IOException e) {
            if (!echo.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void answer(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException _) {
            // The line was cut.
        }
    }
}
