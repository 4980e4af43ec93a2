package io.sampan.client.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.wire.net.HostPort;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RelayBookTest {

    private static final HostPort A = new HostPort("a", 1);
    private static final HostPort B = new HostPort("b", 1);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final AtomicLong now = new AtomicLong(-5);

    private RelayBook book(HostPort... relays) {
        return new RelayBook(List.of(relays), now::get, new Random(1));
    }

    @Test
    void spreadsLanesOverAllRelays() {
        var book = book(A, B);

        var chosen = List.of(book.choose(), book.choose(), book.choose(), book.choose());

        assertThat(chosen).extracting(RelayBook.Choice::relay).containsExactly(A, B, A, B);
        assertThat(chosen).extracting(RelayBook.Choice::rest).containsOnly(Duration.ZERO);
    }

    @Test
    void leavesARelayThatFailedAloneForAWhileAndThenTriesItAgain() {
        var book = book(A, B);
        book.onEnded(book.choose().relay(), Duration.ZERO);

        assertThat(book.choose().relay()).isEqualTo(B);
        assertThat(book.choose().relay()).isEqualTo(B);

        now.addAndGet(RelayBook.FIRST_REST.toNanos());
        assertThat(book.choose().relay()).isEqualTo(A);
    }

    @Test
    void aSingleServerThatWasRestartedIsFoundAgainWithinASecond() {
        var book = book(A);

        for (var failures = 0; failures < 20; failures++) {
            var choice = book.choose();
            assertThat(choice.relay()).isEqualTo(A);
            assertThat(choice.rest()).isLessThan(Duration.ofSeconds(1));
            now.addAndGet(choice.rest().toNanos());
            book.onEnded(A, Duration.ZERO);
        }
    }

    @Test
    void aRelayThatHeldForAWhileRestsBrieflyWhenItFails() {
        var book = book(A, B);
        for (var failures = 0; failures < 10; failures++) {
            book.choose();
            book.onEnded(A, Duration.ZERO);
            now.addAndGet(RelayBook.LONGEST_REST.toNanos());
            book.onReleased(B);
            book.choose();
        }
        book.onEnded(A, LONG);

        now.addAndGet(RelayBook.FIRST_REST.toNanos());

        assertThat(book.choose().relay()).isEqualTo(A);
    }

    @Property(tries = 200)
    void everyRelayIsTriedAgainInTheEndAndNobodyWaitsLong(
            @ForAll @IntRange(min = 1, max = 5) int count, @ForAll Random random) {
        var relays =
                java.util.stream.IntStream.range(0, count)
                        .mapToObj(n -> new HostPort("r", n + 1))
                        .toList();
        var time = new AtomicLong(random.nextLong());
        var book = new RelayBook(relays, time::get, random);

        var tried = new HashSet<HostPort>();
        for (var n = 0; n < 50 * count; n++) {
            var choice = book.choose();
            assertThat(choice.rest()).isBetween(Duration.ZERO, RelayBook.LAST_RESORT);
            time.addAndGet(choice.rest().toNanos() + random.nextLong(1_000_000_000));
            tried.add(choice.relay());
            book.onEnded(choice.relay(), Duration.ZERO);
        }

        assertThat(tried).containsExactlyInAnyOrderElementsOf(relays);
    }
}
