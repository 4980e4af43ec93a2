package io.sampan.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.model.UserName;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RequestPacerTest {

    private static final UserName MALLORY = new UserName("mallory");
    private static final UserName ALICE = new UserName("alice");
    private static final long MILLI = 1_000_000;

    private long now = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos();
    private final RequestPacer pacer = new RequestPacer(1_000, () -> now);

    private LongStream takes(UserName who, int many) {
        return LongStream.generate(() -> pacer.take(who)).limit(many);
    }

    @Test
    void tenSecondsWorthGoThroughAtOnceAndThenSoManyASecond() {
        assertThat(takes(MALLORY, 10_000).max()).hasValue(0);

        assertThat(takes(MALLORY, 3).toArray()).containsExactly(MILLI, 2 * MILLI, 3 * MILLI);
        assertThat(pacer.delayed()).isEqualTo(3);
    }

    @Test
    void whatOnePersonAsksForDelaysNobodyElse() {
        var _ = takes(MALLORY, 20_000).sum();

        assertThat(pacer.take(ALICE)).isZero();
    }

    @Test
    void whoeverWaitsMayGoOn() {
        var _ = takes(MALLORY, 10_500).sum();

        now += Duration.ofSeconds(1).toNanos();

        assertThat(takes(MALLORY, 500).max()).hasValue(0);
    }
}
