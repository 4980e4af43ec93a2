package io.sampan.systemtests.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.sampan.model.RefusalCode;
import io.sampan.systemtests.harness.Cluster;
import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.harness.RawLane;
import io.sampan.wire.proto.Hello;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// What people do with commands, each a process of its own.
class PeopleTest {

    private static final byte[] FILM = "not much of a film".getBytes(StandardCharsets.UTF_8);

    @RegisterExtension final Lab lab = new Lab();

    @Test
    void comesInWithAnInvitationOnceAndWithinItsTime() {
        var cluster = lab.cluster().identities().start();
        var invitations = Invitations.to(lab, cluster);
        var link = invitations.link();
        var alice = lab.person("alice", cluster.entries());
        alice.done("join", link);

        var again = alice.run("join", link);
        var used = lab.person("bob", cluster.entries()).run("join", link);
        var taken =
                lab.person("another", cluster.entries())
                        .startPlain("join", "--as", "alice", invitations.link())
                        .await();
        var late = lab.person("carol", cluster.entries());
        var expired = late.run("join", invitations.link("--for", "1ms"));
        var stranger = lab.person("dave", cluster.entries()).run("ls");

        again.exitsWith(0);
        used.exitsWith(3);
        assertThat(used.err()).contains("invitation").contains("sampan invite");
        taken.exitsWith(3);
        assertThat(taken.err()).contains("belongs to somebody else");
        expired.exitsWith(3);
        assertThat(late.home().resolve("identity")).doesNotExist();
        assertThat(stranger.exitCode()).isIn(3, 4);
        alice.startPlain("ls", "--as", "bob").await().exitsWith(2);
    }

    @Test
    void aServerWithIdentitiesBelievesNoName() throws Exception {
        var cluster = lab.cluster().relays(1, 0).identities().start();
        var hello = Hello.newBuilder().setName("alice").build();

        for (var lane : List.of(plain(cluster), encrypted(cluster))) {
            try (lane) {
                lane.greet().send(1, 1, hello.toByteArray(), new byte[0]);
                assertThat(lane.read().orElseThrow().refused().getCode())
                        .isEqualTo(RefusalCode.WRONG_PROOF.number());
            }
        }
    }

    @Test
    void theFirstInvitationIsInAFileOfItsOwnersAndANewStartVoidsIt() throws Exception {
        var cluster = lab.cluster().identities().start();
        var file = cluster.serverHome().resolve("first-invitation");
        var void1 = Files.readString(file).strip();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        cluster.server().restart();
        var link = Files.readString(file).strip();

        lab.person("eve", cluster.entries()).run("join", void1).exitsWith(3);
        lab.person("alice", cluster.entries()).done("join", link);
        cluster.server().restart();

        assertThat(file).doesNotExist();
        for (var output : lab.outputs()) {
            assertThat(output).doesNotContain(codeOf(void1)).doesNotContain(codeOf(link));
        }
    }

    private static String codeOf(String link) {
        return link.replaceAll(".*code=([0-9a-f]+).*", "$1");
    }

    private static RawLane plain(Cluster cluster) {
        return RawLane.connect(cluster.entries().getFirst());
    }

    private static RawLane encrypted(Cluster cluster) throws Exception {
        var to = cluster.entries().getFirst();
        var context = SSLContext.getInstance("TLSv1.3");
        context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
        return RawLane.of(context.getSocketFactory().createSocket(to.host(), to.port()));
    }

    @Test
    void sendsToPeopleWhoAreOffline() throws IOException {
        var cluster = lab.cluster().relays(2, 1).identities().start();
        var invitations = Invitations.to(lab, cluster);
        var alice = invitations.joined("alice");
        var bob = invitations.joined("bob");
        var carol = invitations.joined("carol");
        var eve = invitations.joined("eve");
        var film = Files.write(lab.folder("of-alice").resolve("film.mp4"), FILM);
        var into = lab.folder("of-bob");
        Files.writeString(into.resolve("film.mp4"), "bob has one of that name");

        var nobody = alice.run("send", film, "--to", "bob,nobody", "-m", "lost");
        var sent = alice.done("send", film, "--to", "bob,carol", "-m", "for you").fact();
        var received = bob.done("receive", "--into", into).facts();
        var id = received.getLast().get("files").get(0).get("id").asString();
        var nosy = eve.run("get", id, "-o", lab.folder("of-eve").resolve("film"));

        nobody.exitsWith(3);
        assertThat(nobody.err()).contains("nobody");
        assertThat(received).hasSize(1);
        assertThat(received.getFirst().get("from").asString()).isEqualTo("alice");
        assertThat(received.getFirst().get("text").asString()).isEqualTo("for you");
        assertThat(into.resolve("film (2).mp4")).hasBinaryContent(FILM);
        assertThat(into.resolve("film.mp4")).hasContent("bob has one of that name");
        assertThat(bob.done("receive").facts()).isEmpty();
        nosy.exitsWith(3);
        assertThat(reached(alice.done("receive").facts(), sent)).containsExactly("bob");
        carol.done("receive", "--into", lab.folder("of-carol"));
        assertThat(reached(alice.done("receive").facts(), sent)).containsExactly("carol");
    }

    private static List<String> reached(List<JsonNode> facts, JsonNode sent) {
        return facts.stream()
                .filter(fact -> fact.get("event").asString().equals("receipt"))
                .filter(fact -> fact.get("id").equals(sent.get("id")))
                .map(fact -> fact.get("recipient").asString())
                .toList();
    }

    @Test
    void keepsAMessageWhoseFileCannotBeWritten() throws IOException {
        var cluster = lab.cluster().identities().start();
        var invitations = Invitations.to(lab, cluster);
        var alice = invitations.joined("alice");
        var bob = invitations.joined("bob");
        var film = Files.write(lab.folder("of-alice").resolve("film.mp4"), FILM);
        var noFolder = Files.writeString(lab.folder("of-bob").resolve("a-file"), "in the way");
        alice.done("send", film, "--to", "bob", "-m", "for you");

        var first = bob.run("receive", "--into", noFolder);
        var second = bob.done("receive", "--into", lab.folder("of-bob"));

        first.exitsWith(1);
        assertThat(first.facts()).isEmpty();
        assertThat(first.err()).contains("stays");
        assertThat(second.facts()).hasSize(1);
        assertThat(lab.folder("of-bob").resolve("film.mp4")).hasBinaryContent(FILM);
    }

    @Test
    void goesOnWithAMessageWhenTheServerIsBack() throws IOException {
        var cluster = lab.cluster().identities().start();
        var invitations = Invitations.to(lab, cluster);
        var alice = invitations.joined("alice");
        var bob = invitations.joined("bob");
        var film = lab.folder("of-alice").resolve("film.mp4");
        var _ = Content.random(film, 1, 30 << 20);
        var sending = alice.start("send", film, "--to", "bob", "-m", "for you");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> Files.exists(alice.home().resolve("people.db")) || !sending.isAlive());
        sending.kill();
        cluster.server().restart();

        alice.done("resume");
        alice.done("resume");

        var received = bob.done("receive", "--into", lab.folder("of-bob")).facts();
        assertThat(received.size()).isLessThanOrEqualTo(1);
        if (!received.isEmpty()) {
            assertThat(lab.folder("of-bob").resolve("film.mp4")).hasSameBinaryContentAs(film);
        }
    }

    @Test
    void showsWhoComesAndGoes() {
        var cluster = lab.cluster().identities().settings("heartbeat = \"1s\"").start();
        var invitations = Invitations.to(lab, cluster);
        var alice = invitations.joined("alice");
        var bob = invitations.joined("bob");
        var watch = alice.start("who", "--watch");

        var here = bob.start("receive", "--wait");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> watch.out().contains("\"online\""));
        assertThat(alice.done("who").fact().get("name").asString()).isEqualTo("bob");
        here.kill();

        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> watch.out().contains("\"offline\""));
        assertThat(alice.done("who").facts()).isEmpty();
    }
}
