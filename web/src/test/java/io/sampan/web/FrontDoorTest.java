package io.sampan.web;

import static io.sampan.web.TestDoor.as;
import static io.sampan.web.TestDoor.cookie;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is checked before any resource is asked.
@Timeout(60)
class FrontDoorTest {

    private static final String TUS = "Tus-Resumable: 1.0.0";

    @TempDir private static Path home;
    private TestDoor door;

    @BeforeEach
    void open() {
        door =
                new TestDoor(
                        home,
                        WebSettings.DEFAULTS
                                .withHosts(Set.of("Chat.example"))
                                .withCertificateNames(() -> Set.of("*.cert.example")));
    }

    @AfterEach
    void close() {
        door.close();
    }

    private RawHttp.Answer ask(String method, String path, String... fields) throws IOException {
        try (var http = door.dial()) {
            return http.ask(method, path, fields);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.0.0.1:7267",
                "127.9.9.9",
                "localhost:1",
                "LOCALHOST",
                "[::1]",
                "[::1]:80",
                "chat.example",
                "CHAT.example:443",
                "a.cert.example",
            })
    void aHostThatIsOursIsServed(String host) throws IOException {
        assertThat(ask("OPTIONS", "/files", "Host: " + host).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:7267",
                "127.0.0.1.evil.example",
                "localhost.evil",
                "127.0.0.256",
                "127.0.0",
                "cert.example",
                "a.b.cert.example",
                "[::2]",
                "[::1",
                "",
                "localhost:x",
                "10.0.0.1",
                "chat.example.",
                "0x7f.1",
                "xlocalhost",
            })
    void aForeignHostIsRefusedWith421BeforeAnythingElse(String host) throws IOException {
        var answer = ask("OPTIONS", "/files", "Host: " + host, as("alice"));

        assertThat(answer.status()).isEqualTo(421);
    }

    @ParameterizedTest
    @CsvSource({
        "http://evil.example",
        "null",
        "http://127.0.0.1:1",
        "http://127.0.0.1.evil.example",
        "file://127.0.0.1",
        "https://127.0.0.1",
    })
    void aForeignOriginIsRefusedWith403(String origin) throws IOException {
        var answer = ask("POST", "/files", "Origin: " + origin, TUS, as("alice"));

        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void ourOwnOriginIsServedWithACookie() throws IOException {
        var answer =
                ask(
                        "POST",
                        "/files",
                        "Origin: http://127.0.0.1",
                        "Sec-Fetch-Site: same-origin",
                        TUS,
                        "Upload-Length: 3",
                        cookie("alice"));

        assertThat(answer.status()).isEqualTo(201);
    }

    @Test
    void anEncryptedOriginIsOursBehindAReverseProxy() throws IOException {
        assertThat(
                        ask(
                                        "POST",
                                        "/files",
                                        "Host: chat.example",
                                        "Origin: https://chat.example",
                                        TUS,
                                        "Upload-Length: 3",
                                        cookie("alice"))
                                .status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void whatABrowserSendsForAnotherSiteIsRefusedWith403(String site) throws IOException {
        assertThat(ask("POST", "/files", "Sec-Fetch-Site: " + site, TUS, as("alice")).status())
                .isEqualTo(403);
    }

    @Test
    void aCookieAloneChangesNothing() throws IOException {
        assertThat(ask("POST", "/files", TUS, "Upload-Length: 3", cookie("alice")).status())
                .isEqualTo(403);
        assertThat(
                        ask(
                                        "GET",
                                        "/files",
                                        "Upgrade: websocket",
                                        "Connection: Upgrade",
                                        cookie("alice"))
                                .status())
                .isEqualTo(403);
    }

    @Test
    void aProgramWithATokenNeedsNoOrigin() throws IOException {
        assertThat(ask("POST", "/files", TUS, "Upload-Length: 3", as("alice")).status())
                .isEqualTo(201);
    }

    @Test
    void whoIsNotLoggedInIsTold401BeforeAnythingIsLookedUp() throws IOException {
        var id = door.file("a.txt", "text/plain", new byte[3]);

        for (var path : new String[] {"/media/" + id, "/media/x", "/files/" + id, "/files/x/y"}) {
            var answer = ask("HEAD", path);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.field("www-authenticate")).startsWith("Bearer");
        }
        for (var wrong : new String[] {"Bearer x", "Bearer", "Basic YWxpY2U=", "Bearer a b"}) {
            assertThat(ask("GET", "/media/" + id, "Authorization: " + wrong).status())
                    .isEqualTo(401);
        }
    }

    @Test
    void aTokenInTheFieldDecidesAlone() throws IOException {
        var id = door.file("a.txt", "text/plain", new byte[3]);

        assertThat(ask("GET", "/media/" + id, as("mallory"), cookie("alice")).status())
                .isEqualTo(401);
    }

    @Test
    void aTokenIsGoodForItsScopeOnly() throws IOException {
        var id = door.file("a.txt", "text/plain", new byte[3]);

        assertThat(ask("GET", "/media/" + id, as("alice:read")).status()).isEqualTo(200);
        assertThat(ask("GET", "/media/" + id, as("alice:upload")).status()).isEqualTo(403);
        assertThat(ask("POST", "/files", TUS, "Upload-Length: 3", as("alice:read")).status())
                .isEqualTo(403);
        assertThat(ask("POST", "/files", TUS, "Upload-Length: 3", as("alice:upload")).status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/x", "//files", "/MEDIA", "/%66iles%2f", "/."})
    void nothingElseIsThere(String path) throws IOException {
        assertThat(ask("GET", path, as("alice")).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%", "/%f", "/%zz", "/media/%ff", "/media/%c0%ae"})
    void aPathThatIsNotEncodedUtf8IsRefused(String path) throws IOException {
        assertThat(ask("GET", path, as("alice")).status()).isEqualTo(400);
    }

    @Test
    void everyAnswerHasTheFieldsThatProtectItsReader() throws IOException {
        var id = door.file("a.html", "text/html", "<script>".getBytes(StandardCharsets.US_ASCII));

        for (var answer :
                new RawHttp.Answer[] {
                    ask("GET", "/media/" + id, as("alice")),
                    ask("GET", "/media/" + id),
                    ask("GET", "/nothing"),
                    ask("GET", "/", "Host: evil.example"),
                    ask("OPTIONS", "/files"),
                }) {
            assertThat(answer.field("x-content-type-options")).isEqualTo("nosniff");
            assertThat(answer.field("content-security-policy"))
                    .contains("default-src 'none'")
                    .contains("sandbox");
            assertThat(answer.field("referrer-policy")).isEqualTo("no-referrer");
            assertThat(answer.field("cross-origin-resource-policy")).isEqualTo("same-origin");
            assertThat(answer.field("cross-origin-opener-policy")).isEqualTo("same-origin");
            assertThat(answer.field("x-frame-options")).isEqualTo("DENY");
        }
    }
}
