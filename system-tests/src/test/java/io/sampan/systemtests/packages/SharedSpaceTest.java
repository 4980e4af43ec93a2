package io.sampan.systemtests.packages;

import static io.sampan.systemtests.packages.Programs.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.packages.Struct.Layout;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Files go from old programs to people and back.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SharedSpaceTest {

    @RegisterExtension static final Lab lab = new Lab();

    private static Programs all;
    private String film;
    private List<String> before = List.of();

    @BeforeAll
    static void start() {
        all = Programs.start(lab, Layout.SEED, 1, 1);
    }

    @BeforeEach
    void begin() {
        film = lab.ownName("film.mp4");
        before = all.names();
    }

    @Test
    void peopleListAndGetWhatAProgramUploaded() {
        var source = all.file("source", 1, 21 * MIB);
        all.program().upload(source, film);

        assertThat(all.person("alice").done("ls").facts())
                .anySatisfy(fact ->
                        assertThat(fact.toString()).contains("package:" + film, "\"package\""));
        var into = lab.folder("alices");
        all.person("alice").done("get", "package:" + film, "--into", into);

        assertThat(Content.same(source, into.resolve(film))).isTrue();
    }

    @Test
    void aProgramGetsWhatPeoplePutAndAnybodyReplacesAndRemovesIt() {
        var big = all.file("big", 1, 13 * MIB);
        var small = all.file("small", 2, 700);
        var alice = all.person("alice");
        alice.done("put", big, "--name", "package:" + film);
        all.assertStored(film, big);

        all.person("bob").done("put", small, "--name", "package:" + film, "--private");
        all.assertStored(film, small);
        all.program().upload(big, film);

        var copy = lab.folder("files").resolve("of-alice");
        alice.done("get", "package:" + film, "-o", copy);
        assertThat(Content.same(big, copy)).isTrue();
        all.assertAdded(before, film);
        all.person("bob").done("rm", "package:" + film);
        assertThat(all.names()).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void aNameInTheSpaceIsAPlainLabel() {
        var source = all.file("source", 1, 100);

        all.person("alice").run("put", source, "--name", "package:a/b").exitsWith(3);
    }

    @Test
    void nobodyCanBeTheSpacesOwner() {
        all.person("package").run("ls").exitsWith(3);
    }

    @Test
    void theLogSaysThatThereIsNoLogin() {
        assertThat(all.cluster().server().log()).contains("no login");
    }
}
