package io.sampan.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.model.IdentityKey;
import io.sampan.web.access.TokenReader;
import io.sampan.web.access.WebLogin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A browser comes in with a key of its own.
@Timeout(60)
class BrowserLoginTest {

    private static final String ORIGIN = "http://127.0.0.1";

    private final KeyPair keys = newKeys();
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

    private static KeyPair newKeys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private RawHttp.Answer post(String path, String body, String... fields) throws IOException {
        try (var http = door.dial()) {
            return http.ask("POST", path, body.getBytes(StandardCharsets.UTF_8), fields);
        }
    }

    private byte[] challenge() throws IOException {
        var text = post("/api/challenge", "{}", "Origin: " + ORIGIN).text();
        return Base64.getUrlDecoder().decode(text.split("\"", -1)[3]);
    }

    private byte[] sign(byte[] nonce, String origin) throws GeneralSecurityException {
        var signature = Signature.getInstance("Ed25519");
        signature.initSign(keys.getPrivate());
        signature.update(WebLogin.text(nonce, origin));
        return signature.sign();
    }

    private RawHttp.Answer join(byte[] nonce, String origin, String invite) throws Exception {
        return post(
                "/api/session",
                """
                {"name": "alice", "key": "%s", "nonce": "%s", "signature": "%s",
                 "label": "browser", "invite": "%s"}
                """
                        .formatted(
                                TokenReader.text(IdentityKey.of(keys.getPublic()).bytes()),
                                TokenReader.text(nonce),
                                TokenReader.text(sign(nonce, origin)),
                                invite),
                "Origin: " + ORIGIN);
    }

    @Test
    void anInvitationAndAProofMakeASessionInACookieThatScriptsCannotRead() throws Exception {
        var answer = join(challenge(), ORIGIN, door.invite());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("\"name\":\"alice\"");
        assertThat(answer.field("set-cookie"))
                .startsWith("sampan=")
                .contains("; HttpOnly")
                .contains("; SameSite=Strict")
                .contains("; Path=/");
        var cookie = answer.field("set-cookie").split(";", 2)[0];
        try (var http = door.dial()) {
            assertThat(http.ask("GET", "/api/me", "Cookie: " + cookie).text())
                    .contains("\"name\":\"alice\"");
        }
    }

    @Test
    void aKnownKeyComesInAgainWithoutAnInvitation() throws Exception {
        join(challenge(), ORIGIN, door.invite());

        assertThat(join(challenge(), ORIGIN, "").status()).isEqualTo(200);
    }

    @Test
    void aNonceIsGoodOnce() throws Exception {
        var nonce = challenge();
        join(nonce, ORIGIN, door.invite());

        assertThat(join(nonce, ORIGIN, "").status()).isEqualTo(401);
        assertThat(join(new byte[32], ORIGIN, "").status()).isEqualTo(401);
    }

    @Test
    void aProofForAnotherOriginIsNoProof() throws Exception {
        assertThat(join(challenge(), "http://evil.example", door.invite()).status()).isEqualTo(401);
    }

    @Test
    void withoutAnInvitationNobodyJoins() throws Exception {
        assertThat(join(challenge(), ORIGIN, "").status()).isEqualTo(400);
    }

    @Test
    void aForeignPageDoesNotComeIn() throws IOException {
        assertThat(post("/api/challenge", "{}", "Origin: http://evil.example").status())
                .isEqualTo(403);
        assertThat(post("/api/session", "{}", "Sec-Fetch-Site: cross-site").status())
                .isEqualTo(403);
    }
}
