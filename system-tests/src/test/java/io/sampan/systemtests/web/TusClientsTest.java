package io.sampan.systemtests.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Lab;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Upload clients that know nothing of Sampan, through two tiers of relays.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class TusClientsTest {

    private static final int CHUNK = 5 << 20;

    @RegisterExtension final Lab lab = new Lab();

    @Test
    void anUploadGoesOnThroughKillsOfRelaysAndServerToTheByte() throws Exception {
        var cluster = lab.cluster().relays(2, 2).start();
        var alice = lab.person("alice", cluster.entries());
        var source = Content.random(lab.folder("files").resolve("film"), 5, (48L << 20) + 3);
        try (var client = HttpClient.newHttpClient()) {
            var tus = new Tus(client, "http://" + cluster.entries().getFirst());
            var authorization = Web.authorization(alice);
            var path = tus.create(authorization, Files.size(source), "film.bin");
            var sent = 0;
            for (var round = 0; tus.offset(authorization, path) < Files.size(source); round++) {
                sent += tus.patch(authorization, path, source) ? 1 : 0;
                switch (round % 3) {
                    case 0 -> cluster.edges().getFirst().restart();
                    case 1 -> cluster.hubs().getFirst().restart();
                    default -> {
                        cluster.server().restart();
                        // An open server's tokens end with it.
                        authorization = Web.authorization(alice);
                    }
                }
            }
            lab.say("%d chunks", sent);
        }

        alice.done("get", "film.bin", "-o", lab.folder("got").resolve("film"));
        assertThat(Content.same(source, lab.folder("got").resolve("film"))).isTrue();
    }

    @Test
    void tuspyUploadsAFile() throws IOException {
        var python = Tool.find("python3", lab.folder("tools"));
        Assumptions.assumeTrue(
                python.run(List.of("-c", "import tusclient")) == 0, "tuspy is not installed");
        var cluster = lab.cluster().relays(1, 1).start();
        var alice = lab.person("alice", cluster.entries());
        var source = Content.random(lab.folder("files").resolve("film"), 6, (20L << 20) + 1);
        var script =
                Files.writeString(
                        lab.folder("tools").resolve("upload.py"),
                        """
                        import sys
                        from tusclient import client
                        tus = client.TusClient(sys.argv[1], headers={'Authorization': sys.argv[2]})
                        tus.uploader(sys.argv[3], chunk_size=3000000,
                                     metadata={'filename': 'tuspy.bin'}).upload()
                        """);

        var code =
                python.run(
                        List.of(
                                script.toString(),
                                "http://" + cluster.entries().getFirst() + "/files",
                                "Bearer " + Web.token(alice),
                                source.toString()));

        assertThat(code).as(python.said()).isZero();
        alice.done("get", "tuspy.bin", "-o", lab.folder("got").resolve("film"));
        assertThat(Content.same(source, lab.folder("got").resolve("film"))).isTrue();
    }

    /// Looks for the module where Node looks: set `NODE_PATH` to where it was installed.
    @Test
    void tusJsClientUploadsAFileInParallelPartsAndChunks() throws IOException {
        var node = Tool.find("node", lab.folder("tools"));
        var there = node.run(List.of("-e", "require('tus-js-client')")) == 0;
        if (!there) {
            System.out.println("    SKIPPED: tus-js-client is not installed");
        }
        Assumptions.assumeTrue(there, "tus-js-client is not installed");
        var cluster = lab.cluster().relays(1, 1).start();
        var alice = lab.person("alice", cluster.entries());
        var source = Content.random(lab.folder("files").resolve("film"), 7, (20L << 20) + 1);
        var script =
                Files.writeString(
                        lab.folder("tools").resolve("upload.js"),
                        """
                        const fs = require('fs')
                        const tus = require('tus-js-client')
                        const [, , endpoint, token, path] = process.argv
                        const upload = (name, more) => new Promise((done, failed) =>
                          new tus.Upload(fs.createReadStream(path), {
                            endpoint, headers: { Authorization: token },
                            metadata: { filename: name },
                            onError: failed, onSuccess: done, ...more }).start())
                        upload('chunks.bin', { chunkSize: 3000000 })
                          .then(() => upload('parts.bin', { parallelUploads: 4 }))
                          .catch((e) => { console.error(String(e)); process.exit(1) })
                        """);

        var code =
                node.run(
                        List.of(
                                script.toString(),
                                "http://" + cluster.entries().getFirst() + "/files",
                                "Bearer " + Web.token(alice),
                                source.toString()));

        assertThat(code).as(node.said()).isZero();
        for (var name : List.of("chunks.bin", "parts.bin")) {
            var copy = lab.folder("got").resolve(name);
            // A final upload is answered at once and put together behind.
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> alice.run("get", name, "-o", copy).exitCode() == 0);
            assertThat(Content.same(source, copy)).isTrue();
        }
    }

    /// The least that a client does.
    private record Tus(HttpClient client, String base) {

        private HttpRequest.Builder request(String authorization, String path) {
            return HttpRequest.newBuilder(URI.create(base + path))
                    .header("Authorization", authorization.substring("Authorization: ".length()))
                    .header("Tus-Resumable", "1.0.0");
        }

        String create(String authorization, long size, String name) throws Exception {
            var metadata =
                    Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
            var answer =
                    client.send(
                            request(authorization, "/files")
                                    .header("Upload-Length", Long.toString(size))
                                    .header("Upload-Metadata", "filename " + metadata)
                                    .POST(BodyPublishers.noBody())
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(201);
            return answer.headers().firstValue("location").orElseThrow();
        }

        long offset(String authorization, String path) throws InterruptedException {
            while (true) {
                try {
                    var answer =
                            client.send(
                                    request(authorization, path).HEAD().build(),
                                    BodyHandlers.discarding());
                    if (answer.statusCode() == 200) {
                        return answer.headers().firstValueAsLong("upload-offset").orElseThrow();
                    }
                } catch (IOException e) {
                    // A relay on the way was killed; the next try finds another way.
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }

        boolean patch(String authorization, String path, Path source) throws InterruptedException {
            var at = offset(authorization, path);
            try (var file = new RandomAccessFile(source.toFile(), "r")) {
                var chunk = new byte[(int) Math.min(CHUNK, file.length() - at)];
                file.seek(at);
                file.readFully(chunk);
                var answer =
                        client.send(
                                request(authorization, path)
                                        .header("Upload-Offset", Long.toString(at))
                                        .header("Content-Type", "application/offset+octet-stream")
                                        .method("PATCH", BodyPublishers.ofByteArray(chunk))
                                        .build(),
                                BodyHandlers.discarding());
                return answer.statusCode() == 204;
            } catch (IOException e) {
                return false;
            }
        }
    }
}
