package io.sampan.systemtests.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.packages.Struct.Layout;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Two programs upload the same name at once: it becomes the one's file or the other's.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class TwoProgramsTest {

    @RegisterExtension static final Lab lab = new Lab();

    private static Programs all;

    @BeforeAll
    static void start() {
        all = Programs.start(lab, Layout.SEED, 1, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "31457287, 31457287",
        "31457287, 20971527",
        "5000000, 5000000",
        "5000000, 20971527"
    })
    void oneOfThemWinsWhole(long first, long second) throws InterruptedException {
        var film = lab.ownName("film");
        var before = all.names();
        var one = all.file("one", 1, first);
        var other = all.file("other", 2, second);

        var threads =
                new Thread[] {
                    Thread.ofVirtual().start(() -> all.program().upload(one, film)),
                    Thread.ofVirtual().start(() -> all.program().upload(other, film))
                };
        for (var thread : threads) {
            thread.join();
        }

        var stored = all.copy(film);
        assertThat(Content.same(stored, one) || Content.same(stored, other)).isTrue();
        all.assertAdded(before, film);
    }
}
