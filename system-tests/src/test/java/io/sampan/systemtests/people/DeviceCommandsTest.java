package io.sampan.systemtests.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.harness.Run;
import io.sampan.systemtests.harness.SampanCli;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// The commands for several devices of one person, as processes.
class DeviceCommandsTest {

    @RegisterExtension final Lab lab = new Lab();

    /// Another home, in which nothing but a link says who one is.
    private SampanCli linked(SampanCli owner, String label) {
        var link = owner.done("link").fact().get("link").asString();
        var device = lab.person("device-" + label, List.of());
        device.script("\"$0\" join - --json --label " + label + " <<< '" + link + "'").exitsWith(0);
        return device;
    }

    private static List<JsonNode> done(SampanCli device, Object... words) {
        return device.startPlain(words).await().exitsWith(0).facts();
    }

    private static JsonNode labelled(List<JsonNode> devices, String label) {
        return devices.stream()
                .filter(device -> device.get("label").asString().equals(label))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aLinkedDeviceIsListedRenamedAndRevokedAndThenLetInNoMore() {
        var cluster = lab.cluster().identities().start();
        var alice = Invitations.to(lab, cluster).joined("alice");
        var laptop = linked(alice, "laptop");
        var waiting = laptop.startPlain("receive", "--wait", "--json");

        var seen = done(laptop, "devices", "--json");
        assertThat(seen).hasSize(2);
        assertThat(labelled(seen, "laptop").get("this").asBoolean()).isTrue();
        var id = labelled(seen, "laptop").get("device").asString();
        alice.done("devices", "rename", "laptop", "old laptop");
        assertThat(labelled(alice.done("devices").facts(), "old laptop").get("device").asString())
                .isEqualTo(id);
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() ->
                        labelled(alice.done("devices").facts(), "old laptop")
                                .get("online")
                                .asBoolean());

        alice.done("devices", "revoke", id.substring(0, 12));

        assertEndsAsRevoked(waiting.await());
        assertEndsAsRevoked(laptop.startPlain("ls", "--json").await());
        assertEndsAsRevoked(laptop.startPlain("history", "--json").await());
        assertThat(alice.done("devices").facts()).hasSize(1);
        cluster.server().restart();
        assertEndsAsRevoked(laptop.startPlain("receive", "--json").await());
    }

    private static void assertEndsAsRevoked(Run run) {
        run.exitsWith(3);
        assertThat(run.err()).contains("revoked");
    }

    @Test
    void aLinkLetsOneDeviceInOnce() {
        var cluster = lab.cluster().identities().start();
        var alice = Invitations.to(lab, cluster).joined("alice");
        var link = alice.done("link").fact().get("link").asString();
        var first = lab.person("first", List.of());
        var second = lab.person("second", List.of());
        first.startPlain("join", link, "--json").await().exitsWith(0);

        var refused = second.startPlain("join", link, "--json").await();

        refused.exitsWith(3);
        assertThat(alice.done("devices").facts()).hasSize(2);
    }

    @Test
    void whatOneDeviceSendsReceivesAndReadsIsTheSameOnTheOther() {
        var cluster = lab.cluster().identities().start();
        var invitations = Invitations.to(lab, cluster);
        var alice = invitations.joined("alice");
        var bob = invitations.joined("bob");
        var laptop = linked(alice, "laptop");
        done(laptop, "send", "--to", "bob", "-m", "from the laptop", "--json");
        bob.done("receive");
        bob.done("send", "--to", "alice", "-m", "answer");

        alice.done("receive");

        assertThat(texts(alice.done("history").facts()))
                .containsExactly("from the laptop", "answer");
        assertThat(texts(done(laptop, "history", "bob", "--json")))
                .containsExactly("from the laptop", "answer");
        assertThat(done(laptop, "conversations", "--json").getFirst().get("unread").asInt())
                .isZero();
        assertThat(texts(done(laptop, "receive", "--json"))).contains("answer");
        var id = alice.done("history").facts().getFirst().get("id").asString();
        alice.done("recall", id);
        done(laptop, "receive", "--json");
        assertThat(texts(done(laptop, "history", "--json"))).containsExactly("answer");
        assertThat(bob.done("receive").facts())
                .anyMatch(fact -> fact.get("event").asString().equals("recalled"));
    }

    private static List<String> texts(List<JsonNode> facts) {
        return facts.stream()
                .filter(fact -> fact.has("text"))
                .map(fact -> fact.get("text").asString())
                .toList();
    }
}
