package io.sampan.systemtests.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.systemtests.harness.Cluster;
import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.harness.SampanCli;
import io.sampan.systemtests.harness.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A message waits until its files are safely on the recipient's disk, whatever is wrong there.
class RecipientsTroubleTest {

    private static final int MIB = 1 << 20;

    @RegisterExtension static final Lab lab = new Lab();

    private static Cluster cluster;
    private SampanCli alice;
    private SampanCli bob;
    private String bobsName;

    @BeforeAll
    static void start() {
        cluster = lab.cluster().start();
    }

    @BeforeEach
    void twoPeople() {
        alice = lab.person(lab.ownName("alice"), cluster.entries());
        bobsName = lab.ownName("bob");
        bob = lab.person(bobsName, cluster.entries());
        bob.done("who");
    }

    @Test
    void aFullDiskKeepsTheMessageUntilThereIsRoom() {
        var disk = lab.owns(SmallDisk.mount(lab.folder("small-disk"), "size=4m"));
        var film = Content.random(lab.folder("of-alice").resolve("film.mp4"), 61, 12 * MIB);
        alice.done("send", film, "--to", bobsName, "-m", "for you");

        var full = bob.run("receive", "--into", disk.folder());
        var roomy = bob.done("receive", "--into", lab.folder("of-bob"));

        full.exitsWith(1);
        assertThat(full.facts()).isEmpty();
        assertThat(full.err()).contains("has room for").contains("stays");
        assertThat(disk.folder().resolve("film.mp4")).doesNotExist();
        assertThat(roomy.facts()).hasSize(1);
        assertThat(Content.same(film, lab.folder("of-bob").resolve("film.mp4"))).isTrue();
    }

    @Test
    void aFolderThatIsReadOnlyKeepsTheMessage() {
        var disk = lab.owns(SmallDisk.mount(lab.folder("read-only"), "size=4m,ro"));
        var film = Content.random(lab.folder("of-alice").resolve("film.mp4"), 62, MIB);
        alice.done("send", film, "--to", bobsName, "-m", "for you");

        var readOnly = bob.run("receive", "--into", disk.folder());
        var elsewhere = bob.done("receive", "--into", lab.folder("of-bob"));

        readOnly.exitsWith(1);
        assertThat(readOnly.facts()).isEmpty();
        assertThat(readOnly.err()).containsIgnoringCase("read-only").contains("stays");
        assertThat(elsewhere.facts()).hasSize(1);
        assertThat(Content.same(film, lab.folder("of-bob").resolve("film.mp4"))).isTrue();
    }

    @Test
    void filesOfThatNameStayAsTheyAre() throws IOException {
        var into = lab.folder("of-bob");
        Files.writeString(into.resolve("film.mp4"), "one of bob's");
        Files.writeString(into.resolve("film (2).mp4"), "another one of bob's");
        var film = Content.random(lab.folder("of-alice").resolve("film.mp4"), 63, MIB);
        alice.done("send", film, "--to", bobsName);

        bob.done("receive", "--into", into);

        assertThat(into.resolve("film.mp4")).hasContent("one of bob's");
        assertThat(into.resolve("film (2).mp4")).hasContent("another one of bob's");
        assertThat(Content.same(film, into.resolve("film (3).mp4"))).isTrue();
    }

    @Test
    void aMessageMayHaveAHundredFilesAndNotOneMore() throws IOException {
        var album = lab.folder("of-alice").resolve("album");
        Files.createDirectories(album);
        for (int i = 0; i < 100; i++) {
            Content.random(album.resolve("picture " + i + ".jpg"), i, 1_000 + i);
        }
        var all = new java.util.ArrayList<Object>();
        all.add("send");
        try (var files = Files.list(album)) {
            files.forEach(all::add);
        }
        all.addAll(java.util.List.of("--to", bobsName, "-m", "all of the holiday"));
        var into = lab.folder("of-bob");

        alice.done(all.toArray());
        var received = bob.done("receive", "--into", into).facts();
        all.add(1, Content.random(lab.folder("of-alice").resolve("more.jpg"), 101, 10));
        var tooMany = alice.run(all.toArray());

        assertThat(received).hasSize(1);
        assertThat(received.getFirst().get("files").size()).isEqualTo(100);
        for (int i = 0; i < 100; i++) {
            var name = Path.of("picture " + i + ".jpg");
            assertThat(Content.same(album.resolve(name), into.resolve(name))).isTrue();
        }
        tooMany.exitsWith(3);
        assertThat(tooMany.err()).contains("100 are allowed");
    }
}
