package io.sampan.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class WaitNoticeTest {

    @Test
    void saysItsLineWhereSomethingTakesLong() throws InterruptedException {
        var said = new CountDownLatch(1);

        try (var _ = WaitNotice.start(Duration.ofMillis(1), _ -> said.countDown(), "it waits")) {
            said.await();
        }

        assertThat(said.getCount()).isZero();
    }

    @Test
    void saysNothingOnceItIsOver() throws InterruptedException {
        List<String> said = new ArrayList<>();

        var notice = WaitNotice.start(Duration.ofHours(1), said::add, "it waits");
        notice.close();

        assertThat(said).isEmpty();
    }
}
