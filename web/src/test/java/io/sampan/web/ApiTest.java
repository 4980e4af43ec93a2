package io.sampan.web;

import static io.sampan.web.TestDoor.as;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is not a file.
@Timeout(60)
class ApiTest {

    @TempDir private Path home;
    private TestDoor door;

    @BeforeEach
    void open() {
        door = new TestDoor(home);
    }

    @AfterEach
    void close() {
        door.close();
    }

    private RawHttp.Answer ask(String method, String path, String body, String... fields)
            throws IOException {
        try (var http = door.dial()) {
            return http.ask(method, path, body.getBytes(StandardCharsets.UTF_8), fields);
        }
    }

    @Test
    void aTokenIsIssuedForAScopeAndATime() throws IOException {
        var answer =
                ask(
                        "POST",
                        "/api/tokens",
                        "{\"scope\": \"read upload\", \"seconds\": 60}",
                        as("alice"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("\"token\"").contains("1970-01-01T00:01:00Z");
        assertThat(answer.field("cache-control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"scope\": \"root\"}",
                "{\"seconds\": 0}",
                "{\"seconds\": 43201}",
                "[]",
                "{",
                "\"x\"",
                "{\"scope\": \"read  upload\"}",
            })
    void whatNoTokenCanBeIsRefused(String body) throws IOException {
        assertThat(ask("POST", "/api/tokens", body, as("alice")).status()).isEqualTo(400);
    }

    @Test
    void aTokenOfAScopeIssuesNoOther() throws IOException {
        assertThat(ask("POST", "/api/tokens", "{}", as("alice:read upload")).status())
                .isEqualTo(403);
        assertThat(ask("POST", "/api/tokens", "{}").status()).isEqualTo(401);
    }

    @Test
    void filesAndUploadsAreListedForTheirOwner() throws IOException {
        var id = door.file("a b.txt", "text/plain", new byte[3]);
        ask("POST", "/files", "", as("alice"), "Tus-Resumable: 1.0.0", "Upload-Length: 9");

        assertThat(ask("GET", "/api/media", "", as("alice")).text())
                .contains(id)
                .contains("\"name\":\"a b.txt\"")
                .contains("\"size\":3");
        assertThat(ask("GET", "/api/media", "", as("bob")).text()).isEqualTo("{\"media\":[]}");
        assertThat(ask("GET", "/api/uploads", "", as("alice")).text())
                .contains("\"size\":9")
                .contains("\"held\":0");
        assertThat(ask("DELETE", "/api/media/" + id, "", as("bob")).status()).isEqualTo(404);
        assertThat(ask("DELETE", "/api/media/" + id, "", as("alice")).status()).isEqualTo(204);
        assertThat(ask("GET", "/media/" + id, "", as("alice")).status()).isEqualTo(404);
    }

    @Test
    void nothingElseIsThere() throws IOException {
        assertThat(ask("GET", "/api", "", as("alice")).status()).isEqualTo(404);
        assertThat(ask("GET", "/api/tokens", "", as("alice")).status()).isEqualTo(405);
        assertThat(ask("GET", "/api/people/x/y", "", as("alice")).status()).isEqualTo(404);
    }
}
