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

/// History, conversations, groups, recall and blocks on the command line.
class LogCommandsTest {

    @TempDir Path folder;

    private People people;

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

    private List<JsonNode> done(String name, String... words) {
        var ran = people.run(name, words);
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        return ran.facts();
    }

    private List<String> texts(String name, String... more) {
        var words = new java.util.ArrayList<>(List.of("history", "--json"));
        words.addAll(List.of(more));
        return done(name, words.toArray(String[]::new)).stream()
                .map(fact -> fact.get("text").asString())
                .toList();
    }

    @Test
    void theHistoryIsTheServersAlsoInAHomeThatHasNothing() throws IOException {
        done("alice", "send", "--to", "bob", "-m", "one", "--json");
        done("alice", "send", "--to", "carol", "-m", "aside", "--json");
        done("bob", "receive", "--json");
        done("bob", "send", "--to", "alice", "-m", "two", "--json");
        Files.delete(folder.resolve("home-of-alice").resolve("people.db"));

        assertThat(texts("alice")).containsExactly("one", "aside", "two");
        assertThat(texts("alice", "bob")).containsExactly("one", "two");
        assertThat(texts("alice", "--count", "1")).containsExactly("two");
        assertThat(texts("alice", "--before", "2020-01-01")).isEmpty();
        var first = done("alice", "history", "bob", "--json").getFirst();
        assertThat(first.get("event").asString()).isEqualTo("sent");
        assertThat(first.get("reached").get(0).asString()).isEqualTo("bob");
    }

    @Test
    void aMessageToAGroupReachesItsMembersAndIsAConversationOfItsOwn() {
        done("alice", "group", "create", "family", "bob", "carol", "--json");
        done("alice", "send", "--to", "family", "-m", "dinner", "--json");
        done("alice", "send", "--to", "bob", "-m", "for you alone", "--json");

        var bob = done("bob", "receive", "--json");
        done("bob", "send", "--to", "#family", "-m", "coming", "--json");

        assertThat(bob.getFirst().get("group").asString()).isEqualTo("family");
        assertThat(
                        done("carol", "receive", "--json").stream()
                                .filter(fact -> fact.get("event").asString().equals("message"))
                                .map(fact -> fact.get("text").asString()))
                .containsExactly("dinner", "coming");
        assertThat(texts("carol", "#family")).containsExactly("dinner", "coming");
        assertThat(texts("alice", "bob")).containsExactly("dinner", "for you alone", "coming");
    }

    @Test
    void whoLeavesAGroupGetsNoMoreOfIt() {
        done("alice", "group", "create", "family", "bob", "--json");
        done("alice", "group", "add", "family", "carol", "--json");
        done("bob", "group", "leave", "family", "--json");
        done("alice", "group", "remove", "family", "carol", "--json");

        assertThat(done("bob", "group", "--json")).isEmpty();
        assertThat(done("alice", "group", "list", "--json").getFirst().get("members").size())
                .isEqualTo(1);
        var nobody = people.run("alice", "send", "--to", "family", "-m", "anybody?");
        assertThat(nobody.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(nobody.err()).contains("nobody but you");
        var left = people.run("bob", "send", "--to", "#family", "-m", "again");
        assertThat(left.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(left.err()).contains("no group called family");
    }

    @Test
    void aMessageThatIsTakenBackIsGoneAndThatIsTold() {
        var id =
                done("alice", "send", "--to", "bob,carol", "-m", "oh no", "--json")
                        .getFirst()
                        .get("id")
                        .asString();
        done("bob", "receive", "--json");
        done("alice", "send", "--to", "bob", "-m", "that stays", "--json");

        done("alice", "recall", id.substring(0, 12), "--json");

        assertThat(texts("alice")).containsExactly("that stays");
        var bob = done("bob", "receive", "--json");
        assertThat(bob)
                .anySatisfy(fact -> {
                    assertThat(fact.get("event").asString()).isEqualTo("recalled");
                    assertThat(fact.get("id").asString()).isEqualTo(id);
                });
        assertThat(texts("bob")).containsExactly("that stays");
        assertThat(done("carol", "receive", "--json")).isEmpty();
        var again = people.run("alice", "recall", "12ab");
        assertThat(again.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(people.run("bob", "recall", id).exitCode()).isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void whoIsBlockedReachesNobody() {
        done("bob", "block", "alice", "--json");

        done("alice", "send", "--to", "bob", "-m", "hello?", "--json");

        assertThat(done("bob", "receive", "--json")).isEmpty();
        assertThat(done("bob", "block", "--json").getFirst().get("name").asString())
                .isEqualTo("alice");
        done("bob", "unblock", "alice", "--json");
        done("alice", "send", "--to", "bob", "-m", "and now", "--json");
        assertThat(done("bob", "receive", "--json").getFirst().get("text").asString())
                .isEqualTo("and now");
        assertThat(people.run("bob", "block", "alcie").err()).contains("Did you mean alice?");
    }

    @Test
    void whatWasReceivedIsReadAndTheRestIsUnread() {
        done("alice", "send", "--to", "bob", "-m", "one", "--json");
        done("alice", "send", "--to", "bob", "-m", "two", "--json");
        assertThat(unread("bob")).isEqualTo(2);

        done("bob", "receive", "--json");

        assertThat(unread("bob")).isZero();
        assertThat(done("bob", "conversations", "--unread", "--json")).isEmpty();
        assertThat(done("alice", "receive", "--json"))
                .noneMatch(fact -> fact.get("event").asString().equals("read"));
    }

    private int unread(String name) {
        return done(name, "conversations", "--json").getFirst().get("unread").asInt();
    }

    @Test
    void whoWantsToTellsWhatWasRead() throws IOException {
        var home = Files.createDirectories(folder.resolve("home-of-bob"));
        Files.writeString(home.resolve("settings.toml"), "read-receipts = true\n");
        done("alice", "send", "--to", "bob", "-m", "one", "--json");

        done("bob", "receive", "--json");

        assertThat(done("alice", "receive", "--json"))
                .anySatisfy(fact -> {
                    assertThat(fact.get("event").asString()).isEqualTo("read");
                    assertThat(fact.get("reader").asString()).isEqualTo("bob");
                });
    }
}
