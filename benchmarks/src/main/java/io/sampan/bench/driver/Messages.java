package io.sampan.bench.driver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sampan.wire.link.LinkConnector;
import io.sampan.wire.link.LinkSettings;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.SocketOptions;
import io.sampan.wire.net.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.slf4j.LoggerFactory;

/// Sixteen senders with a recipient each, of Sampan or of a peer. Words: `sampan` or `mqtt`, and
/// the address. Asked and answered as [Driver]:
///
/// | asked | answered |
/// |---|---|
/// | `post MILLIS` | `done NANOS COUNT`: each sender waits for its acknowledgement; nobody is online |
/// | `deliver COUNT RATE` | `done P50 P99`: nanoseconds from post to delivery, of COUNT messages that are posted at RATE per second, to people who are online |
public final class Messages {

    private static final int SENDERS = 16;
    private static final int TEXT = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Function<String, MessageLane> connect;

    private Messages(Function<String, MessageLane> connect) {
        this.connect = connect;
    }

    public static void main(String... words) throws IOException {
        var address = HostPort.parse(words[1]);
        var out = new PrintStream(System.out, true, UTF_8);
        try (var transport = Transport.openDaemon(2, "messages");
                var in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            var connector =
                    new LinkConnector(
                            transport,
                            SocketOptions.probe(
                                    transport.kind(), LoggerFactory.getLogger(Messages.class)),
                            new LinkSettings(PATIENCE, PATIENCE));
            var messages =
                    new Messages(
                            words[0].equals("sampan")
                                    ? name -> SampanLane.logIn(connector, address, name)
                                    : name -> MqttLane.connect(address, name));
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                out.println(messages.answer(List.of(line.split("\t", -1))));
            }
        }
    }

    private String answer(List<String> words) {
        try {
            var first = Integer.parseInt(words.get(1));
            return "done\t"
                    + switch (words.getFirst()) {
                        case "post" -> post(Duration.ofMillis(first));
                        case "deliver" -> deliver(first, Integer.parseInt(words.get(2)));
                        default -> throw new IllegalArgumentException("unknown: " + words);
                    };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "failed\tinterrupted";
        } catch (ExecutionException | RuntimeException e) {
            e.printStackTrace();
            return "failed\t" + e.toString().replace('\n', ' ');
        }
    }

    private List<MessageLane> lanes(String role) {
        var lanes = new ArrayList<MessageLane>();
        for (var i = 0; i < SENDERS; i++) {
            lanes.add(connect.apply(role + i));
        }
        return lanes;
    }

    private String post(Duration time) throws InterruptedException, ExecutionException {
        var recipients = lanes("recipient");
        recipients.forEach(MessageLane::introduce);
        recipients.forEach(MessageLane::close);
        var senders = lanes("sender");
        var begun = System.nanoTime();
        var end = begun + time.toNanos();
        var count = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<?>>();
            for (var i = 0; i < SENDERS; i++) {
                var to = "recipient" + i;
                var lane = senders.get(i);
                all.add(
                        threads.submit(() -> {
                            while (System.nanoTime() < end) {
                                lane.post(to, text(0, 0));
                                count.incrementAndGet();
                            }
                        }));
            }
            for (var one : all) {
                one.get();
            }
        } finally {
            senders.forEach(MessageLane::close);
            recipients.forEach(MessageLane::forget);
        }
        return (System.nanoTime() - begun) + "\t" + count;
    }

    private String deliver(int number, int rate) throws InterruptedException, ExecutionException {
        var nanos = new AtomicLongArray(number);
        var arrived = new CountDownLatch(number);
        var online = new CountDownLatch(SENDERS);
        var recipients = lanes("reader");
        var senders = lanes("sender");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var lane : recipients) {
                threads.submit(() ->
                        lane.receive(
                                online::countDown,
                                text -> {
                                    var now = System.nanoTime();
                                    var words = text.split(" ", 3);
                                    nanos.set(
                                            Integer.parseInt(words[0]),
                                            now - Long.parseLong(words[1]));
                                    arrived.countDown();
                                }));
            }
            try {
                await(online, "everybody is online");
                sendAt(rate, number, senders, threads::submit);
                await(arrived, "every message has arrived");
            } finally {
                recipients.forEach(MessageLane::close);
                senders.forEach(MessageLane::close);
                // What was acknowledged with the last breath would come again the next time.
                recipients.forEach(MessageLane::forget);
            }
        }
        var all = new long[number];
        Arrays.setAll(all, nanos::get);
        Arrays.sort(all);
        return all[number / 2] + "\t" + all[number * 99 / 100];
    }

    private static void await(CountDownLatch latch, String what) throws InterruptedException {
        if (!latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("not so: " + what + "; " + latch.getCount() + " left");
        }
    }

    /// Each sender posts its share at its own moments, all of them together at the rate. The clock
    /// of a message starts when it was due, so that a sender who is held up is not forgiven.
    private static void sendAt(
            int rate, int number, List<MessageLane> senders, Function<Runnable, Future<?>> submit)
            throws InterruptedException, ExecutionException {
        var begun = System.nanoTime();
        var all = new ArrayList<Future<?>>();
        for (var sender = 0; sender < SENDERS; sender++) {
            var from = sender;
            all.add(
                    submit.apply(() -> {
                        for (var i = from; i < number; i += SENDERS) {
                            var due = begun + i * 1_000_000_000L / rate;
                            LockSupport.parkNanos(due - System.nanoTime());
                            senders.get(from).post("reader" + from, text(i, due));
                        }
                    }));
        }
        for (var one : all) {
            one.get();
        }
    }

    /// Its number and its moment, and as much more as it takes.
    private static String text(int number, long due) {
        var stamp = number + " " + due + " ";
        return stamp + "x".repeat(TEXT - stamp.length());
    }
}
