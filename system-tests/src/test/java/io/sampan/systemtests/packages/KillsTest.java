package io.sampan.systemtests.packages;

import static io.sampan.systemtests.packages.Programs.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Daemon;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.packages.Struct.Layout;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever is killed, in whatever phase: the program asks where it was, goes on, and the file is
/// whole.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class KillsTest {

    private static final long SIZE = 40 * MIB + 11;

    @RegisterExtension static final Lab lab = new Lab();

    private static Programs all;
    private String film;
    private List<String> before = List.of();
    private Path source;

    @BeforeAll
    static void start() {
        all = Programs.start(lab, Layout.SEED, 2, 2);
    }

    @BeforeEach
    void begin() {
        film = lab.ownName("film");
        before = all.names();
        source = all.file("source", 9, SIZE);
    }

    @AfterEach
    void heal() {
        all.cluster().relays().stream().filter(relay -> !relay.isAlive()).forEach(Daemon::start);
    }

    private void assertWhole() {
        all.assertStored(film, source);
        all.assertAdded(before, film);
    }

    @ParameterizedTest
    @ValueSource(strings = {"offered", "admitted", "announced", "sent", "over", "ended"})
    void theServerIsKilled(String phase) {
        all.program().at(phase, all.cluster().server()::restart).upload(source, film);

        assertWhole();
    }

    @Test
    void theServerIsKilledAmongTheBytes() {
        var program =
                all.program()
                        .whenCarried(SIZE / 3, all.cluster().server()::restart)
                        .whenCarried(2 * SIZE / 3, all.cluster().server()::restart);

        program.upload(source, film);

        lab.say("%.1f MiB again", (program.carried() - SIZE) / (double) MIB);
        assertWhole();
    }

    @Test
    void aBlockThatWasAnsweredIsHeldWholeAfterAKill() throws Exception {
        var wire = all.wire();
        var big = all.struct(4, film).withFileType(Struct.BIG).withSize(SIZE);
        assertThat(wire.ask(big).isOk()).isTrue();
        var put = new Struct(Layout.SEED, 5, Struct.BIG, film, SIZE, 7, 0);
        assertThat(wire.ask(put).isOk()).isTrue();
        var length = (int) (SIZE / 12);
        wire.out().write(new byte[length]);
        assertThat(wire.receive().isOk()).isTrue();

        all.cluster().server().restart();

        var ask = new Struct(Layout.SEED, 6, Struct.BIG, film, SIZE, 7, 0);
        assertThat(all.wire().ask(ask).offset()).isEqualTo(length);
        assertThat(all.wire().ask(ask.withBlock(8, 0)).offset()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"offered", "admitted", "announced", "sent", "over", "ended"})
    void aRelayOfEachTierIsKilled(String phase) {
        var program = all.program().at(phase, this::killRelays);

        program.upload(source, film);

        assertWhole();
    }

    private void killRelays() {
        all.cluster().edges().getFirst().kill();
        all.cluster().hubs().getLast().kill();
    }

    @Test
    void relaysAreKilledAmongTheBytesUpAndDown() {
        all.program()
                .whenCarried(SIZE / 3, all.cluster().edges().getFirst()::restart)
                .whenCarried(2 * SIZE / 3, all.cluster().hubs().getFirst()::restart)
                .upload(source, film);
        var copy = lab.folder("files").resolve("down");
        var down =
                all.program()
                        .whenCarried(SIZE / 3, all.cluster().edges().getLast()::restart)
                        .whenCarried(2 * SIZE / 3, all.cluster().server()::restart);

        down.download(film, copy);

        lab.say("%.1f MiB again", (down.carried() - SIZE) / (double) MIB);
        assertThat(Content.same(source, copy)).isTrue();
        assertWhole();
    }

    @ParameterizedTest
    @ValueSource(strings = {"offered", "admitted", "announced", "sent", "over", "ended"})
    void theProgramIsKilledAndStartedAgain(String phase) {
        var first = all.program();
        assertThatThrownBy(() -> first.at(phase, first::kill).upload(source, film))
                .isInstanceOf(OldProgram.Killed.class);

        all.program().upload(source, film);

        assertWhole();
    }

    @Test
    void theProgramIsKilledAmongTheBytesAndGoesOnWhereItWas() {
        var first = all.program();
        assertThatThrownBy(() -> first.whenCarried(SIZE / 2, first::kill).upload(source, film))
                .isInstanceOf(OldProgram.Killed.class);
        var second = all.program();

        second.goOn(source, film);

        assertThat(second.carried()).isLessThan(SIZE);
        lab.say("%.1f of %.1f MiB", second.carried() / (double) MIB, SIZE / (double) MIB);
        assertWhole();
    }

    @Test
    void aProgramThatNeverAsksSendsEveryBlockAgain() {
        all.simpleProgram()
                .whenCarried(SIZE / 3, all.cluster().server()::restart)
                .whenCarried(SIZE / 2, all.cluster().edges().getFirst()::restart)
                .upload(source, film);

        assertWhole();
    }

    @ParameterizedTest
    @ValueSource(strings = {"offered", "admitted", "sent"})
    void aSmallFileIsSentAgain(String phase) {
        var small = all.file("small", 2, 5 * MIB);
        all.program().at(phase, all.cluster().server()::restart).upload(small, film);

        all.assertStored(film, small);
    }
}
