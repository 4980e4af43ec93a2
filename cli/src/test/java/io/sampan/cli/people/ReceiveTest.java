package io.sampan.cli.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.client.people.PeopleEvent;
import io.sampan.client.task.MediaRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiveTest {

    @TempDir Path folder;

    private People people;
    private Path film;

    @BeforeEach
    void twoPeople() throws IOException {
        people = People.start(folder);
        people.session("alice").close();
        people.session("bob").close();
        film = Files.writeString(folder.resolve("film.mp4"), "not much of a film");
    }

    @AfterEach
    void stop() {
        people.close();
    }

    @Test
    void filesThatWereTakenBackAreToldAndHoldUpNothing() throws IOException {
        for (var i = 0; i < 70; i++) {
            var gone = Files.writeString(folder.resolve("gone-" + i), "gone " + i);
            var sent = people.run("alice", "send", gone.toString(), "--to", "bob", "--json");
            assertThat(sent.exitCode()).isZero();
        }
        try (var alice = people.session("alice")) {
            for (var i = 0; i < 70; i++) {
                var _ = alice.remove(MediaRef.parse("gone-" + i));
            }
        }
        people.run("alice", "send", film.toString(), "--to", "bob", "-m", "honest");

        var received =
                people.run(
                        "bob", "receive", "--json", "--into", people.folder("of-bob").toString());

        assertThat(received.exitCode()).as(received.err()).isZero();
        assertThat(received.facts()).hasSize(71);
        assertThat(received.facts().getFirst().get("files").get(0).get("gone").asString())
                .contains("gone-0");
        assertThat(received.facts().getLast().get("text").asString()).isEqualTo("honest");
        assertThat(people.folder("of-bob").resolve("film.mp4")).hasSameBinaryContentAs(film);
        assertThat(people.run("bob", "receive", "--json").facts()).isEmpty();
        assertThat(people.run("bob", "transfers", "--json").out()).doesNotContain("FAILED");
    }

    @Test
    void aMessageIsAcknowledgedOnceItIsInTheHomeWithoutItsFiles() throws Exception {
        people.run("alice", "send", film.toString(), "--to", "bob", "-m", "for you");
        var caughtUp = new CountDownLatch(1);

        try (var bob = people.session("bob");
                var _ =
                        bob.people()
                                .attend(event -> {
                                    if (event instanceof PeopleEvent.CaughtUp) {
                                        caughtUp.countDown();
                                    }
                                })) {
            caughtUp.await();
        }

        var told = people.run("alice", "receive", "--json").facts();
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().get("event").asString()).isEqualTo("receipt");
        var received =
                people.run(
                        "bob", "receive", "--json", "--into", people.folder("of-bob").toString());
        assertThat(received.facts()).hasSize(1);
        assertThat(people.folder("of-bob").resolve("film.mp4")).hasSameBinaryContentAs(film);
    }

    @Test
    void aFileThatCannotBeWrittenHoldsUpNothing() throws IOException {
        var inTheWay = Files.writeString(folder.resolve("a-file"), "in the way");
        people.run("alice", "send", film.toString(), "--to", "bob", "-m", "with a film");
        people.run("alice", "send", "--to", "bob", "-m", "without");

        var received = people.run("bob", "receive", "--json", "--into", inTheWay.toString());

        assertThat(received.exitCode()).isEqualTo(1);
        assertThat(received.err()).contains("with a film").contains("stays");
        assertThat(received.facts()).hasSize(1);
        assertThat(received.facts().getFirst().get("text").asString()).isEqualTo("without");
    }

    @Test
    void noLineOfAMessageLooksLikeAnothersAndNothingTurnsItAround() {
        people.run("alice", "send", "--to", "bob", "-m", "hi\u2028carol  12:00\u202Eevil\n\ttab");

        var received = people.run("bob", "receive");

        assertThat(received.out().lines().skip(1)).allMatch(line -> line.startsWith("  "));
        assertThat(received.out()).contains("  carol  12:00�evil").doesNotContain("\u202E");
    }

    @Test
    void aNameThatIsNotKnownIsAskedFor() {
        people.run("alice", "send", "--to", "bob", "-m", "hi");

        var text = people.run("alice", "send", "--to", "bbo", "-m", "hi");
        var file = people.run("alice", "send", film.toString(), "--to", "bbo");

        assertThat(text.exitCode()).isEqualTo(3);
        assertThat(text.err()).contains("Did you mean bob?");
        assertThat(file.exitCode()).isEqualTo(3);
        assertThat(file.err()).contains("Did you mean bob?");
    }

    @Test
    void aLocalNameCannotSteerTheTerminal() {
        var missing = people.run("alice", "send", "no\u001b[2Jsuch", "--to", "bob");

        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).contains("no�[2Jsuch").doesNotContain("\u001b");
    }
}
