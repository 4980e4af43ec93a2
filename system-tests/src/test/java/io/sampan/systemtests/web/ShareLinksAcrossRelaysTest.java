package io.sampan.systemtests.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.people.Invitations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A file for somebody who has nothing but a link and curl, through relays.
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ShareLinksAcrossRelaysTest {

    private static final long SIZE = (24L << 20) + 7;

    @RegisterExtension final Lab lab = new Lab();

    private static int curl(Tool curl, Path into, String... more) {
        var arguments = new ArrayList<>(List.of("-fsSL", "-C", "-", "-o", into.toString()));
        arguments.addAll(List.of(more));
        return curl.run(arguments);
    }

    @Test
    void aDownloadOverALinkGoesOnAfterAKillAndTheLinkCanBeEnded() throws Exception {
        var curl = Tool.find("curl", lab.folder("tools"));
        var cluster = lab.cluster().relays(1, 1).identities().start();
        var alice = Invitations.to(lab, cluster).joined("alice");
        var film = Content.random(lab.folder("files").resolve("film.bin"), 1, SIZE);
        alice.done("put", film);
        var shared = alice.done("share", "film.bin").fact();
        var link = shared.get("link").asString();
        var copy = lab.folder("curl").resolve("film");

        var first = curl.start(List.of("-fsSL", "--limit-rate", "4M", "-o", copy.toString(), link));
        Awaitility.await().until(() -> copy.toFile().length() > 1 << 20);
        cluster.server().restart();
        assertThat(first.waitFor()).isNotZero();
        Awaitility.await().until(() -> curl(curl, copy, link) == 0);

        assertThat(Content.same(film, copy)).isTrue();
        assertThat(alice.done("share", "--list").fact().get("name").asString())
                .isEqualTo("film.bin");
        alice.done("share", "--end", shared.get("id").asString());
        assertThat(curl(curl, lab.folder("curl").resolve("late"), link)).isEqualTo(22);
        assertThat(alice.done("share", "--list").facts()).isEmpty();
    }

    @Test
    void aStrangersFileComesIntoTheInboxOfWhoeverMadeTheLink() throws IOException {
        var curl = Tool.find("curl", lab.folder("tools"));
        var cluster = lab.cluster().relays(1, 1).identities().start();
        var alice = Invitations.to(lab, cluster).joined("alice");
        var photo = Content.random(lab.folder("files").resolve("photo"), 2, 300_000);
        var link =
                alice.done("share", "--drop", "holiday", "--bytes", "1MiB")
                        .fact()
                        .get("link")
                        .asString();

        var code =
                curl.run(
                        List.of(
                                "-fsS",
                                "-X",
                                "POST",
                                "-H",
                                "Tus-Resumable: 1.0.0",
                                "-H",
                                "Upload-Length: 300000",
                                "-H",
                                // photo.bin
                                "Upload-Metadata: filename cGhvdG8uYmlu",
                                "-H",
                                "Content-Type: application/offset+octet-stream",
                                "--data-binary",
                                "@" + photo,
                                link + "/files"));

        assertThat(code).as(curl.said()).isZero();
        assertThat(alice.done("ls", "--patience", "2m").out()).contains("photo.bin");
        var got = lab.folder("got").resolve("photo");
        alice.done("get", "photo.bin", "-o", got);
        assertThat(Files.mismatch(photo, got)).isEqualTo(-1);
    }
}
