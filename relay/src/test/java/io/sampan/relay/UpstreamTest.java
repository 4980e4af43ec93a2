package io.sampan.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampan.model.InvalidValueException;
import io.sampan.wire.net.HostPort;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpstreamTest {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final RelayConfig CONFIG =
            RelayConfig.of(new HostPort("127.0.0.1", 0), List.of(new HostPort("a", 1)))
                    .withConnectTimeout(CONNECT)
                    .withRest(new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(8)));

    private final AtomicLong now = new AtomicLong();
    private final RelayCounters counters = new RelayCounters();
    private final Upstream primary = upstream("a");
    private final Upstream backup = upstream("b");
    private final Upstreams both = new Upstreams(List.of(primary, backup));

    @Test
    void isLeftAloneAfterAFailureAndThenTriedByOneSessionAlone() {
        primary.onFailed(new IOException("refused"));
        pass(Duration.ofMillis(999));
        assertThat(primary.take()).isFalse();

        pass(Duration.ofMillis(1));

        assertThat(primary.take()).isTrue();
        assertThat(primary.take()).isFalse();
    }

    @Test
    void restsTwiceAsLongAfterEachTrialThatFailed() {
        var rests = new ArrayList<Duration>();
        primary.onFailed(new IOException("refused"));
        for (var i = 0; i < 6; i++) {
            var rest = Duration.ZERO;
            while (!primary.take()) {
                pass(Duration.ofMillis(500));
                rest = rest.plusMillis(500);
            }
            rests.add(rest);
            primary.onFailed(new IOException("refused"));
        }

        assertThat(rests.stream().map(Duration::toSeconds)).containsExactly(1L, 2L, 4L, 8L, 8L, 8L);
    }

    @Test
    void failuresOfSessionsThatWereUnderWayTogetherCountAsOne() {
        for (var i = 0; i < 100; i++) {
            primary.onFailed(new IOException("refused"));
        }
        pass(Duration.ofSeconds(1));

        assertThat(primary.take()).isTrue();
        assertThat(counters.upstreamFailures.sum()).isEqualTo(100);
    }

    @Test
    void isFitAgainOnceItWasReached() {
        primary.onFailed(new IOException("refused"));
        primary.onReached();

        assertThat(primary.take()).isTrue();
        assertThat(primary.take()).isTrue();
    }

    @Test
    void aTrialThatNeverEndsIsGivenToTheNextSession() {
        primary.onFailed(new IOException("refused"));
        pass(Duration.ofSeconds(1));
        assertThat(primary.take()).isTrue();

        pass(CONNECT);

        assertThat(primary.take()).isTrue();
    }

    @Test
    void isLeftAloneWhenItResetsThreeSessionsInARow() {
        primary.onReset();
        primary.onReset();
        assertThat(primary.take()).isTrue();

        primary.onReset();

        assertThat(primary.take()).isFalse();
    }

    @Test
    void oneAnswerMakesUpForResets() {
        primary.onReset();
        primary.onReset();
        primary.onAnswered();
        primary.onReset();

        assertThat(primary.take()).isTrue();
    }

    @Test
    void beingReachedIsNotEnoughAfterResets() {
        primary.onReset();
        primary.onReset();
        primary.onReset();
        primary.onReached();
        assertThat(primary.isFit()).isFalse();

        primary.onAnswered();

        assertThat(primary.isFit()).isTrue();
    }

    @Test
    void sessionsGoToTheFirstThatIsFitAndKeepTheOthersAsALastResort() {
        assertThat(both.forNewSession()).toIterable().containsExactly(primary, backup);

        primary.onFailed(new IOException("refused"));
        assertThat(both.forNewSession()).toIterable().containsExactly(backup, primary);

        backup.onFailed(new IOException("refused"));
        assertThat(both.forNewSession()).toIterable().containsExactly(primary, backup);
    }

    @Test
    void aBackupThatRestsIsNotTriedWhileThePrimaryIsFit() {
        backup.onFailed(new IOException("refused"));
        pass(Duration.ofSeconds(2));

        assertThat(both.forNewSession()).toIterable().containsExactly(primary, backup);

        // Its trial was not spent on a session that will not come to it.
        assertThat(backup.take()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "4, 8", "5, 8", "1000000, 8"})
    void aBackoffDoublesUpToItsMost(int failures, long seconds) {
        assertThat(CONFIG.rest().after(failures)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void aRelayWithoutUpstreamsOrWithNonsenseForLimitsIsNone() {
        assertThatThrownBy(() -> RelayConfig.of(CONFIG.listen(), List.of()))
                .isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> CONFIG.door().withMost(0))
                .isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> CONFIG.withIdleTimeout(Duration.ZERO))
                .isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> CONFIG.withConnectTimeout(Duration.ofDays(365)))
                .isInstanceOf(InvalidValueException.class);
    }

    private Upstream upstream(String host) {
        return new Upstream(new HostPort(host, 1), CONFIG, now::get, counters);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
