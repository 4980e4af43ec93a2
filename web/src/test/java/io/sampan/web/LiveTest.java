package io.sampan.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `/live`, spoken by the JDK's own WebSocket client.
class LiveTest {

    private static final String ID = "0123456789abcdef0123456789abcdef";

    private @Nullable TestDoor opened;

    @BeforeEach
    void open(@TempDir Path home) {
        opened = new TestDoor(home);
    }

    @AfterEach
    void close() {
        door().close();
    }

    @Test
    void aMessageIsDeliveredAcknowledgedAndItsSenderHasTheReceipt() throws Exception {
        var alice = tab("alice");
        var bob = tab("bob");
        assertThat(bob.next("roster").path("online").toString()).contains("bob");
        bob.next("caught-up");

        alice.say(
                "{\"t\":\"post\",\"n\":7,\"id\":\"%s\",\"to\":[\"bob\"],\"text\":\"照片真好看\"}"
                        .formatted(ID));

        assertThat(alice.next("answer").path("n").asInt(0)).isEqualTo(7);
        var entry = bob.next("deliver").path("entry");
        assertThat(entry.path("text").asString("")).isEqualTo("照片真好看");
        assertThat(entry.path("sender").asString("")).isEqualTo("alice");
        bob.say(
                "{\"t\":\"received\",\"place\":\"%s\"}"
                        .formatted(entry.path("place").asString("")));
        assertThat(alice.next("receipt").path("recipient").asString("")).isEqualTo("bob");
    }

    @Test
    void whatWasNotAcknowledgedComesAgainAndWhatWasDoesNot() throws Exception {
        tab("alice")
                .say(
                        "{\"t\":\"post\",\"n\":1,\"id\":\"%s\",\"to\":[\"bob\"],\"text\":\"hello\"}"
                                .formatted(ID));
        var first = tab("bob");
        first.next("deliver");
        first.leave();

        var second = tab("bob");
        var place = second.next("deliver").path("entry").path("place").asString("");
        second.say("{\"t\":\"received\",\"place\":\"%s\"}".formatted(place));
        second.say("{\"t\":\"ping\"}");
        second.next("pong");
        second.leave();

        assertThat(tab("bob").until("caught-up")).doesNotContain("deliver");
    }

    @Test
    void whoComesAndGoesIsToldToTheOthers() throws Exception {
        var alice = tab("alice");
        alice.next("caught-up");

        var bob = tab("bob");
        assertThat(alice.next("roster-delta").path("arrived").toString()).contains("bob");
        bob.leave();

        assertThat(alice.next("roster-delta").path("left").toString()).contains("bob");
    }

    @Test
    void whatMakesNoSenseIsRefusedAndTheConnectionGoesOn() throws Exception {
        var alice = tab("alice");
        alice.next("caught-up");

        alice.say(
                "{\"t\":\"post\",\"n\":1,\"id\":\"%s\",\"to\":[\"nobody\"],\"text\":\"x\"}"
                        .formatted(ID));
        assertThat(alice.next("refused").path("code").asString("")).isEqualTo("UNKNOWN_RECIPIENT");
        alice.say("{\"t\":\"post\",\"n\":2,\"id\":\"short\",\"to\":[\"bob\"],\"text\":\"x\"}");
        assertThat(alice.next("refused").path("code").asString("")).isEqualTo("MALFORMED");
        alice.say("{\"t\":\"ping\"}");

        alice.next("pong");
    }

    @Test
    void nobodyGetsInWithoutALoginOrFromAnotherOrigin() {
        assertRefused(null, null, 401);
        assertRefused("alice", "https://elsewhere.example", 403);
    }

    private void assertRefused(@Nullable String token, @Nullable String origin, int status) {
        var builder = HttpClient.newHttpClient().newWebSocketBuilder();
        if (token != null) {
            builder.header("Cookie", TestDoor.cookie(token).substring("Cookie: ".length()));
        }
        if (origin != null) {
            builder.header("Origin", origin);
        }
        assertThatThrownBy(() -> builder.buildAsync(address(), new Tab()).join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        fault -> assertThat(fault.getResponse().statusCode()).isEqualTo(status));
    }

    private TestDoor door() {
        return requireNonNull(opened);
    }

    private URI address() {
        return URI.create("ws://127.0.0.1:" + door().port() + "/live");
    }

    /// A tab that attends.
    private Tab tab(String name) {
        var tab = new Tab();
        tab.socket =
                HttpClient.newHttpClient()
                        .newWebSocketBuilder()
                        .header(
                                "Authorization",
                                TestDoor.as(name).substring("Authorization: ".length()))
                        .buildAsync(address(), tab)
                        .join();
        tab.say("{\"t\":\"attend\"}");
        return tab;
    }

    private static final class Tab implements WebSocket.Listener {

        private final LinkedBlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();
        private @Nullable WebSocket socket;

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                frames.add(Json.parse(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        void say(String frame) {
            requireNonNull(socket).sendText(frame, true).join();
        }

        void leave() {
            requireNonNull(socket).sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        }

        /// The next frame of a type; others before it are passed over.
        JsonNode next(String type) throws InterruptedException {
            while (true) {
                var frame = frames.poll(30, TimeUnit.SECONDS);
                if (frame == null) {
                    throw new AssertionError("no " + type + " came");
                }
                if (frame.path("t").asString("").equals(type)) {
                    return frame;
                }
            }
        }

        /// The types of all frames up to one of this type.
        List<String> until(String type) throws InterruptedException {
            var types = new ArrayList<String>();
            while (types.isEmpty() || !types.getLast().equals(type)) {
                var frame = frames.poll(30, TimeUnit.SECONDS);
                if (frame == null) {
                    throw new AssertionError("no " + type + " came");
                }
                types.add(frame.path("t").asString(""));
            }
            return types;
        }
    }
}
