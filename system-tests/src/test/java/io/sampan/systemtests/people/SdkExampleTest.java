package io.sampan.systemtests.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.client.ClientConfig;
import io.sampan.client.identity.IdentityFile;
import io.sampan.client.people.PeopleEvent;
import io.sampan.disk.Disk;
import io.sampan.model.Outcome;
import io.sampan.model.UserName;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.harness.SampanCli;
import java.nio.file.Files;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The example does what it says.
class SdkExampleTest {

    @RegisterExtension final Lab lab = new Lab();

    @Test
    void aProgramSendsAndReceives() throws Exception {
        var cluster = lab.cluster().identities().start();
        var invitations = Invitations.to(lab, cluster);
        var alice = config(invitations.joined("alice"));
        var bob = config(invitations.joined("bob"));
        var film = Files.writeString(lab.folder("of-alice").resolve("film.txt"), "a short film");

        var sent = SdkExample.send(alice, new UserName("bob"), film);
        var told = new CopyOnWriteArrayList<PeopleEvent>();
        var received = SdkExample.receive(bob, told::add);

        assertThat(sent)
                .hasValueSatisfying(
                        outcome -> assertThat(outcome).isInstanceOf(Outcome.Done.class));
        assertThat(received).contains("for you");
        assertThat(told).isNotEmpty();
    }

    private static ClientConfig config(SampanCli person) {
        var identity = new IdentityFile(Disk.real(), person.home()).read().orElseThrow();
        return ClientConfig.of(person.home(), identity, identity.addresses());
    }
}
