package io.sampan.core.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.core.memory.MemoryLedger;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgeClockTest {

    private static final Instant BEGIN = Instant.parse("2026-11-25T12:00:00Z");

    private final MemoryLedger ledger = new MemoryLedger();
    private Instant wall = BEGIN;
    private long nanos = 17;

    private AgeClock start() {
        return new AgeClock(ledger.marks(), () -> wall, () -> nanos);
    }

    private void pass(Duration time) {
        wall = wall.plus(time);
        nanos += time.toNanos();
    }

    /// As a server does that is up for so long.
    private void run(AgeClock clock, Duration time) {
        for (var minutes = time.toMinutes(); minutes > 0; minutes--) {
            pass(Duration.ofMinutes(1));
            clock.keep();
        }
    }

    @Test
    void isTheWallClockAsLongAsNothingHappens() {
        var clock = start();

        run(clock, Duration.ofHours(2));

        assertThat(clock.instant()).isEqualTo(wall);
        assertThat(clock.mayRemove()).isTrue();
    }

    @Test
    void doesNotCountTheTimeInWhichTheServerWasOff() {
        run(start(), Duration.ofHours(1));

        wall = wall.plus(Duration.ofDays(40));
        nanos = 3;
        var clock = start();

        assertThat(clock.instant()).isEqualTo(BEGIN.plus(Duration.ofHours(1)));
        assertThat(clock.mayRemove()).isFalse();
    }

    @Test
    void aShortPauseHoldsUpNothing() {
        run(start(), Duration.ofHours(1));
        wall = wall.plus(Duration.ofHours(3));

        assertThat(start().mayRemove()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {-60, 60})
    void aJumpHoldsUpRemovingAtOnce(long days) {
        var clock = start();
        run(clock, Duration.ofHours(1));

        wall = wall.plus(Duration.ofDays(days));

        assertThat(clock.mayRemove()).as("before the next look").isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {-60, 20, 60})
    void aJumpAtTheStartHoldsUpRemovingForADay(long days) {
        run(start(), Duration.ofHours(1));
        wall = wall.plus(Duration.ofDays(days));

        var clock = start();
        var before = clock.instant();

        assertThat(before).isEqualTo(BEGIN.plus(Duration.ofHours(1)));
        assertThat(clock.mayRemove()).isFalse();
        run(clock, Duration.ofHours(23));
        assertThat(clock.mayRemove()).isFalse();
        run(clock, Duration.ofHours(1));
        assertThat(clock.mayRemove()).isTrue();
        assertThat(clock.instant()).isEqualTo(before.plus(Duration.ofDays(1)));
    }

    @ParameterizedTest
    @ValueSource(longs = {-60, 60})
    void aJumpWhileItRunsHoldsUpRemovingForADay(long days) {
        var clock = start();
        wall = wall.plus(Duration.ofDays(days));

        run(clock, Duration.ofMinutes(1));

        assertThat(clock.instant()).isEqualTo(BEGIN.plus(Duration.ofMinutes(1)));
        assertThat(clock.mayRemove()).isFalse();
    }

    @Test
    void aHoldOutlastsARestart() {
        var clock = start();
        wall = wall.plus(Duration.ofDays(60));
        run(clock, Duration.ofHours(20));

        var again = start();

        assertThat(again.mayRemove()).isFalse();
        run(again, Duration.ofHours(5));
        assertThat(again.mayRemove()).isTrue();
    }
}
