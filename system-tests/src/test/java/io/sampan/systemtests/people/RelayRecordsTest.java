package io.sampan.systemtests.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.systemtests.fault.FaultyRelay;
import io.sampan.systemtests.harness.Lab;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A relay that writes down everything it carries learns nothing of it.
class RelayRecordsTest {

    private static final String SECRET = "the-secret-of-the-film ";

    @RegisterExtension final Lab lab = new Lab();

    @Test
    void hasNeitherTextNorBytesNorNames() throws IOException {
        var cluster = lab.cluster().identities().start();
        var invitations = Invitations.to(lab, cluster);
        var film = lab.folder("of-alice").resolve("summer-holiday-film.txt");
        Files.writeString(film, SECRET.repeat(20_000));
        try (var relay = FaultyRelay.to(cluster.server().address()).recording().start()) {
            var alice = invitations.joined("alice-who-writes").via(relay.address());
            var bob = invitations.joined("bob-who-reads").via(relay.address());

            alice.done("send", film, "--to", "bob-who-reads", "-m", "meet me at the harbour");
            var received = bob.done("receive", "--into", lab.folder("of-bob")).fact();

            assertThat(received.get("text").asString()).isEqualTo("meet me at the harbour");
            var record =
                    new String(relay.recordedUp(), StandardCharsets.ISO_8859_1)
                            + new String(relay.recordedDown(), StandardCharsets.ISO_8859_1);
            assertThat(record.length()).isGreaterThan(2 * 20_000 * SECRET.length());
            assertThat(record)
                    .doesNotContain("harbour")
                    .doesNotContain("secret-of-the-film")
                    .doesNotContain("summer-holiday")
                    .doesNotContain("alice-who-writes")
                    .doesNotContain("bob-who-reads");
        }
    }
}
