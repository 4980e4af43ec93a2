package io.sampan.cli.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampan.cli.CommandException;
import io.sampan.cli.ExitCode;
import io.sampan.client.Sampan;
import io.sampan.client.people.InboxMessage;
import io.sampan.client.people.PeopleEvent;
import io.sampan.model.UserName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.jline.terminal.Size;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir Path folder;

    private People people;
    private OutputStream keys = OutputStream.nullOutputStream();
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

    @BeforeEach
    void threePeople() {
        people = People.start(folder);
        for (var name : List.of("alice", "bob", "carol")) {
            people.session(name).close();
        }
    }

    @AfterEach
    void stop() {
        people.close();
    }

    @Test
    void aDirectLineGoesToOneAndTheNextWhereLinesWentBefore() throws Exception {
        var chat = chat("alice", "bob");

        type("@carol for you alone");
        type("for bob");

        assertThat(texts("carol", 1)).containsExactly("for you alone");
        assertThat(texts("bob", 1)).containsExactly("for bob");
        type("/quit");
        chat.join();
    }

    @Test
    void sendsAFileWithSpacesInItsNameAndACaption() throws Exception {
        var file = Files.writeString(folder.resolve("two words.txt"), "words");
        var chat = chat("alice", "bob");

        type("/send '" + file + "' -m don't miss it");

        try (var bob = people.session("bob");
                var _ = bob.people().attend(_ -> {})) {
            var message = next(bob).message();
            assertThat(message.text()).isEqualTo("don't miss it");
            assertThat(message.attachments().getFirst().media().name().value())
                    .isEqualTo("two words.txt");
        }
        type("/quit");
        chat.join();
    }

    @Test
    void aChatThatGoesOnSomewhereElseEndsAsRefused() throws Exception {
        var chat = chat("alice", "bob");
        var online = new CountDownLatch(1);

        try (var elsewhere = people.session("alice");
                var _ =
                        elsewhere
                                .people()
                                .attend(event -> {
                                    if (event instanceof PeopleEvent.Online) {
                                        online.countDown();
                                    }
                                })) {
            online.await();
            assertThatThrownBy(chat::join)
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            CommandException.class,
                            e -> assertThat(e.exitCode()).isEqualTo(ExitCode.REFUSED));
        }
    }

    /// A chat that is online, on a terminal of 60 columns.
    private CompletableFuture<Void> chat(String name, String with) throws Exception {
        var typed = new PipedOutputStream();
        keys = typed;
        var terminal =
                new ExternalTerminal(
                        "chat",
                        "xterm",
                        new PipedInputStream(typed),
                        screen,
                        StandardCharsets.UTF_8);
        terminal.setSize(Size.of(60, 24));
        var end = new CompletableFuture<Void>();
        Thread.ofPlatform()
                .start(() -> {
                    try (var session = people.session(name);
                            var chat =
                                    new Chat(
                                            session,
                                            terminal,
                                            folder.resolve("typed"),
                                            folder.resolve("files"),
                                            Acceptance.ALL)) {
                        chat.run(List.of(with));
                        end.complete(null);
                    } catch (RuntimeException e) {
                        end.completeExceptionally(e);
                    }
                });
        awaitOnline(name);
        return end;
    }

    private void awaitOnline(String name) throws InterruptedException {
        var online = new CountDownLatch(1);
        try (var carol = people.session("carol");
                var _ =
                        carol.people()
                                .look(event -> {
                                    var names =
                                            switch (event) {
                                                case PeopleEvent.Online(var now) -> now;
                                                case PeopleEvent.RosterChanged(
                                                                var now,
                                                                var _,
                                                                var _) ->
                                                        now;
                                                default -> java.util.Set.<UserName>of();
                                            };
                                    if (names.contains(new UserName(name))) {
                                        online.countDown();
                                    }
                                })) {
            online.await();
        }
    }

    private void type(String line) throws IOException {
        keys.write((line + "\r").getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    private List<String> texts(String name, int number) throws InterruptedException {
        try (var session = people.session(name);
                var _ = session.people().attend(_ -> {})) {
            var texts = new ArrayList<String>();
            for (var i = 0; i < number; i++) {
                texts.add(next(session).message().text());
            }
            return texts;
        }
    }

    private InboxMessage next(Sampan session) throws InterruptedException {
        return session.people()
                .inbox()
                .next(PATIENCE)
                .orElseThrow(() -> new AssertionError("nothing came; the screen says " + screen));
    }
}
