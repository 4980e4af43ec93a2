package io.sampan.systemtests.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.client.people.Draft;
import io.sampan.model.MessageId;
import io.sampan.model.Outcome;
import io.sampan.model.Receipt;
import io.sampan.model.Standing;
import io.sampan.model.UserName;
import io.sampan.server.Step;
import io.sampan.systemtests.harness.Lab;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The server dies between every two steps of a message's way, and nobody notices.
@Tag("long")
class KilledBetweenStepsTest {

    private static final String HEAP = "-Xmx128m";
    private static final List<String> TEXTS = List.of("one", "two", "three");

    @RegisterExtension final Lab lab = new Lab();

    @ParameterizedTest
    @EnumSource(Step.class)
    void nothingIsLostAndNothingComesTwice(Step step) throws Exception {
        var cluster =
                lab.cluster().identities().heaps(HEAP + " -Dsampan.halt-at=" + step, HEAP).start();
        var alice = Person.join(cluster, lab.folder("home-of-alice"), "alice");
        var bob = Person.join(cluster, lab.folder("home-of-bob"), "bob");
        List<MessageId> ids;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var hers = Reader.start(alice.open());
                var his = Reader.start(bob.open())) {
            var posts = threads.submit(() -> postAll(hers, bob.name()));

            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> !cluster.server().isAlive());
            cluster.server().startWith(HEAP);

            ids = posts.get();
            his.awaitTexts(TEXTS.size());
            hers.awaitReceipts(TEXTS.size());
            assertThat(his.texts()).isEqualTo(TEXTS);
            assertThat(hers.receipts().stream().map(Receipt::message))
                    .containsExactlyInAnyOrderElementsOf(ids);
        }

        assertThat(leftOver(bob).texts()).isEmpty();
        assertThat(leftOver(alice).receipts()).isEmpty();
    }

    /// Posts one after the other, each as often as it takes.
    private static List<MessageId> postAll(Reader sender, UserName to) {
        var outbox = sender.session().people().outbox();
        return TEXTS.stream()
                .map(text -> {
                    var draft =
                            new Draft(
                                    MessageId.random(),
                                    List.of(to),
                                    text,
                                    List.of(),
                                    Instant.now());
                    outbox.write(draft);
                    while (!(outbox.post(draft) instanceof Outcome.Done<List<Standing>>)) {
                        Thread.onSpinWait();
                    }
                    return draft.id();
                })
                .toList();
    }

    /// Comes online once more, until all that waits has come.
    private static Reader leftOver(Person person) {
        var reader = Reader.start(person.open());
        reader.readToTheEnd();
        return reader;
    }
}
