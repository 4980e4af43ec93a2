package io.sampan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.systemtests.harness.Cluster;
import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.harness.SampanCli;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Files of every awkward size and name, through an edge and a hub relay and back.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SizesAndNamesTest {

    private static final long MIB = 1 << 20;

    @RegisterExtension static final Lab lab = new Lab();

    private static Cluster cluster;
    private SampanCli alice;

    @BeforeAll
    static void start() {
        cluster = lab.cluster().relays(1, 1).start();
    }

    @BeforeEach
    void begin() {
        alice = lab.person(lab.ownName("alice"), cluster.entries());
    }

    @Test
    void sizesAroundLeavesAndBlocks() {
        var sizes =
                new long[] {
                    0,
                    1,
                    MIB - 1,
                    MIB,
                    MIB + 1,
                    2 * MIB,
                    8 * MIB - 1,
                    8 * MIB,
                    8 * MIB + 1,
                    16 * MIB + 1
                };
        var files = new ArrayList<Path>();
        for (var size : sizes) {
            files.add(Content.random(lab.folder("files").resolve("file-" + size), size, size));
        }
        comeBackTheSame(files);
    }

    @Test
    void namesThatPeopleGiveTheirFiles() {
        var names =
                List.of(
                        "a name with spaces",
                        "  led and trailed by spaces  .txt",
                        "电影 — 第一集.mp4",
                        "holiday 🏝️👩‍👩‍👧 2025.jpg",
                        "-o",
                        "--help",
                        ".hidden",
                        "quo\"tes' and $HOME `ls` ; rm *",
                        "x".repeat(255),
                        "é".repeat(100),
                        "%2e%2e%2f",
                        "con.txt");
        var files = new ArrayList<Path>();
        for (var name : names) {
            files.add(
                    Content.random(
                            lab.folder("files").resolve(name),
                            name.hashCode(),
                            1000 + name.length()));
        }
        comeBackTheSame(files);
    }

    private void comeBackTheSame(List<Path> files) {
        var put = new ArrayList<Object>(List.of("put", "--"));
        put.addAll(files);
        alice.done(put.toArray());

        var get = new ArrayList<Object>(List.of("get", "--into", lab.folder("copies"), "--"));
        files.forEach(file -> get.add(file.getFileName()));
        var copies =
                alice.done(get.toArray()).facts().stream()
                        .filter(fact -> fact.has("file"))
                        .collect(
                                Collectors.toMap(
                                        fact -> fact.path("name").asString(),
                                        fact -> Path.of(fact.path("file").asString())));

        for (var file : files) {
            var name = file.getFileName().toString();
            assertThat(Content.same(file, copies.get(name))).as("%s", name).isTrue();
        }
        lab.say("%d files", files.size());
    }

    @Test
    void whatIsGotCanBeWrittenToStandardOutput() {
        var source = Content.random(lab.folder("files").resolve("film"), 61, 5 * MIB + 7);
        alice.done("put", source);

        var got = alice.startTold("get", "film", "-o", "-").await().exitsWith(0);

        assertThat(Content.same(source, got.outFile())).isTrue();
    }

    @Test
    void aFolderKeepsItsTreeOfNames() {
        var album = lab.folder("album");
        var first = Content.random(lab.folder("album/day one").resolve("一.jpg"), 62, 70_000);
        var second = Content.random(lab.folder("album/day two/late").resolve("2.jpg"), 63, 3 * MIB);

        alice.done("put", album);
        var copies = lab.folder("copies");
        alice.done("get", "album/day one/一.jpg", "-o", copies.resolve("1"));
        alice.done("get", "album/day two/late/2.jpg", "-o", copies.resolve("2"));

        assertThat(Content.same(first, copies.resolve("1"))).isTrue();
        assertThat(Content.same(second, copies.resolve("2"))).isTrue();
    }
}
