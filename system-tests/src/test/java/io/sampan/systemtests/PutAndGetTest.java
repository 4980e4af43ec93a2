package io.sampan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.systemtests.harness.Cluster;
import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.harness.SampanCli;
import io.sampan.systemtests.harness.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What `put`, `get` and `ls` do with what people really have in their folders.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class PutAndGetTest {

    @RegisterExtension static final Lab lab = new Lab();

    private static Cluster cluster;
    private SampanCli alice;
    private Path folder;

    @BeforeAll
    static void start() {
        cluster = lab.cluster().start();
    }

    @BeforeEach
    void begin() {
        alice = lab.person(lab.ownName("alice"), cluster.entries());
        folder = lab.folder("files");
    }

    @Test
    void whatIsPutIsPrivateUnlessItIsSaidToBePublic() {
        var bob = lab.person(lab.ownName("bob"), cluster.entries());
        var mine = Content.random(folder.resolve(lab.ownName("mine")), 1, 1000);
        var everybodys = Content.random(folder.resolve(lab.ownName("everybodys")), 2, 1000);

        var put = alice.startTold("put", mine).await().exitsWith(0);
        var published = alice.startTold("put", "--public", everybodys).await().exitsWith(0);

        assertThat(put.out()).contains("only you may read it");
        assertThat(published.out()).contains("everybody on the server may read it");
        assertThat(alice.startTold("ls").await().out()).contains("private", "public");
        bob.run("get", mine.getFileName(), "--into", lab.folder("bobs")).exitsWith(3);
        bob.done("get", everybodys.getFileName(), "--into", lab.folder("bobs"));
    }

    @Test
    void nothingIsPutForAPathThatIsEmpty() throws IOException {
        Files.writeString(folder.resolve(".env"), "secret");

        alice.in(folder).run("put", "").exitsWith(2);

        assertThat(alice.done("ls").facts()).isEmpty();
    }

    @Test
    void oneOddNameInAFolderDoesNotStopTheRest() throws IOException {
        var album = lab.folder("album");
        Files.writeString(album.resolve("Icon\r"), "odd");
        Files.writeString(album.resolve("good"), "good");

        var put = alice.startTold("put", album).await().exitsWith(1);

        assertThat(put.out()).contains("album/good");
        assertThat(put.err()).contains("skipped", "U+000D", "1 file was skipped");
    }

    @Test
    void twoFilesOfOneNameAreBothWithinReach() {
        var first = Content.random(lab.folder("one").resolve("film"), 3, 1000);
        var second = Content.random(lab.folder("two").resolve("film"), 4, 1000);

        var put = alice.startTold("put", first, second).await().exitsWith(0);

        assertThat(put.err()).contains("is sent as film (2)");
        var copies = lab.folder("copies");
        alice.done("get", "film", "film (2)", "--into", copies);
        assertThat(Content.same(first, copies.resolve("film"))).isTrue();
        assertThat(Content.same(second, copies.resolve("film (2)"))).isTrue();
    }

    @Test
    void anEmptyFolderIsToldAndItsSumIsPrinted() {
        var put = alice.run("put", lab.folder("empty")).exitsWith(0);

        assertThat(put.fact().path("event").asString()).isEqualTo("sum");
        assertThat(put.fact().path("files").asInt()).isZero();
        assertThat(put.err()).contains("it is an empty folder");
    }

    @Test
    void aNameThatIsTakenIsToldWithTheOneThatWasGivenInstead() {
        alice.done("put", Content.random(folder.resolve("aux.c"), 5, 1000));
        var copies = lab.folder("copies");

        var first = alice.startTold("get", "aux.c", "--into", copies).await().exitsWith(0);
        var second = alice.startTold("get", "aux.c", "--into", copies).await().exitsWith(0);

        assertThat(first.out().strip()).isEqualTo(copies.resolve("aux.c").toString());
        assertThat(first.err()).doesNotContain("is called");
        assertThat(second.err()).contains("aux.c is called aux (2).c here");
    }

    @Test
    void aFullHomeListsAndReadsAndSaysWhyItDoesNotPut() {
        var carol = lab.person(lab.ownName("carol"), cluster.entries());
        try (var disk = SmallDisk.mount(carol.home(), "size=8m")) {
            var source = Content.random(folder.resolve("film"), 6, 100_000);
            carol.done("put", source);
            disk.resize(disk.usedBytes());

            carol.done("ls");
            carol.done("transfers", "--all");
            var got = carol.startTold("get", "film", "-o", "-").await().exitsWith(0);

            assertThat(Content.same(source, got.outFile())).isTrue();
            var put = carol.startTold("put", source).await().exitsWith(1);
            assertThat(put.err()).contains("sampan: ").doesNotContain("fault of Sampan itself");
        }
    }
}
