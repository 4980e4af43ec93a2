package io.sampan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.client.task.GetRequest;
import io.sampan.client.task.MediaRef;
import io.sampan.client.task.TransferResult;
import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.FakeServer;
import io.sampan.systemtests.harness.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a media is called, and whoever the server is: what is fetched stays in the folder that
/// was chosen, and replaces nothing.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class HostileNamesTest {

    private static final String ID = "5a5a0000000000010000000000000001";

    @RegisterExtension final Lab lab = new Lab();

    private Path target;
    private Path around;
    private Set<Path> before;

    @BeforeEach
    void begin() throws IOException {
        around = lab.folder("around");
        target = lab.folder("around/a/b/target");
        Files.writeString(around.resolve("precious"), "precious");
        Files.writeString(target.resolve("mine"), "mine");
        Files.createSymbolicLink(target.resolve("link"), around);
        Files.createSymbolicLink(target.resolve("linked-file"), around.resolve("precious"));
        before = listing();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../evil", "/tmp/evil-absolute", "..\\..\\evil", "a/../../../../evil", "..",
                "C:\\evil", "evil\u0000.txt", "\u001b[2Jevil", "．．/evil", "a//../evil"
            })
    void aServerThatOffersAPathIsGivenUp(String name) throws IOException {
        var fake = lab.owns(new FakeServer(name, Content.bytes(1, 100)));

        var got = get(fake);

        lab.say("%s after %d answers", got, fake.asked());
        assertThat(got).isNotInstanceOf(TransferResult.Done.class);
        nothingChanged();
    }

    private TransferResult get(FakeServer fake) {
        var alice = lab.person("alice", List.of(fake.address()));
        return alice.witness().get(GetRequest.into(MediaRef.parse(ID), target));
    }

    @Test
    void aCommandThatIsOfferedAPathSaysNothingThatATerminalObeys() throws IOException {
        var fake = lab.owns(new FakeServer("\u001b[2Jevil", Content.bytes(1, 100)));
        var alice = lab.person("alice", List.of(fake.address())).in(target);

        var get = alice.startTold("get", "--patience", "5s", ID);
        get.await(Duration.ofSeconds(30));
        var exit = get.exitCode();

        lab.say("exit code %d after %d answers", exit, fake.asked());
        assertThat(get.out() + get.err()).doesNotContain("\u001b");
        assertThat(exit).as("exit code; it said: %s", get.err()).isIn(1, 3, 4);
        nothingChanged();
    }

    private void nothingChanged() throws IOException {
        assertThat(listing()).isEqualTo(before);
        nothingElseChanged();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "linked-file",
                "mine",
                "con",
                "evil:stream",
                "evil. ",
                " evil",
                "-rf",
                "a/b/c",
                ".sampan/x",
                "$(evil)",
                "evil*?|<>\""
            })
    void aNameThatIsALabelIsMadeSafeAndReplacesNothing(String name) throws IOException {
        var content = Content.bytes(2, 100);
        var fake = lab.owns(new FakeServer(name, content));

        assertThat(get(fake)).isInstanceOf(TransferResult.Done.class);

        var made = listing();
        made.removeAll(before);
        var files = made.stream().filter(Files::isRegularFile).toList();
        lab.say("%s", files.stream().map(target::relativize).toList());
        assertThat(files).hasSize(1);
        assertThat(files.getFirst().toRealPath()).startsWith(target.toRealPath());
        assertThat(Files.readAllBytes(files.getFirst())).isEqualTo(content);
        nothingElseChanged();
    }

    @Test
    void aLinkInTheFolderIsNotFollowed() throws IOException {
        var fake = lab.owns(new FakeServer("link/evil", Content.bytes(2, 100)));
        var alice = lab.person("alice", List.of(fake.address())).in(target);

        var get = alice.startTold("get", ID).await();

        lab.say("exit code %d", get.exitCode());
        assertThat(around.resolve("evil")).doesNotExist();
        nothingElseChanged();
    }

    private void nothingElseChanged() throws IOException {
        assertThat(around.resolve("precious")).hasContent("precious");
        assertThat(target.resolve("mine")).hasContent("mine");
        assertThat(listing()).containsAll(before);
    }

    @Test
    void aListFromAnywhereIsSafeForATerminal() {
        var fake = lab.owns(new FakeServer("a\u202eb", Content.bytes(3, 10)));
        var alice = lab.person("alice", List.of(fake.address()));

        var ls = alice.startTold("ls");
        ls.endsWithin(Duration.ofSeconds(15));
        ls.kill();

        assertThat(ls.out() + ls.err()).doesNotContain("\u202e");
    }

    /// All that lies around and in the target, links not followed.
    private Set<Path> listing() throws IOException {
        try (var all = Files.walk(around)) {
            var paths = new TreeSet<Path>();
            all.filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS)).forEach(paths::add);
            return paths;
        }
    }
}
