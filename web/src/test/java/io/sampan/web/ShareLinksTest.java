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
import tools.jackson.databind.JsonNode;

/// What strangers get who have a link, and what not.
@Timeout(60)
class ShareLinksTest {

    private static final byte[] FILM = "not much of a film".getBytes(StandardCharsets.UTF_8);
    private static final String HTML = "Accept: text/html";

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

    private JsonNode link(String terms) throws IOException {
        var answer = ask("POST", "/api/links", terms, as("alice"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return Json.parse(answer.text());
    }

    private static String path(JsonNode link, String kind) {
        return kind + link.get("code").asString();
    }

    private JsonNode share(String more) throws IOException {
        var id = door.file("<b>film 图.mp4", "video/mp4", FILM);
        return link("{\"media\": \"" + id + "\"" + more + "}");
    }

    @Test
    void aStrangerSeesWhatItIsAndGetsItWithRange() throws IOException {
        var path = path(share(""), "/s/");

        var page = ask("GET", path, "", HTML);
        var program = ask("GET", path, "");
        var part = ask("GET", program.field("location"), "", "Range: bytes=4-");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("&lt;b&gt;film 图.mp4")
                .doesNotContain("<b>")
                .contains("18 B")
                .contains("alice")
                .contains(program.field("location"));
        assertThat(page.field("content-security-policy"))
                .contains("default-src 'none'")
                .doesNotContain("script-src")
                .doesNotContain("unsafe");
        assertThat(program.status()).isEqualTo(302);
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.text()).isEqualTo("much of a film");
        assertThat(part.field("content-disposition")).startsWith("attachment");
        assertThat(ask("GET", path, "", HTML, "Accept-Language: zh-CN").text()).contains("下载");
    }

    @Test
    void ticketsAreCountedAndNotRequests() throws IOException {
        var path = path(share(", \"uses\": 2"), "/s/");

        assertThat(ask("GET", path, "").status()).isEqualTo(200);
        assertThat(ask("GET", path + "/file/x", "").status()).isEqualTo(404);
        var first = ask("POST", path, "").field("location");
        for (var i = 0; i < 5; i++) {
            assertThat(ask("GET", first, "", "Range: bytes=0-1").status()).isEqualTo(206);
        }
        var second = ask("POST", path, "").field("location");

        assertThat(ask("POST", path, "").status()).isEqualTo(404);
        assertThat(ask("GET", path, "", HTML).status()).isEqualTo(404);
        assertThat(ask("GET", first, "").status()).isEqualTo(200);
        assertThat(ask("GET", second, "").text())
                .isEqualTo(new String(FILM, StandardCharsets.UTF_8));
        assertThat(ask("GET", first.replace("-", "-0"), "").status()).isEqualTo(404);
    }

    @Test
    void aPasswordIsAskedForAndTriesAreLimited() throws IOException {
        var path = path(share(", \"password\": \"salt & pepper 盐\""), "/s/");

        var page = ask("GET", path, "", HTML);
        var wrong = ask("POST", path, "password=pepper", HTML);
        var right = ask("POST", path, "password=salt+%26+pepper+%E7%9B%90");

        assertThat(page.text()).contains("name=password").doesNotContain("/file/");
        assertThat(ask("GET", path + "/file/x", "").status()).isEqualTo(404);
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(right.status()).isEqualTo(303);
        assertThat(ask("GET", right.field("location"), "").status()).isEqualTo(200);
        for (var i = 0; i < 5; i++) {
            assertThat(ask("POST", path, "password=guess" + i).status()).isEqualTo(401);
        }
        assertThat(ask("POST", path, "password=salt+%26+pepper+%E7%9B%90").text())
                .contains("Too many");
    }

    @Test
    void aDeadLinksPageIsAWrongLinksPage() throws IOException {
        var ended = share("");
        var expired = share(", \"seconds\": 1");
        assertThat(
                        ask("DELETE", "/api/links/" + ended.get("id").asString(), "", as("bob"))
                                .status())
                .isEqualTo(404);
        assertThat(
                        ask("DELETE", "/api/links/" + ended.get("id").asString(), "", as("alice"))
                                .status())
                .isEqualTo(204);
        org.awaitility.Awaitility.await()
                .until(() -> ask("GET", path(expired, "/s/"), "", HTML).status() == 404);

        var wrong = ask("GET", "/s/" + "0".repeat(32), "", HTML);
        for (var path :
                new String[] {
                    path(ended, "/s/"), path(expired, "/s/"), "/s/", "/d/x", path(ended, "/d/")
                }) {
            var dead = ask("GET", path, "", HTML);
            assertThat(dead.status()).as(path).isEqualTo(404);
            assertThat(dead.text()).isEqualTo(wrong.text());
        }
    }

    @Test
    void onlyWhatOneMayReadIsShared() throws IOException {
        var id = door.file("film", "video/mp4", FILM);

        assertThat(ask("POST", "/api/links", "{\"media\": \"" + id + "\"}", as("bob")).status())
                .isEqualTo(404);
        assertThat(ask("POST", "/api/links", "{}").status()).isEqualTo(401);
        var path = path(link("{\"media\": \"" + id + "\"}"), "/s/");
        ask("DELETE", "/api/media/" + id, "", as("alice"));
        assertThat(ask("GET", path, "", HTML).status()).isEqualTo(404);
        assertThat(ask("GET", "/api/links", "", as("bob")).text()).isEqualTo("{\"links\":[]}");
        assertThat(ask("GET", "/api/links", "", as("alice")).text())
                .contains("\"uses\":0")
                .doesNotContain("code");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"seconds\": 0",
                "\"seconds\": 40000000",
                "\"uses\": -1",
                "\"drop\": \"x\", \"bytes\": 0",
                "\"drop\": \"x\", \"password\": \"y\""
            })
    void whatNoLinkCanBeIsRefused(String terms) throws IOException {
        var id = door.file("film", "video/mp4", FILM);

        assertThat(
                        ask(
                                        "POST",
                                        "/api/links",
                                        "{\"media\": \"" + id + "\", " + terms + "}",
                                        as("alice"))
                                .status())
                .isEqualTo(400);
    }

    // ---- drop links ----------------------------------------------------------------------------

    private RawHttp.Answer create(String path, long size) throws IOException {
        return ask(
                "POST",
                path + "/files",
                "",
                "Tus-Resumable: 1.0.0",
                "Upload-Length: " + size,
                // film.mp4, Li Wei
                "Upload-Metadata: filename ZmlsbS5tcDQ=,from TGkgV2Vp");
    }

    private RawHttp.Answer patch(String place, long offset, String body) throws IOException {
        return ask(
                "PATCH",
                place,
                body,
                "Tus-Resumable: 1.0.0",
                "Upload-Offset: " + offset,
                "Content-Type: application/offset+octet-stream");
    }

    @Test
    void whatAStrangerSendsComesToTheLinksMakerOnce() throws IOException {
        var path = path(link("{\"drop\": \"holiday\"}"), "/d/");
        assertThat(ask("GET", path, "", HTML).text()).contains("holiday").contains("drop.js");

        var place = create(path, 8).field("location");
        assertThat(place).startsWith(path + "/files/");
        assertThat(patch(place, 0, "half").field("upload-offset")).isEqualTo("4");
        assertThat(patch(place, 4, "half").field("upload-offset")).isEqualTo("8");
        assertThat(ask("HEAD", place, "", "Tus-Resumable: 1.0.0").field("upload-offset"))
                .isEqualTo("8");

        var id = place.substring(place.lastIndexOf('/') + 1);
        assertThat(ask("GET", "/media/" + id, "", as("alice")).text()).isEqualTo("halfhalf");
        assertThat(ask("GET", "/api/history?with=alice", "", as("alice")).text())
                .containsOnlyOnce("holiday (Li Wei)")
                .contains("film.mp4");
        assertThat(ask("GET", "/media/" + id, "").status()).isEqualTo(401);
    }

    @Test
    void aDropLinkTakesNoMoreThanItMay() throws IOException {
        var path = path(link("{\"drop\": \"\", \"bytes\": 10, \"uses\": 2}"), "/d/");

        assertThat(create(path, 11).status()).isEqualTo(413);
        assertThat(create(path, 6).status()).isEqualTo(201);
        assertThat(create(path, 6).status()).isEqualTo(413);
        assertThat(create(path, 4).status()).isEqualTo(201);
        assertThat(create(path, 0).status()).isEqualTo(413);
        assertThat(ask("GET", path, "", HTML).status()).isEqualTo(404);
    }

    @Test
    void aStrangerSeesNothingThatDidNotComeOverTheirLink() throws IOException {
        var path = path(link("{\"drop\": \"\"}"), "/d/");
        var other = path(link("{\"drop\": \"\"}"), "/d/");
        var own =
                ask("POST", "/files", "", as("alice"), "Tus-Resumable: 1.0.0", "Upload-Length: 9")
                        .field("location");
        var dropped = create(other, 4).field("location");

        for (var place : new String[] {own, dropped}) {
            var foreign = path + "/files/" + place.substring(place.lastIndexOf('/') + 1);
            assertThat(ask("HEAD", foreign, "", "Tus-Resumable: 1.0.0").status()).isEqualTo(404);
            assertThat(patch(foreign, 0, "half").status()).isEqualTo(404);
            assertThat(ask("DELETE", foreign, "", "Tus-Resumable: 1.0.0").status()).isEqualTo(404);
        }
        assertThat(ask("GET", path + "/files", "", "Tus-Resumable: 1.0.0").status()).isEqualTo(405);
    }
}
