package io.sampan.cli.serve;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.wire.frame.ControlFrame.Done;
import io.sampan.wire.frame.ControlFrame.Ping;
import io.sampan.wire.net.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MetricsTest {

    private final AtomicReference<Optional<String>> problem =
            new AtomicReference<>(Optional.empty());
    private final HostPort address = free();
    private final Metrics metrics =
            new Metrics(address, new Readiness().check("ledger", problem::get));

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void saysThatItRunsAndThatItIsReady() throws Exception {
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        var ready = get("/readyz");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body()).contains("\"ready\":true", "\"ledger\":\"ok\"");
    }

    @Test
    void saysWhyItIsNotReady() throws Exception {
        problem.set(Optional.of("no space on \"disk\""));

        var ready = get("/readyz");

        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("\"ready\":false", "no space on \\\"disk\\\"");
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        assertThat(get("/metrics").body()).contains("sampan_ready 0");
    }

    @Test
    void showsTheProcessTheJvmAndRequests() throws Exception {
        metrics.requests("sampan.requests", "answer times")
                .onAnswered(Ping.class, Done.class, 3_000_000);

        var figures = get("/metrics").body();

        assertThat(figures)
                .contains(
                        "sampan_build_info{",
                        "jvm_memory_used_bytes{area=\"heap\"",
                        "jvm_threads_live_threads",
                        "process_files_open_files",
                        "process_uptime_seconds",
                        "sampan_requests_seconds_bucket{refused=\"false\",request=\"Ping\","
                                + "le=\"0.005\"} 1");
    }

    @Test
    void halfSentRequestsHoldUpNoOther() throws Exception {
        var half = new ArrayList<Socket>();
        try {
            for (var i = 0; i < 20; i++) {
                var socket = new Socket(address.host(), address.port());
                half.add(socket);
                socket.getOutputStream().write("GET /metrics HTT".getBytes(US_ASCII));
            }

            assertThat(get("/metrics").statusCode()).isEqualTo(200);
            assertThat(get("/readyz").statusCode()).isEqualTo(200);
        } finally {
            for (var socket : half) {
                socket.close();
            }
        }
    }

    @Test
    void knowsNoOtherPath() throws Exception {
        assertThat(get("/metrics/../x").statusCode()).isEqualTo(404);
        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(get("/healthzz").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://" + address + path))
                            .timeout(Duration.ofSeconds(20))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static HostPort free() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new HostPort("127.0.0.1", socket.getLocalPort());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
