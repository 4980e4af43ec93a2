package io.sampan.cli.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Files of messages that wait for a yes.
class AcceptTest {

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

    private void settings(String text) throws IOException {
        var home = Files.createDirectories(folder.resolve("home-of-bob"));
        Files.writeString(home.resolve("settings.toml"), text);
    }

    private List<JsonNode> receive(String... more) {
        var words = new java.util.ArrayList<>(List.of("receive", "--json", "--into"));
        words.add(people.folder("of-bob").toString());
        words.addAll(List.of(more));
        var ran = people.run("bob", words.toArray(String[]::new));
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        return ran.facts();
    }

    private static String event(JsonNode fact) {
        return fact.get("event").asString();
    }

    @Test
    void aFileThatIsLargeWaitsAndHoldsUpNothing() throws IOException {
        settings("accept-up-to = \"10 B\"\n");
        people.run("alice", "send", film.toString(), "--to", "bob", "-m", "look");
        people.run("alice", "send", "--to", "bob", "-m", "seen?");

        var first = receive();

        assertThat(first).extracting(AcceptTest::event).containsExactly("waiting", "message");
        assertThat(first.getFirst().get("files").get(0).asString()).isEqualTo("film.mp4");
        assertThat(people.folder("of-bob").resolve("film.mp4")).doesNotExist();
        assertThat(receive()).extracting(AcceptTest::event).containsExactly("waiting");
        assertThat(receive("--accept-all"))
                .extracting(AcceptTest::event)
                .containsExactly("message");
        assertThat(people.folder("of-bob").resolve("film.mp4")).hasSameBinaryContentAs(film);
        assertThat(receive()).isEmpty();
    }

    @Test
    void whatStrangersSendWaitsAndCanBeDeclined() throws IOException {
        settings("accept-strangers = false\n");
        people.run("alice", "send", film.toString(), "--to", "bob", "-m", "hi");
        assertThat(receive()).extracting(AcceptTest::event).containsExactly("waiting");

        var declined = receive("--decline");

        assertThat(declined.getFirst().get("files").get(0).get("gone").asString())
                .isEqualTo("film.mp4 was declined");
        assertThat(receive()).isEmpty();
        people.run("bob", "send", "--to", "alice", "-m", "who are you?");
        people.run("alice", "send", film.toString(), "--to", "bob", "-m", "alice!");
        assertThat(receive()).extracting(AcceptTest::event).contains("message");
        assertThat(people.folder("of-bob").resolve("film.mp4")).hasSameBinaryContentAs(film);
    }

    @Test
    void toAcceptAndToDeclineExcludeEachOther() {
        assertThat(people.run("bob", "receive", "--accept-all", "--decline").exitCode())
                .isEqualTo(ExitCode.WRONG_USAGE);
    }
}
