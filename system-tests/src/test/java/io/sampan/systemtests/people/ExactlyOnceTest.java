package io.sampan.systemtests.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.client.Sampan;
import io.sampan.client.people.Draft;
import io.sampan.client.people.PeopleEvent;
import io.sampan.model.MessageId;
import io.sampan.model.Outcome;
import io.sampan.model.Standing;
import io.sampan.model.UserName;
import io.sampan.systemtests.harness.Cluster;
import io.sampan.systemtests.harness.Lab;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Messages while everything is killed.
@Tag("long")
class ExactlyOnceTest {

    private static final int PEOPLE = 20;
    private static final int EACH = 25;

    @RegisterExtension final Lab lab = new Lab();

    @Test
    void everyAcceptedMessageArrivesOnceAndInItsSendersOrder() throws Exception {
        var cluster = lab.cluster().relays(2, 1).start();
        introduceAll(cluster);
        var stop = new AtomicBoolean();
        var accepted = new ConcurrentHashMap<Integer, List<String>>();
        Map<Integer, List<String>> arrived;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var saboteur = threads.submit(sabotage(cluster, stop));
            // Half of them are online meanwhile, the others come afterwards.
            var early = readers(threads, cluster, 0, PEOPLE / 2);
            var senders =
                    IntStream.range(0, PEOPLE)
                            .mapToObj(from ->
                                    threads.submit(() -> {
                                        accepted.put(from, send(cluster, from));
                                        return from;
                                    }))
                            .toList();
            for (var sender : senders) {
                sender.get();
            }
            stop.set(true);
            var kills = saboteur.get();
            lab.say("%d messages, %d kills", PEOPLE * EACH, kills);
            assertThat(kills).isPositive();
            arrived = new HashMap<>(collect(early));
            arrived.putAll(collect(readers(threads, cluster, PEOPLE / 2, PEOPLE)));
        }

        for (int to = 0; to < PEOPLE; to++) {
            var here = arrived.getOrDefault(to, List.of());
            assertThat(here).as("what %d has", to).doesNotHaveDuplicates();
            for (int from = 0; from < PEOPLE; from++) {
                var prefix = from + ">" + to + " ";
                assertThat(here.stream().filter(text -> text.startsWith(prefix)).toList())
                        .as("from %d to %d", from, to)
                        .isEqualTo(
                                accepted.getOrDefault(from, List.of()).stream()
                                        .filter(text -> text.startsWith(prefix))
                                        .toList());
            }
        }
    }

    private static UserName name(int number) {
        return new UserName("p" + number);
    }

    private Sampan open(Cluster cluster, int number, String place) {
        return Person.open(lab.folder("home-" + place + number), "p" + number, cluster.entries());
    }

    /// So that everybody is known.
    private void introduceAll(Cluster cluster) {
        for (int i = 0; i < PEOPLE; i++) {
            try (var person = open(cluster, i, "s")) {
                assertThat(person.logIn()).isInstanceOf(Outcome.Done.class);
            }
        }
    }

    private List<String> send(Cluster cluster, int from) {
        var accepted = new ArrayList<String>();
        try (var person = open(cluster, from, "s")) {
            var outbox = person.people().outbox();
            for (int i = 0; i < EACH; i++) {
                var to = (from + i) % PEOPLE;
                var text = from + ">" + to + " " + i;
                var draft =
                        new Draft(
                                MessageId.random(),
                                List.of(name(to)),
                                text,
                                List.of(),
                                Instant.now());
                outbox.write(draft);
                while (!(outbox.post(draft) instanceof Outcome.Done<List<Standing>>)) {
                    Thread.onSpinWait();
                }
                accepted.add(text);
            }
        }
        return accepted;
    }

    private static Callable<Integer> sabotage(Cluster cluster, AtomicBoolean stop) {
        return () -> {
            var kills = 0;
            while (!stop.get()) {
                Thread.sleep(1_000);
                cluster.server().restart();
                cluster.edges().get(kills % 2).restart();
                kills++;
            }
            return kills;
        };
    }

    private Map<Integer, Future<List<String>>> readers(
            java.util.concurrent.ExecutorService threads, Cluster cluster, int from, int until) {
        var readers = new HashMap<Integer, Future<List<String>>>();
        for (int i = from; i < until; i++) {
            var who = i;
            readers.put(i, threads.submit(() -> read(cluster, who)));
        }
        return readers;
    }

    /// Reads until nothing has come for a while, and the number that everybody gets is there.
    private List<String> read(Cluster cluster, int who) throws InterruptedException {
        var texts = new ArrayList<String>();
        try (var person = open(cluster, who, "r");
                var _ = person.people().attend(ExactlyOnceTest::ignore)) {
            while (texts.size() < EACH) {
                var next = person.people().inbox().next(Duration.ofMinutes(3));
                if (next.isEmpty()) {
                    return texts;
                }
                texts.add(next.get().message().text());
                person.people().inbox().done(next.get());
            }
            // One too many would come now.
            person.people()
                    .inbox()
                    .next(Duration.ofSeconds(3))
                    .ifPresent(more -> texts.add(more.message().text()));
        }
        return texts;
    }

    private static void ignore(PeopleEvent event) {}

    private static Map<Integer, List<String>> collect(Map<Integer, Future<List<String>>> readers)
            throws Exception {
        var all = new HashMap<Integer, List<String>>();
        for (var reader : readers.entrySet()) {
            all.put(reader.getKey(), reader.getValue().get());
        }
        return all;
    }
}
