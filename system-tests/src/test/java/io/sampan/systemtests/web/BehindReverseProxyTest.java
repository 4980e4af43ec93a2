package io.sampan.systemtests.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.systemtests.fault.Ports;
import io.sampan.systemtests.harness.Cluster;
import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.harness.SampanCli;
import io.sampan.wire.net.HostPort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// nginx and Caddy in front, with what docs/web.md says that they need.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class BehindReverseProxyTest {

    private static final int SIZE = (12 << 20) + 5;

    @RegisterExtension static final Lab LAB = new Lab();

    private static Cluster cluster;
    private static SampanCli alice;
    private static String token;

    @BeforeAll
    static void start() {
        cluster =
                LAB.cluster()
                        .settings(
                                "[web]", "hosts = [\"chat.example\"]", "proxies = [\"127.0.0.1\"]")
                        .start();
        alice = LAB.person("alice", cluster.entries());
        token = Web.token(alice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "off"})
    void nginxCarriesUploadsRangesAndWebSockets(String buffering) throws Exception {
        var nginx = Tool.find("nginx", LAB.folder("tools"));
        var front = Ports.free();
        var folder = LAB.folder("nginx");
        // Its workers would be somebody who may not look into the test's folder; who is not root
        // has
        // no choice, and the line only warns.
        var settings =
                """
                user root; daemon off; worker_processes 1; pid FOLDER/pid; error_log stderr;
                events { }
                http {
                  access_log off;
                  client_body_temp_path FOLDER/body; proxy_temp_path FOLDER/proxy;
                  fastcgi_temp_path FOLDER/f; uwsgi_temp_path FOLDER/u; scgi_temp_path FOLDER/s;
                  map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
                  server {
                    listen FRONT;
                    client_max_body_size 0;
                    location / {
                      proxy_pass http://SERVER;
                      proxy_http_version 1.1;
                      proxy_set_header Host $http_host;
                      proxy_set_header Upgrade $http_upgrade;
                      proxy_set_header Connection $connection_upgrade;
                      proxy_request_buffering BUFFERING;
                      proxy_buffering BUFFERING;
                      proxy_read_timeout 90s;
                    }
                  }
                }
                """
                        .replace("FOLDER", folder.toString())
                        .replace("FRONT", front.toString())
                        .replace("SERVER", cluster.entries().getFirst().toString())
                        .replace("BUFFERING", buffering);
        var file = Files.writeString(folder.resolve("nginx.conf"), settings);

        var process = nginx.start(List.of("-p", folder.toString(), "-c", file.toString()));
        LAB.owns(() -> end(process));

        carries(nginx, front, "nginx-" + buffering);
    }

    @Test
    void caddyCarriesUploadsRangesAndWebSockets() throws Exception {
        var caddy = Tool.find("caddy", LAB.folder("tools"));
        var front = Ports.free();
        var settings =
                """
                {
                  admin off
                  auto_https off
                }
                http://:PORT {
                  bind 127.0.0.1
                  reverse_proxy SERVER
                }
                """
                        .replace("PORT", Integer.toString(front.port()))
                        .replace("SERVER", cluster.entries().getFirst().toString());
        var file = Files.writeString(LAB.folder("caddy").resolve("Caddyfile"), settings);

        var process = caddy.start(List.of("run", "--config", file.toString()));
        LAB.owns(() -> end(process));

        carries(caddy, front, "caddy");
    }

    private static void end(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    private static void carries(Tool proxy, HostPort front, String name) throws Exception {
        var source = Content.random(LAB.folder("files").resolve(name), 1, SIZE);
        try (var client = HttpClient.newHttpClient()) {
            Awaitility.await(proxy.said())
                    .atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(() -> send(client, front, "GET", "/api/me").statusCode() == 200);
            var place = upload(client, front, source, name);
            var whole = client.send(request(front, place).build(), BodyHandlers.ofByteArray());
            var part =
                    client.send(
                            request(front, place).header("Range", "bytes=5-").build(),
                            BodyHandlers.ofByteArray());
            var socket =
                    client.newWebSocketBuilder()
                            .header("Authorization", "Bearer " + token)
                            .buildAsync(
                                    URI.create("ws://" + front + "/live"),
                                    new WebSocket.Listener() {})
                            .join();

            assertThat(whole.body()).isEqualTo(Files.readAllBytes(source));
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body()).hasSize(SIZE - 5);
            assertThat(socket.isOutputClosed()).isFalse();
            socket.abort();
        }
        knowsItsNameBehindTls(name, front);
    }

    /// The page was opened at `https://chat.example`; the proxy did the encryption.
    private static void knowsItsNameBehindTls(String name, HostPort front) {
        var curl = Tool.find("curl", LAB.folder("tools"));
        for (var origin : List.of("https://chat.example", "https://evil.example")) {
            var code =
                    curl.run(
                            List.of(
                                    "-fsS",
                                    "-H",
                                    "Host: chat.example",
                                    "-H",
                                    "Origin: " + origin,
                                    "-d",
                                    "{}",
                                    "http://" + front + "/api/challenge"));
            assertThat(code == 0).as(name + " " + origin).isEqualTo(origin.contains("chat"));
        }
    }

    private static HttpRequest.Builder request(HostPort front, String path) {
        return HttpRequest.newBuilder(URI.create("http://" + front + path))
                .header("Authorization", "Bearer " + token)
                .header("Tus-Resumable", "1.0.0");
    }

    private static HttpResponse<String> send(
            HttpClient client, HostPort front, String method, String path) throws Exception {
        return client.send(
                request(front, path).method(method, BodyPublishers.noBody()).build(),
                BodyHandlers.ofString());
    }

    /// In two pieces.
    ///
    /// @return where it is to be had
    private static String upload(HttpClient client, HostPort front, Path source, String name)
            throws IOException, InterruptedException {
        var bytes = Files.readAllBytes(source);
        var created =
                client.send(
                        request(front, "/files")
                                .header("Upload-Length", Integer.toString(SIZE))
                                .POST(BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.discarding());
        var place = created.headers().firstValue("location").orElseThrow();
        for (var from : new int[] {0, SIZE / 2}) {
            var length = from == 0 ? SIZE / 2 : SIZE - from;
            var answer =
                    client.send(
                            request(front, place)
                                    .header("Upload-Offset", Integer.toString(from))
                                    .header("Content-Type", "application/offset+octet-stream")
                                    .method(
                                            "PATCH",
                                            BodyPublishers.ofByteArray(bytes, from, length))
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(name + ": " + answer.body()).isEqualTo(204);
        }
        return place.replace("/files/", "/media/");
    }
}
