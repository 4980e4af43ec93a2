package io.sampan.web;

import static io.sampan.web.TestDoor.as;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `/api/openapi.json` says what is served, no more and no less, and so does docs/web-api.md.
@Timeout(60)
class OpenApiTest {

    private static final List<String> METHODS = List.of("GET", "POST", "PATCH", "PUT", "DELETE");
    private static final Pattern IN_THE_DOCS =
            Pattern.compile("`(GET|POST|PATCH|DELETE) (/api/[^`? ]*)");

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

    private RawHttp.Answer ask(String method, String path, String... fields) throws IOException {
        try (var http = door.dial()) {
            return http.ask(method, path, "{}".getBytes(StandardCharsets.UTF_8), fields);
        }
    }

    private JsonNode document() throws IOException {
        var answer = ask("GET", "/api/openapi.json");
        assertThat(answer.status()).isEqualTo(200);
        return Json.parse(answer.text());
    }

    @Test
    void whatIsDescribedIsServedAndNothingElseOfIt() throws IOException {
        var wrong = new ArrayList<String>();
        for (var path : document().path("paths").properties()) {
            var address = path.getKey().replaceAll("\\{\\w+}", "0".repeat(32));
            for (var method : METHODS) {
                // Ending the session would end it for what comes after.
                var answer = ask(method, address, as("alice"));
                var isServed =
                        answer.status() != 405 && !answer.text().contains("there is nothing here");
                var isDescribed = path.getValue().has(method.toLowerCase(Locale.ROOT));
                if (isServed != isDescribed) {
                    wrong.add(method + " " + address + ": " + answer.status());
                }
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void whatTheDocumentationNamesIsDescribed() throws IOException {
        var described = new TreeSet<String>();
        for (var path : document().path("paths").properties()) {
            var address = path.getKey().replaceAll("\\{\\w+}", "<>");
            for (var method : METHODS) {
                if (path.getValue().has(method.toLowerCase(Locale.ROOT))) {
                    described.add(method + " " + address);
                }
            }
        }
        var named = new TreeSet<String>();
        var text = Files.readString(Path.of("..", "docs", "web-api.md"));
        IN_THE_DOCS
                .matcher(text)
                .results()
                .forEach(found ->
                        named.add(
                                found.group(1) + " " + found.group(2).replaceAll("<\\w+>", "<>")));

        assertThat(named).isNotEmpty().isEqualTo(described);
    }
}
