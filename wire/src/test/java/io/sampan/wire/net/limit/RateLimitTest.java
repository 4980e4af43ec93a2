package io.sampan.wire.net.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000_000);

    @Test
    void carriesSmallSlicesOfTheRate() {
        var limit = new RateLimit(2_000_000);

        assertThat(limit.slice(256 << 10)).isEqualTo(100_000);
        assertThat(limit.slice(10)).isEqualTo(10);
        limit.change(1);
        assertThat(limit.slice(256 << 10)).isEqualTo(1 << 10);
        limit.change(0);
        assertThat(limit.slice(256 << 10)).isEqualTo(256 << 10);
    }

    @Test
    void waitsAsLongAsTheRateSays() throws InterruptedException {
        var limit = new RateLimit(1_000_000);
        var began = System.nanoTime();

        for (var i = 0; i < 20; i++) {
            limit.take(50_000);
        }

        // All but the last has gone by: 950,000 bytes, less what the bucket held.
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isGreaterThanOrEqualTo(Duration.ofMillis(800));
    }

    @Test
    void nobodyThatSharesItStarves() throws InterruptedException {
        var limit = new RateLimit(1_000_000);
        List<AtomicLong> carried = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (var i = 0; i < 4; i++) {
            var mine = new AtomicLong();
            carried.add(mine);
            threads.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    while (true) {
                                        var slice = limit.slice(256 << 10);
                                        limit.take(slice);
                                        mine.addAndGet(slice);
                                    }
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            }));
        }

        while (carried.stream().mapToLong(AtomicLong::get).sum() < 2_000_000) {
            Thread.sleep(10);
        }
        for (var thread : threads) {
            thread.interrupt();
            thread.join();
        }

        // A fair share is a quarter; a busy machine lets some of the threads come late.
        var all = carried.stream().mapToLong(AtomicLong::get).sum();
        assertThat(carried).allMatch(mine -> mine.get() > all / 4 / 4);
    }

    @Test
    void aClockThatOverflowsIsNoTrouble() throws InterruptedException {
        var limit = new RateLimit(1_000_000_000, now::get);
        now.addAndGet(2_000_000);

        limit.take(1_000_000);

        assertThat(limit.isLimited()).isTrue();
    }
}
