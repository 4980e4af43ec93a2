package io.sampan.systemtests.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.client.Sampan;
import io.sampan.client.people.Draft;
import io.sampan.model.MessageId;
import io.sampan.model.Outcome;
import io.sampan.model.RefusalCode;
import io.sampan.model.Standing;
import io.sampan.model.UserName;
import io.sampan.systemtests.harness.Cluster;
import io.sampan.systemtests.harness.Lab;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Messages on private lines while everything is killed.
@Tag("long")
class ExactlyOnceTest {

    private static final int PEOPLE = 20;
    private static final int EACH = 25;
    private static final int KILLS = 10;
    private static final UserName NOBODY = new UserName("nobody");

    @RegisterExtension final Lab lab = new Lab();

    private final AtomicInteger kills = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final List<Person> people = new ArrayList<>();

    @Test
    void everyAcceptedMessageArrivesOnceAndInItsSendersOrder() throws Exception {
        var cluster = lab.cluster().relays(2, 1).identities().start();
        for (int i = 0; i < PEOPLE; i++) {
            people.add(Person.join(cluster, lab.folder("home-" + i), "p" + i));
        }
        var readers = new ArrayList<Reader>();
        List<Sent> sent;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var saboteur = threads.submit(() -> sabotage(cluster));
            // Half of them are online meanwhile, the others come afterwards.
            people.stream().limit(PEOPLE / 2).forEach(one -> readers.add(Reader.start(one.open())));
            sent = sendAll(threads, readers);
            saboteur.get();
        }
        people.stream().skip(PEOPLE / 2).forEach(one -> readers.add(Reader.start(one.open())));
        lab.say("%d messages, %d kills of the server", PEOPLE * EACH, KILLS);

        for (int to = 0; to < PEOPLE; to++) {
            try (var reader = readers.get(to)) {
                reader.awaitTexts(accepted(sent, to).size());
            }
        }
        // What comes now would be one too many.
        for (int to = 0; to < PEOPLE; to++) {
            var again = Reader.start(people.get(to).open());
            again.readToTheEnd();
            assertThat(again.texts()).isEmpty();
            requireExactly(accepted(sent, to), readers.get(to).texts());
        }
    }

    /// A message, as its sender was told of it.
    private record Sent(int from, int to, String text, boolean accepted) {}

    private static List<Sent> accepted(List<Sent> sent, int to) {
        return sent.stream().filter(one -> one.to() == to && one.accepted()).toList();
    }

    private static void requireExactly(List<Sent> accepted, List<String> shown) {
        assertThat(shown)
                .containsExactlyInAnyOrderElementsOf(accepted.stream().map(Sent::text).toList());
        for (int from = 0; from < PEOPLE; from++) {
            var sender = from;
            var inOrder =
                    accepted.stream().filter(one -> one.from() == sender).map(Sent::text).toList();
            assertThat(shown).filteredOn(inOrder::contains).isEqualTo(inOrder);
        }
    }

    private List<Sent> sendAll(ExecutorService threads, List<Reader> online) throws Exception {
        var senders = new ArrayList<Future<List<Sent>>>();
        for (int i = 0; i < PEOPLE; i++) {
            var from = i;
            senders.add(
                    threads.submit(() -> {
                        if (from < online.size()) {
                            return send(online.get(from).session(), from);
                        }
                        try (var session = people.get(from).open()) {
                            return send(session, from);
                        }
                    }));
        }
        var sent = new ArrayList<Sent>();
        for (var sender : senders) {
            sent.addAll(sender.get());
        }
        return sent;
    }

    /// Sends so that the server is killed again and again meanwhile.
    private List<Sent> send(Sampan session, int from) {
        var sent = new ArrayList<Sent>();
        for (int i = 0; i < EACH; i++) {
            var due = i * KILLS / EACH;
            Awaitility.await().atMost(Duration.ofMinutes(5)).until(() -> kills.get() >= due);
            // A second message of a kind to the same person, so that there is an order to keep.
            var to = (from + i / 2) % PEOPLE;
            var known = i % 5 != 4;
            var text = from + ">" + to + " " + i;
            sent.add(new Sent(from, to, text, post(session, to, text, known)));
            answered.incrementAndGet();
        }
        return sent;
    }

    /// Posts as often as it takes.
    ///
    /// @param known whether all its recipients are known to the server
    /// @return whether it was accepted
    private boolean post(Sampan session, int to, String text, boolean known) {
        var name = people.get(to).name();
        var draft =
                new Draft(
                        MessageId.random(),
                        known ? List.of(name) : List.of(name, NOBODY),
                        text,
                        List.of(),
                        Instant.now());
        session.people().outbox().write(draft);
        while (true) {
            switch (session.people().outbox().post(draft)) {
                case Outcome.Done<List<Standing>> _ -> {
                    return true;
                }
                case Outcome.Refused<List<Standing>>(var refusal) -> {
                    if (refusal.code() == RefusalCode.UNKNOWN_RECIPIENT) {
                        assertThat(known).isFalse();
                        return false;
                    }
                }
            }
        }
    }

    /// Kills every second, but not before something got through since the last time: on a machine
    /// where a login takes a second, nothing ever would.
    private boolean sabotage(Cluster cluster) throws InterruptedException {
        var relays = cluster.relays();
        var before = 0;
        while (kills.get() < KILLS) {
            Thread.sleep(1_000);
            var atTheLastKill = before;
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> answered.get() > atTheLastKill);
            cluster.server().kill();
            before = answered.get();
            relays.get(kills.get() % relays.size()).restart();
            cluster.server().start();
            kills.incrementAndGet();
        }
        return true;
    }
}
