package io.sampan.bench.driver;

import io.sampan.client.lane.LoginRefusedException;
import io.sampan.model.MessageId;
import io.sampan.model.UserName;
import io.sampan.wire.frame.PeopleFrame.MessageAccepted;
import io.sampan.wire.frame.PeopleFrame.PostMessage;
import io.sampan.wire.link.Body;
import io.sampan.wire.link.LinkConnector;
import io.sampan.wire.link.LinkException;
import io.sampan.wire.net.HostPort;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// Pairs of people, one of whom writes to the other at a steady rate. Each message is counted
/// twice: as a post that wants to be accepted, and once it is, as a message that wants to be
/// delivered.
final class Writers {

    static final int PAIRS = 32;

    private static final int TEXT = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(100);

    private final LinkConnector connector;
    private final List<HostPort> entries;
    private final Requests posts = new Requests("posts");
    private final Requests deliveries = new Requests("deliveries");
    private final AtomicInteger numbers = new AtomicInteger();
    private final Set<Integer> delivered = ConcurrentHashMap.newKeySet();

    Writers(LinkConnector connector, List<HostPort> entries) {
        this.connector = connector;
        this.entries = entries;
    }

    Requests posts() {
        return posts;
    }

    Requests deliveries() {
        return deliveries;
    }

    /// Writes until the moment `end` of the nanosecond clock, and waits until all of it is
    /// delivered.
    ///
    /// @param rate messages per second, of all together
    void run(int rate, long end) throws InterruptedException {
        var online = new CountDownLatch(PAIRS);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var readers =
                    IntStream.range(0, PAIRS)
                            .mapToObj(n -> SampanLane.logIn(connector, entry(n + 1), "reader" + n))
                            .toList();
            readers.forEach(lane ->
                    threads.submit(() -> lane.receive(online::countDown, this::onDelivered)));
            if (!online.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                deliveries.onTrouble(online.getCount() + " readers are not online");
            }
            try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var i = 0; i < PAIRS; i++) {
                    var number = i;
                    writers.submit(() -> writeUntil(end, rate, number));
                }
            }
            Await.until(PATIENCE, POLL, deliveries::isEveryOneAnswered);
            readers.forEach(SampanLane::close);
        }
    }

    private void writeUntil(long end, int rate, int number) {
        var between = TimeUnit.SECONDS.toNanos(PAIRS) / rate;
        var due = System.nanoTime() + between * number / PAIRS;
        while (due < end && System.nanoTime() < end) {
            try (var lane = Questions.logIn(connector, entry(number), "writer" + number, posts)) {
                while (due < end && System.nanoTime() < end) {
                    LockSupport.parkNanos(due - System.nanoTime());
                    due += between;
                    post(lane, new UserName("reader" + number));
                }
            } catch (LinkException | LoginRefusedException e) {
                posts.onTrouble(e.toString());
            }
        }
    }

    private void post(Questions lane, UserName to) {
        var text = numbers.incrementAndGet() + " " + "x".repeat(TEXT);
        var message = new PostMessage(MessageId.random(), List.of(to), text, List.of());
        if (lane.ask(message, Body.NONE) instanceof MessageAccepted) {
            deliveries.onAsked();
        }
    }

    /// What comes a second time is counted once.
    private void onDelivered(String text) {
        if (delivered.add(Integer.valueOf(text.substring(0, text.indexOf(' '))))) {
            deliveries.onAnswered();
        }
    }

    private HostPort entry(int number) {
        return entries.get(number % entries.size());
    }
}
