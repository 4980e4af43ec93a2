package io.sampan.systemtests;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sampan.systemtests.fault.Ports;
import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Figures;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.harness.RawLane;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.proto.OpenMedia;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What operators rely on, with real processes: relays that lead to each other, processes with few
/// descriptors, and metrics that answer all the while.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class OperatingTest {

    /// The type of a frame that refuses.
    private static final int REFUSED = 5;

    private static final Duration WITHIN = Duration.ofMinutes(1);

    @RegisterExtension static final Lab lab = new Lab();

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void stop() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void aLoopOfRelaysIsEndedAndMetricsAnswerMeanwhile() throws Exception {
        var a = Ports.free();
        var b = Ports.free();
        var figures = Figures.anywhere();
        launch(300, "relay", "--listen", a, "--upstream", b, "--metrics", figures.at());
        launch(300, "relay", "--listen", b, "--upstream", a);

        for (var round = 0; round < 3; round++) {
            try (var client = connect(a)) {
                client.getOutputStream().write("SMPN\0\0\0\1".getBytes(US_ASCII));
                assertThat(ends(client)).isTrue();
            }
        }

        await().atMost(WITHIN).until(() -> figures.value("sampan_relay_sessions") == 0);
        assertThat(figures.value("sampan_relay_sessions_let_in_total")).isLessThan(5_000);
    }

    @Test
    void aRelayThatNamesItselfIsRefused() throws Exception {
        var a = Ports.free();

        var relay = command(300, "relay", "--listen", a, "--upstream", a).start();

        assertThat(relay.waitFor()).isEqualTo(2);
        assertThat(new String(relay.getErrorStream().readAllBytes(), US_ASCII))
                .contains("lead to itself");
    }

    @Test
    void connectionsLeaveDescriptorsForFilesAndMetrics() throws Exception {
        var listen = Ports.free();
        var figures = Figures.anywhere();
        var home = lab.folder("few-descriptors");
        launch(
                400,
                "server",
                "--plain",
                "--home",
                home,
                "--listen",
                listen,
                "--metrics",
                figures.at());
        var film = Content.random(lab.folder("files").resolve("film"), 17, 3_000_000);
        var crowd = new ArrayList<Socket>();
        try {
            for (var i = 0; i < 90; i++) {
                crowd.add(connect(listen));
            }
            var halfSent = connect(figures.at());
            crowd.add(halfSent);
            halfSent.getOutputStream().write("GET /metr".getBytes(US_ASCII));

            var put =
                    command(4096, "put", film, "--name", "film", "--via", listen, "--as", "alice")
                            .inheritIO();
            put.environment().put("SAMPAN_HOME", lab.folder("alice").toString());
            var code = put.start().waitFor();

            assertThat(code).isZero();
            assertThat(figures.value("sampan_faults_total")).isZero();
        } finally {
            for (var socket : crowd) {
                socket.close();
            }
        }
    }

    @Test
    void filesThatAreReadLeaveDescriptorsForFilesThatArrive() throws Exception {
        var listen = Ports.free();
        var figures = Figures.anywhere();
        var config = lab.folder("many-readers-config").resolve("server.toml");
        Files.writeString(config, "max-lanes-per-person = 130\n");
        launch(
                400,
                "server",
                "--config",
                config,
                "--plain",
                "--home",
                lab.folder("many-readers"),
                "--listen",
                listen,
                "--metrics",
                figures.at());
        for (var n = 0; n < 8; n++) {
            var film = Content.random(lab.folder("films").resolve("film" + n), n, 100_000);
            assertThat(put(film, listen)).isZero();
        }
        var lanes = new ArrayList<RawLane>();
        try {
            var refused = 0;
            for (var reader = 0; reader < 100; reader++) {
                var lane = RawLane.login(listen, "alice");
                lanes.add(lane);
                for (var n = 0; n < 8; n++) {
                    var open = OpenMedia.newBuilder().setName("film" + n).build();
                    refused += lane.ask(20, open).type() == REFUSED ? 1 : 0;
                }
            }

            assertThat(refused).as("readers who found no place").isPositive();
            for (var n = 0; n < 4; n++) {
                var film = Content.random(lab.folder("films").resolve("more" + n), n, 3_000_000);
                assertThat(put(film, listen)).isZero();
            }
            assertThat(figures.value("sampan_faults_total")).isZero();
        } finally {
            lanes.forEach(RawLane::close);
        }
    }

    private static int put(Path file, HostPort server) throws Exception {
        var put = command(4096, "put", file, "--via", server, "--as", "alice").inheritIO();
        put.environment().put("SAMPAN_HOME", lab.folder("alice").toString());
        return put.start().waitFor();
    }

    private void launch(int descriptors, Object... arguments) throws IOException {
        var err = Files.createTempFile(lab.folder("logs"), "process", ".err");
        var out = Files.createTempFile(lab.folder("logs"), "process", ".out");
        var builder = command(descriptors, arguments);
        builder.redirectError(err.toFile()).redirectOutput(out.toFile());
        processes.add(builder.start());
        await().atMost(WITHIN).until(() -> Files.readString(out).contains("ready "));
    }

    /// The launcher, with no more than so many descriptors.
    private static ProcessBuilder command(int descriptors, Object... arguments) {
        var all = new ArrayList<String>();
        all.addAll(List.of("bash", "-c", "ulimit -n " + descriptors + "; exec \"$@\"", "sampan"));
        all.add(launcher().toString());
        for (var argument : arguments) {
            all.add(argument.toString());
        }
        var builder = new ProcessBuilder(all);
        builder.environment().put("SAMPAN_BUILD", "never");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }

    private static Path launcher() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.isExecutable(folder.resolve("sampan"))) {
            folder = folder.getParent();
        }
        return folder.resolve("sampan");
    }

    private static Socket connect(HostPort to) throws IOException {
        return new Socket(to.host(), to.port());
    }

    private static boolean ends(Socket socket) throws IOException {
        socket.setSoTimeout((int) WITHIN.toMillis());
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException _) {
            return true;
        }
    }
}
