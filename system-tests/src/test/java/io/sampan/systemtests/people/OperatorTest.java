package io.sampan.systemtests.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.cli.serve.Invitation;
import io.sampan.client.identity.Identity;
import io.sampan.client.identity.InviteLink;
import io.sampan.client.lane.LoginRefusedException;
import io.sampan.model.RefusalCode;
import io.sampan.model.UserName;
import io.sampan.systemtests.harness.Cluster;
import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.harness.SampanCli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// What whoever runs the server does with people, beside the running server.
class OperatorTest {

    @RegisterExtension final Lab lab = new Lab();

    private static InviteLink invitation(Cluster cluster) {
        return Invitation.to(
                cluster.serverHome(),
                cluster.entries(),
                Invitation.GOOD_FOR,
                InstantSource.system());
    }

    private static List<JsonNode> operator(SampanCli host, Cluster cluster, Object... words) {
        var all = new ArrayList<Object>(List.of(words));
        all.addAll(List.of("--json", "--home", cluster.serverHome()));
        return host.startPlain(all.toArray()).await().exitsWith(0).facts();
    }

    private static RefusalCode refusal(Identity identity, String code, Cluster cluster) {
        try (var lane = DeviceLane.open(identity, code, cluster.entries().getFirst())) {
            throw new AssertionError("let in: " + lane.welcome());
        } catch (LoginRefusedException e) {
            return e.refusal().code();
        }
    }

    @Test
    void listsRevokesAndRemovesPeopleBesideTheRunningServer() throws IOException {
        var cluster = lab.cluster().identities().start();
        var host = lab.person("host", cluster.entries());
        var link = invitation(cluster);
        var alice = Identity.make(new UserName("alice"), link);
        try (var lane = DeviceLane.open(alice, link.code(), cluster.entries().getFirst())) {
            var listed = operator(host, cluster, "people");
            assertThat(listed).hasSize(1);
            assertThat(listed.getFirst().get("name").asString()).isEqualTo("alice");
            assertThat(listed.getFirst().get("devices").asInt()).isEqualTo(1);
            var device =
                    operator(host, cluster, "people", "devices", "alice")
                            .getFirst()
                            .get("device")
                            .asString();
            assertThat(device).isEqualTo(lane.welcome().device().toString());

            operator(host, cluster, "people", "revoke", "alice", device);

            var _ = lane.awaitEnd(); // told why, if the line is quick enough
        }
        assertThat(refusal(alice, "", cluster)).isEqualTo(RefusalCode.DEVICE_REVOKED);

        var rekey = operator(host, cluster, "people", "rekey", "alice").getFirst();
        var fresh = InviteLink.parse(rekey.get("link").asString());
        var again = Identity.make(new UserName("alice"), fresh);
        try (var lane = DeviceLane.open(again, fresh.code(), cluster.entries().getFirst())) {
            operator(host, cluster, "people", "remove", "alice", "--yes");
            var _ = lane.awaitEnd(); // told why, if the line is quick enough
        }
        cluster.server().restart();
        assertThat(refusal(again, "", cluster)).isEqualTo(RefusalCode.DEVICE_REVOKED);
        assertThat(operator(host, cluster, "people")).isEmpty();

        var audit = cluster.serverHome().resolve("audit.jsonl");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(audit)))
                .isEqualTo("rw-------");
        var lines = Files.readAllLines(audit);
        for (var event :
                List.of("joined", "device-revoked", "login-refused", "rekeyed", "removed")) {
            assertThat(lines).anyMatch(line -> line.contains("\"" + event + "\""));
        }
        assertThat(lines).noneMatch(line -> line.contains(link.code()));
    }

    @Test
    void limitsHowMuchSomebodyMayStore() {
        var cluster =
                lab.cluster().identities().settings("[transfer]", "person-quota = '1 GiB'").start();
        var host = lab.person("host", cluster.entries());
        var alice = Invitations.to(lab, cluster).joined("alice");
        var files = lab.folder("files");
        alice.done("put", Content.random(files.resolve("first"), 1, 3 << 20));

        operator(host, cluster, "people", "limit", "alice", "--bytes", "4MiB");

        var refused = alice.run("put", Content.random(files.resolve("second"), 2, 2 << 20));
        refused.exitsWith(3);
        assertThat(refused.err())
                .contains(
                        "you have " + (3 << 20) + " bytes here, and " + (4 << 20) + " are allowed");
        assertThat(operator(host, cluster, "people").getFirst().get("limit").asLong())
                .isEqualTo(4 << 20);
        alice.done("put", Content.random(files.resolve("small"), 3, 1 << 20));
        operator(host, cluster, "people", "limit", "alice", "--usual");
        alice.done("resume");
    }

    @Test
    void voidsInvitations() {
        var cluster = lab.cluster().identities().start();
        var host = lab.person("host", cluster.entries());
        var link = invitation(cluster);
        var open = operator(host, cluster, "invites");
        assertThat(open).as("the first one, and this").hasSize(2);

        for (var invite : open) {
            operator(host, cluster, "invites", "revoke", invite.get("id").asString());
        }

        assertThat(operator(host, cluster, "invites")).isEmpty();
        var stranger = Identity.make(new UserName("alice"), link);
        assertThat(refusal(stranger, link.code(), cluster)).isEqualTo(RefusalCode.BAD_INVITE);
        host.startPlain("people", "remove", "--home", cluster.serverHome(), "nobody", "--yes")
                .await()
                .exitsWith(1);
        host.startPlain("people", "--home", lab.folder("nowhere")).await().exitsWith(2);
    }
}
