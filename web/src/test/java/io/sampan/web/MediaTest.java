package io.sampan.web;

import static io.sampan.web.TestDoor.as;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Complete files over HTTP.
@Timeout(60)
class MediaTest {

    private static final byte[] DIGITS = "0123456789".getBytes(StandardCharsets.US_ASCII);

    @TempDir private Path home;
    private TestDoor door;
    private String id;

    @BeforeEach
    void open() {
        door = new TestDoor(home);
        id = door.file("digits.txt", "text/plain", DIGITS);
    }

    @AfterEach
    void close() {
        door.close();
    }

    private RawHttp.Answer get(String... fields) throws IOException {
        return ask("GET", "/media/" + id, fields);
    }

    private RawHttp.Answer ask(String method, String path, String... fields) throws IOException {
        try (var http = door.dial()) {
            var all = Arrays.copyOf(fields, fields.length + 1);
            all[fields.length] = as("alice");
            return http.ask(method, path, all);
        }
    }

    @Test
    void aFileIsSentWhole() throws IOException {
        var answer = get();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(DIGITS);
        assertThat(answer.field("accept-ranges")).isEqualTo("bytes");
        assertThat(answer.field("etag")).matches("\"[0-9a-f]{64}\"");
        assertThat(answer.field("content-type")).isEqualTo("text/plain");
        assertThat(answer.field("content-disposition"))
                .isEqualTo("attachment; filename=\"digits.txt\"");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-1, 01, bytes 0-1/10", // what Safari asks first
        "bytes=3-, 3456789, bytes 3-9/10",
        "bytes=-3, 789, bytes 7-9/10",
        "bytes=-99, 0123456789, bytes 0-9/10",
        "bytes=9-99, 9, bytes 9-9/10",
        "'bytes= 2-3', 23, bytes 2-3/10",
        "'BYTES=2-3,', 23, bytes 2-3/10",
        "'bytes=2-3,50-60', 23, bytes 2-3/10",
    })
    void aRangeIsSent(String range, String content, String told) throws IOException {
        var answer = get("Range: " + range);

        assertThat(answer.status()).isEqualTo(206);
        assertThat(answer.text()).isEqualTo(content);
        assertThat(answer.field("content-range")).isEqualTo(told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=99-100", "bytes=-0", "bytes=10-,11-"})
    void aRangeBeyondTheEndIsRefusedWithTheSize(String range) throws IOException {
        var answer = get("Range: " + range);

        assertThat(answer.status()).isEqualTo(416);
        assertThat(answer.field("content-range")).isEqualTo("bytes */10");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=",
                "bytes=-",
                "bytes=3-2",
                "bytes=a-b",
                "items=0-1",
                "bytes=0-1-2",
                "bytes=0-5,3-9",
                "bytes=99999999999999999999-",
                "bytes=0-0,2-2,4-4,6-6,8-8,0-0,2-2,4-4,6-6,8-8,0-0,2-2,4-4,6-6,8-8,0-0,2-2",
            })
    void aRangeThatMeansNothingIsAnsweredWithTheWhole(String range) throws IOException {
        var answer = get("Range: " + range);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(DIGITS);
    }

    @Test
    void severalRangesComeInOneBody() throws IOException {
        var answer = get("Range: bytes=0-1,-2");

        assertThat(answer.status()).isEqualTo(206);
        var boundary = answer.field("content-type").replace("multipart/byteranges; boundary=", "");
        assertThat(answer.text())
                .isEqualTo(
                        String.join(
                                "\r\n",
                                List.of(
                                        "",
                                        "--" + boundary,
                                        "Content-Type: text/plain",
                                        "Content-Range: bytes 0-1/10",
                                        "",
                                        "01",
                                        "--" + boundary,
                                        "Content-Type: text/plain",
                                        "Content-Range: bytes 8-9/10",
                                        "",
                                        "89",
                                        "--" + boundary + "--",
                                        "")));
    }

    @Test
    void aRangeIsSentOnlyOfTheContentThatWasMeant() throws IOException {
        var known = get();
        var tag = known.field("etag");
        var modified = known.field("last-modified");

        assertThat(get("Range: bytes=0-1", "If-Range: " + tag).status()).isEqualTo(206);
        assertThat(get("Range: bytes=0-1", "If-Range: " + modified).status()).isEqualTo(206);
        assertThat(get("Range: bytes=0-1", "If-Range: W/" + tag).status()).isEqualTo(200);
        assertThat(get("Range: bytes=0-1", "If-Range: \"other\"").status()).isEqualTo(200);
        assertThat(get("Range: bytes=0-1", "If-Range: Thu, 01 Jan 1970 00:00:00 GMT").status())
                .isEqualTo(200);
        assertThat(get("Range: bytes=0-1", "If-Range: nonsense").status()).isEqualTo(200);
    }

    @Test
    void whoHasItIsToldSo() throws IOException {
        var known = get();
        var tag = known.field("etag");

        for (var condition :
                new String[] {
                    "If-None-Match: " + tag,
                    "If-None-Match: \"a\", W/" + tag,
                    "If-None-Match: *",
                    "If-Modified-Since: " + known.field("last-modified"),
                }) {
            var answer = get(condition);
            assertThat(answer.status()).isEqualTo(304);
            assertThat(answer.field("etag")).isEqualTo(tag);
            assertThat(answer.fields()).doesNotContainKey("content-length");
        }
        assertThat(get("If-None-Match: \"a\"").status()).isEqualTo(200);
        assertThat(get("If-Match: " + tag).status()).isEqualTo(200);
        assertThat(get("If-Match: \"a\"").status()).isEqualTo(412);
        assertThat(get("If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT").status())
                .isEqualTo(412);
    }

    @Test
    void theHeadIsThatOfTheWhole() throws IOException {
        var whole = get();
        var head = ask("HEAD", "/media/" + id);

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.field("content-length")).isEqualTo("10");
        assertThat(head.field("etag")).isEqualTo(whole.field("etag"));
    }

    @Test
    void anEmptyFileIsSentAndHasNoRange() throws IOException {
        id = door.file("empty", "application/octet-stream", new byte[0]);

        assertThat(get().status()).isEqualTo(200);
        assertThat(get("Range: bytes=0-0").status()).isEqualTo(416);
        assertThat(get("Range: bytes=-1").status()).isEqualTo(416);
    }

    @ParameterizedTest
    @CsvSource({
        "image/png, image/png",
        "video/mp4, video/mp4",
        "audio/x-m4a, audio/mp4",
        "application/pdf, application/pdf",
        "text/plain, text/plain; charset=utf-8",
    })
    void aHarmlessTypeIsShownInPlaceIfThatIsAskedFor(String type, String told) throws IOException {
        var file = door.file("x", type, DIGITS);

        var inline = ask("GET", "/media/" + file + "?inline");

        assertThat(inline.field("content-disposition")).startsWith("inline;");
        assertThat(inline.field("content-type")).isEqualTo(told);
        assertThat(inline.field("content-security-policy"))
                .contains("default-src 'none'")
                .contains("frame-ancestors 'none'");
        assertThat(ask("GET", "/media/" + file).field("content-disposition"))
                .startsWith("attachment;");
    }

    @Test
    void aFilmIsNotPutInASandboxSinceItWouldNotPlay() throws IOException {
        var film = door.file("x.mp4", "video/mp4", DIGITS);

        assertThat(ask("GET", "/media/" + film + "?inline").field("content-security-policy"))
                .doesNotContain("sandbox");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image/svg+xml",
                "text/html",
                "application/xhtml+xml",
                "text/xml",
                "application/xml",
                "text/javascript",
                "application/javascript",
                "text/css",
                "application/x-shockwave-flash",
                "text/htm",
                "multipart/x-mixed-replace",
                "application/octet-stream",
                "IMAGE/SVG+XML",
                "message/rfc822",
                "text/calendar",
            })
    void whatABrowserCouldRunIsNeverShownInPlace(String type) throws IOException {
        var file = door.file("x.svg", type, DIGITS);

        var answer = ask("GET", "/media/" + file + "?inline");

        assertThat(answer.field("content-disposition")).startsWith("attachment;");
        assertThat(answer.field("content-security-policy")).contains("sandbox");
        assertThat(answer.field("x-content-type-options")).isEqualTo("nosniff");
    }

    @Test
    void aNameOfAnyScriptComesBackFromTheField() throws IOException {
        var file = door.file("дом 家 \"a\"%;é.txt", "text/plain", DIGITS);

        assertThat(ask("GET", "/media/" + file).field("content-disposition"))
                .isEqualTo(
                        "attachment; filename=\"___ _ _a__;_.txt\"; filename*=UTF-8''"
                                + "%D0%B4%D0%BE%D0%BC%20%E5%AE%B6%20%22a%22%25%3B%C3%A9.txt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/media",
                "/media/",
                "/media/x",
                "/media/../ledger.db",
                "/media/%2e%2e",
                "/media/00000000000000000000000000000000",
                "/media/0000000000000000000000000000000g",
                "/media/%00",
            })
    void whatIsNoIdIsNotFound(String path) throws IOException {
        assertThat(ask("GET", path).status()).isEqualTo(404);
    }

    @Test
    void theNameBehindTheIdIsNotLookedAt() throws IOException {
        assertThat(ask("GET", "/media/" + id + "/../../etc%2fpasswd").status()).isEqualTo(404);
        assertThat(ask("GET", "/media/" + id + "/any%20name").body()).isEqualTo(DIGITS);
        assertThat(ask("GET", "/media/" + id + "/a/b").status()).isEqualTo(404);
    }

    @Test
    void aFileOfSomebodyElseIsNotFound() throws IOException {
        try (var http = door.dial()) {
            assertThat(http.ask("GET", "/media/" + id, as("bob")).status()).isEqualTo(404);
        }
    }

    @Test
    void aFileIsOnlyRead() throws IOException {
        var answer = ask("DELETE", "/media/" + id);

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.field("allow")).isEqualTo("GET, HEAD");
    }
}
