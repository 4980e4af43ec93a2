package io.sampan.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WaitingChangesTest {

    private static final int MOST = 4;

    private final WaitingChanges waiting = new WaitingChanges(MOST);

    private static Change<Integer> change() {
        return new Change<>(_ -> 1, false);
    }

    private static long anHourFromNow() {
        return System.nanoTime() + Duration.ofHours(1).toNanos();
    }

    @Test
    @Timeout(20)
    void waitsForNobodyWhenNobodyWasLetGo() throws InterruptedException {
        var change = change();
        waiting.add(change);

        assertThat(waiting.take(0, anHourFromNow())).containsExactly(change);
    }

    @Test
    @Timeout(20)
    void waitsForThoseWhoWereLetGoAndThoseWhoCameMeanwhile() throws Exception {
        var came = change();
        var first = change();
        var second = change();
        var third = change();
        waiting.add(came);

        var taken = CompletableFuture.supplyAsync(() -> take(3));
        waiting.add(first);
        waiting.add(second);

        assertThat(taken.getNow(List.of())).as("one is still away").isEmpty();
        waiting.add(third);
        assertThat(taken.get(20, TimeUnit.SECONDS)).containsExactly(came, first, second, third);
    }

    private List<Change<?>> take(int letGo) {
        try {
            return waiting.take(letGo, anHourFromNow());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @Timeout(20)
    void goesWithoutThoseWhoDoNotComeBackInTime() throws InterruptedException {
        var change = change();
        waiting.add(change);

        assertThat(waiting.take(3, System.nanoTime())).containsExactly(change);
    }

    @Test
    @Timeout(20)
    void takesNoMoreAtOnceThanItMay() throws InterruptedException {
        for (var i = 0; i <= MOST; i++) {
            waiting.add(change());
        }

        assertThat(waiting.take(MOST, anHourFromNow())).hasSize(MOST);
        assertThat(waiting.take(0, anHourFromNow())).hasSize(1);
    }
}
