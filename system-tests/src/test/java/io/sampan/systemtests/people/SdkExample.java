package io.sampan.systemtests.people;

import io.sampan.client.ClientConfig;
import io.sampan.client.Sampan;
import io.sampan.client.people.Draft;
import io.sampan.client.people.PeopleEvent;
import io.sampan.client.task.PutRequest;
import io.sampan.client.task.TransferResult;
import io.sampan.model.MessageId;
import io.sampan.model.Outcome;
import io.sampan.model.Standing;
import io.sampan.model.UserName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What a Java program does with the SDK: a film with a line, from one person to another.
final class SdkExample {

    private SdkExample() {}

    // begin: send
    static Optional<Outcome<List<Standing>>> send(ClientConfig me, UserName to, Path film) {
        try (var sampan = Sampan.open(me)) {
            var request = PutRequest.of(film);
            var draft =
                    new Draft(
                            MessageId.random(),
                            List.of(to),
                            "for you",
                            List.of(
                                    new Draft.Enclosure(
                                            request.id().toMediaId(), request.name().value(), "")),
                            Instant.now());
            sampan.people().outbox().write(draft); // from now on it is sent, whatever happens
            return sampan.put(request).await() instanceof TransferResult.Done
                    ? Optional.of(sampan.people().outbox().post(draft))
                    : Optional.empty();
        }
    }

    // end: send

    // begin: receive
    static Optional<String> receive(ClientConfig me, Consumer<PeopleEvent> whatHappens)
            throws InterruptedException {
        try (var sampan = Sampan.open(me);
                var _ = sampan.people().attend(whatHappens)) {
            var inbox = sampan.people().inbox();
            var entry = inbox.next(Duration.ofSeconds(60));
            entry.ifPresent(inbox::done); // only now it is acknowledged
            return entry.map(it -> it.message().text());
        }
    }
    // end: receive
}
