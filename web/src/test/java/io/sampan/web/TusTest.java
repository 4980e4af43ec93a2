package io.sampan.web;

import static io.sampan.web.TestDoor.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.model.MediaId;
import io.sampan.model.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Uploads over tus, byte by byte.
@Timeout(120)
class TusTest {

    private static final String BODY = "Content-Type: application/offset+octet-stream";

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

    private RawHttp.Answer ask(String method, String path, byte[] body, String... fields)
            throws IOException {
        return askAs("alice", method, path, body, fields);
    }

    private RawHttp.Answer askAs(
            String who, String method, String path, byte[] body, String... fields)
            throws IOException {
        try (var http = door.dial()) {
            return http.ask(method, path, body, with(who, fields));
        }
    }

    private static String[] with(String who, String... fields) {
        var all = Arrays.copyOf(fields, fields.length + 2);
        all[fields.length] = as(who);
        all[fields.length + 1] = "Tus-Resumable: 1.0.0";
        return all;
    }

    private String create(long length, String... fields) throws IOException {
        var all = Arrays.copyOf(fields, fields.length + 1);
        all[fields.length] = "Upload-Length: " + length;
        var answer = ask("POST", "/files", new byte[0], all);
        assertThat(answer.status()).isEqualTo(201);
        return answer.field("location");
    }

    private RawHttp.Answer patch(String path, long offset, byte[] body, String... fields)
            throws IOException {
        var all = Arrays.copyOf(fields, fields.length + 2);
        all[fields.length] = "Upload-Offset: " + offset;
        all[fields.length + 1] = BODY;
        return ask("PATCH", path, body, all);
    }

    private RawHttp.Answer head(String path) throws IOException {
        return ask("HEAD", path, new byte[0]);
    }

    private byte[] download(String path) throws IOException {
        return ask("GET", path.replace("/files/", "/media/"), new byte[0]).body();
    }

    private static byte[] bytes(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aFileArrivesInPiecesOfAnyLengthAndIsThenAMedia() throws IOException {
        var content = bytes(3_500_001);
        var path = create(content.length);

        var at = 0;
        for (var length : new int[] {1, 1_000_000, 48_575, 1, 2_000_000, 451_424}) {
            assertThat(head(path).field("upload-offset")).isEqualTo("" + at);
            var answer = patch(path, at, Arrays.copyOfRange(content, at, at + length));
            at += length;
            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.field("upload-offset")).isEqualTo("" + at);
        }

        assertThat(download(path)).isEqualTo(content);
        var head = head(path);
        assertThat(head.field("upload-offset")).isEqualTo("" + content.length);
        assertThat(head.field("upload-length")).isEqualTo("" + content.length);
        assertThat(head.field("cache-control")).isEqualTo("no-store");
    }

    @Test
    void whatTheServerSpeaksIsToldWithoutALogin() throws IOException {
        try (var http = door.dial()) {
            var answer = http.ask("OPTIONS", "/files");
            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.field("tus-version")).isEqualTo("1.0.0");
            assertThat(answer.field("tus-extension"))
                    .contains("creation-with-upload", "termination", "concatenation");
            assertThat(answer.field("tus-checksum-algorithm")).isEqualTo("sha1,sha256");
        }
    }

    @Test
    void theLocationIsAPath() throws IOException {
        assertThat(create(1)).matches("/files/[0-9a-f]{32}");
    }

    @Test
    void anotherVersionOfTheProtocolIsRefusedWith412() throws IOException {
        try (var http = door.dial()) {
            var answer =
                    http.ask(
                            "POST",
                            "/files",
                            as("alice"),
                            "Tus-Resumable: 0.2.2",
                            "Upload-Length: 1");
            assertThat(answer.status()).isEqualTo(412);
            assertThat(answer.field("tus-version")).isEqualTo("1.0.0");
        }
    }

    @Test
    void aWrongOffsetIsRefusedWith409AndNothingIsWritten() throws IOException {
        var path = create(10);
        patch(path, 0, bytes(3));

        for (var offset : new long[] {0, 2, 4, 10, 11}) {
            assertThat(patch(path, offset, bytes(3)).status()).isEqualTo(409);
        }
        assertThat(head(path).field("upload-offset")).isEqualTo("3");
    }

    @Test
    void anotherTypeOfBodyIsRefusedWith415() throws IOException {
        var path = create(10);

        assertThat(ask("PATCH", path, bytes(3), "Upload-Offset: 0").status()).isEqualTo(415);
        assertThat(
                        ask("PATCH", path, bytes(3), "Upload-Offset: 0", "Content-Type: text/plain")
                                .status())
                .isEqualTo(415);
        assertThat(head(path).field("upload-offset")).isEqualTo("0");
    }

    @Test
    void moreThanTheUploadIsLongIsRefusedWith413() throws IOException {
        var path = create(10);

        assertThat(patch(path, 0, bytes(11)).status()).isEqualTo(413);
        assertThat(head(path).field("upload-offset")).isEqualTo("0");
        assertThat(
                        ask(
                                        "PATCH",
                                        path,
                                        "b\r\nabcdefghijk\r\n0\r\n\r\n"
                                                .getBytes(StandardCharsets.US_ASCII),
                                        BODY,
                                        "Upload-Offset: 0",
                                        "Transfer-Encoding: chunked")
                                .status())
                .isEqualTo(413);
    }

    @Test
    void aBodyInChunksIsTakenToo() throws IOException {
        var path = create(10);

        var answer =
                ask(
                        "PATCH",
                        path,
                        "3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                        BODY,
                        "Upload-Offset: 0",
                        "Transfer-Encoding: chunked");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.field("upload-offset")).isEqualTo("4");
        assertThat(head(path).field("upload-offset")).isEqualTo("4");
    }

    @Test
    void whatCameOfABodyThatIsCutIsKept() throws IOException {
        var content = bytes(3_000_000);
        var path = create(content.length);
        try (var http = door.dial()) {
            http.send(
                    "PATCH",
                    path,
                    Arrays.copyOf(content, 2_345_678),
                    content.length,
                    with("alice", BODY, "Upload-Offset: 0"));
        }

        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(head(path).field("upload-offset")).isEqualTo("2345678"));

        patch(path, 2_345_678, Arrays.copyOfRange(content, 2_345_678, content.length));
        assertThat(download(path)).isEqualTo(content);
    }

    @Test
    void aDeadConnectionHoldsUpNobody() throws IOException {
        var content = bytes(2_000_000);
        var path = create(content.length);
        try (var dead = door.dial()) {
            dead.send(
                    "PATCH",
                    path,
                    Arrays.copyOf(content, 500_000),
                    content.length,
                    with("alice", BODY, "Upload-Offset: 0"));
            Awaitility.await()
                    .untilAsserted(() ->
                            assertThat(head(path).field("upload-offset")).isEqualTo("500000"));

            var answer = patch(path, 500_000, Arrays.copyOfRange(content, 500_000, content.length));

            assertThat(answer.status()).isEqualTo(204);
            assertThat(download(path)).isEqualTo(content);
        }
    }

    @Test
    void aFileOfNoBytesIsCompleteAtOnce() throws IOException {
        var path = create(0, "Upload-Metadata: filename " + base64("nothing.txt"));

        assertThat(head(path).field("upload-offset")).isEqualTo("0");
        assertThat(ask("GET", path.replace("files", "media"), new byte[0]).status()).isEqualTo(200);
    }

    @Test
    void anUploadMayComeWithItsCreation() throws IOException {
        var answer = ask("POST", "/files", bytes(5), BODY, "Upload-Length: 9");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.field("upload-offset")).isEqualTo("5");
        var path = answer.field("location");
        assertThat(patch(path, 5, bytes(4)).field("upload-offset")).isEqualTo("9");
    }

    @Test
    void metadataComeBackAsTheyWereSentAndNameTheFile() throws IOException {
        var metadata =
                "filename "
                        + base64("дом/家.txt")
                        + ",filetype "
                        + base64("text/plain; charset=utf-8")
                        + ",is_confidential";
        var path = create(3, "Upload-Metadata: " + metadata);

        assertThat(head(path).field("upload-metadata")).isEqualTo(metadata);
        patch(path, 0, bytes(3));

        assertThat(head(path).field("upload-metadata")).isEqualTo(metadata);
        var media =
                door.transfers()
                        .media()
                        .media(TestDoor.ALICE, MediaId.parse(path.substring("/files/".length())));
        assertThat(media)
                .isInstanceOfSatisfying(
                        Outcome.Done.class,
                        done -> {
                            var found = (io.sampan.model.Media) done.value();
                            assertThat(found.name().value()).isEqualTo("дом/家.txt");
                            assertThat(found.type().value()).isEqualTo("text/plain");
                            assertThat(found.shared()).isFalse();
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "filename ***",
                "filename /w==",
                "a YQ==,a YQ==",
                "a b c",
                " ",
                "a YQ==,",
                ",",
                "\u00e4 YQ==",
            })
    void metadataThatAreNotStrictlyEncodedAreRefused(String metadata) throws IOException {
        var answer =
                ask(
                        "POST",
                        "/files",
                        new byte[0],
                        "Upload-Length: 1",
                        "Upload-Metadata: " + metadata);

        assertThat(answer.status()).isEqualTo(metadata.isBlank() ? 201 : 400);
    }

    @Test
    void metadataHaveAtMost4KiB() throws IOException {
        assertThat(
                        ask(
                                        "POST",
                                        "/files",
                                        new byte[0],
                                        "Upload-Length: 1",
                                        "Upload-Metadata: a " + "QUFB".repeat(1024))
                                .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "a\u0000b", "..", "C:\\x", "\u202Eexe.txt", "a//b"})
    void aNameThatCannotBeUsedBecomesOneThatCan(String name) throws IOException {
        var path = create(1, "Upload-Metadata: filename " + base64(name));

        assertThat(patch(path, 0, bytes(1)).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Upload-Length: -1",
                "Upload-Length: x",
                "Upload-Length: 1e3",
                "Upload-Length: 99999999999999999999",
                "Upload-Defer-Length: 1"
            })
    void aLengthIsAsked(String field) throws IOException {
        assertThat(
                        ask("POST", "/files", new byte[0], "X: y", field.isEmpty() ? "Y: z" : field)
                                .status())
                .isEqualTo(400);
    }

    @Test
    void aBodyIsCheckedBeforeAByteOfItCounts() throws Exception {
        var content = bytes(700_000);
        var path = create(content.length);
        var sha1 = digest("SHA-1", content);
        var other = digest("SHA-1", new byte[1]);
        var sha256 = digest("SHA-256", Arrays.copyOf(content, 300_000));

        assertThat(patch(path, 0, content, "Upload-Checksum: sha1 " + other).status())
                .isEqualTo(460);
        assertThat(patch(path, 0, content, "Upload-Checksum: sha1 " + sha256).status())
                .isEqualTo(400);
        assertThat(head(path).field("upload-offset")).isEqualTo("0");
        assertThat(patch(path, 0, content, "Upload-Checksum: md5 " + sha1).status()).isEqualTo(400);
        assertThat(patch(path, 0, content, "Upload-Checksum: sha1").status()).isEqualTo(400);
        assertThat(
                        patch(
                                        path,
                                        0,
                                        Arrays.copyOf(content, 300_000),
                                        "Upload-Checksum: sha256 " + sha256)
                                .field("upload-offset"))
                .isEqualTo("300000");
        var rest = Arrays.copyOfRange(content, 300_000, content.length);
        assertThat(
                        patch(path, 300_000, rest, "Upload-Checksum: sha1 " + digest("SHA-1", rest))
                                .status())
                .isEqualTo(204);
        assertThat(download(path)).isEqualTo(content);
    }

    private static String digest(String algorithm, byte[] bytes) throws Exception {
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance(algorithm).digest(bytes));
    }

    @Test
    void anUploadIsTerminatedAlsoAfterItIsComplete() throws IOException {
        var arriving = create(10);
        patch(arriving, 0, bytes(3));
        var complete = create(3);
        patch(complete, 0, bytes(3));

        for (var path : new String[] {arriving, complete}) {
            assertThat(ask("DELETE", path, new byte[0]).status()).isEqualTo(204);
            assertThat(head(path).status()).isIn(404, 410);
            assertThat(patch(path, 3, bytes(1)).status()).isIn(404, 410);
        }
        assertThat(ask("GET", complete.replace("files", "media"), new byte[0]).status())
                .isEqualTo(404);
    }

    @Test
    void partsBecomeOneFileInTheirOrder() throws IOException {
        var first = bytes(1_500_001);
        var second = bytes(700_003);
        var one = create(first.length, "Upload-Concat: partial");
        var two = create(second.length, "Upload-Concat: partial");
        patch(two, 0, second);
        patch(one, 0, first);

        var answer =
                ask(
                        "POST",
                        "/files",
                        new byte[0],
                        "Upload-Concat: final;" + one + " http://127.0.0.1" + two,
                        "Upload-Metadata: filename " + base64("whole.bin"));

        assertThat(answer.status()).isEqualTo(201);
        var whole = answer.field("location");
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(head(whole).field("upload-offset"))
                                .isEqualTo("" + (first.length + second.length)));
        var expected = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, expected, first.length, second.length);
        assertThat(download(whole)).isEqualTo(expected);
        assertThat(head(whole).field("upload-concat")).isEqualTo("final;" + one + " " + two);
        assertThat(patch(whole, expected.length, bytes(1)).status()).isEqualTo(403);
        Awaitility.await().untilAsserted(() -> assertThat(head(one).status()).isEqualTo(404));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "final;/files/../../etc/passwd",
                "final;/files/00000000000000000000000000000000",
                "final;",
                "final;/etc/passwd",
                "final;/files/..%2f..",
                "other",
            })
    void nothingButPartsIsPutTogether(String concat) throws IOException {
        assertThat(ask("POST", "/files", new byte[0], "Upload-Concat: " + concat).status())
                .isIn(400, 404);
    }

    @Test
    void aPartOfSomebodyElseIsNotThere() throws IOException {
        var one = create(3, "Upload-Concat: partial");
        patch(one, 0, bytes(3));

        assertThat(
                        askAs("bob", "POST", "/files", new byte[0], "Upload-Concat: final;" + one)
                                .status())
                .isEqualTo(404);
    }

    @Test
    void anUploadOfSomebodyElseIsNotThere() throws IOException {
        var path = create(3);

        for (var method : new String[] {"HEAD", "DELETE"}) {
            assertThat(askAs("bob", method, path, new byte[0]).status()).isEqualTo(404);
        }
        assertThat(askAs("bob", "PATCH", path, bytes(3), BODY, "Upload-Offset: 0").status())
                .isEqualTo(404);
        assertThat(head(path).field("upload-offset")).isEqualTo("0");
    }

    @Test
    void aClientThatOnlyKnowsPostOverridesTheMethod() throws IOException {
        var path = create(3);

        var answer =
                ask(
                        "POST",
                        path,
                        bytes(3),
                        "X-HTTP-Method-Override: PATCH",
                        BODY,
                        "Upload-Offset: 0");

        assertThat(answer.status()).isEqualTo(204);
    }

    @Test
    void anUploadTellsWhenItIsForgotten() throws IOException {
        var path = create(3);

        assertThat(head(path).field("upload-expires")).endsWith(" GMT");
        patch(path, 0, bytes(3));
        assertThat(head(path).fields()).doesNotContainKey("upload-expires");
    }

    @Test
    void withoutALoginNobodyUploadsUnlessTheSettingSaysSo() throws IOException {
        try (var http = door.dial()) {
            assertThat(
                            http.ask("POST", "/files", "Tus-Resumable: 1.0.0", "Upload-Length: 1")
                                    .status())
                    .isEqualTo(401);
        }
        door.close();
        door = new TestDoor(home, WebSettings.DEFAULTS.withOpenDrop(true));
        try (var http = door.dial()) {
            assertThat(
                            http.ask("POST", "/files", "Tus-Resumable: 1.0.0", "Upload-Length: 1")
                                    .status())
                    .isEqualTo(201);
        }
    }

    @Test
    void anUploadGoesOnAfterARestart() throws IOException {
        var content = bytes(2_000_000);
        var path = create(content.length, "Upload-Metadata: filename " + base64("a"));
        patch(path, 0, Arrays.copyOf(content, 1_234_567));
        door.close();
        door = new TestDoor(home);

        assertThat(head(path).field("upload-offset")).isEqualTo("1234567");
        patch(path, 1_234_567, Arrays.copyOfRange(content, 1_234_567, content.length));

        assertThat(download(path)).isEqualTo(content);
        assertThat(head(path).field("upload-metadata")).isEqualTo("filename " + base64("a"));
    }

    @Test
    void whatIsKeptOfAnUploadGoesWithIt() throws IOException {
        var gone = create(3);
        var there = create(3);
        var notes = home.resolve("web").resolve("uploads");
        Files.writeString(notes.resolve("00000000000000000000000000000000"), "tus 1");

        door.tus().sweep(Instant.now().plusSeconds(60));

        ask("DELETE", gone, new byte[0]);
        assertThat(notes.resolve(gone.substring(7))).doesNotExist();
        assertThat(notes.resolve(there.substring(7))).exists();
        assertThat(notes.resolve("00000000000000000000000000000000")).doesNotExist();
    }
}
