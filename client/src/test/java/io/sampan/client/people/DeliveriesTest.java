package io.sampan.client.people;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampan.disk.SqliteFile;
import io.sampan.model.Message;
import io.sampan.model.MessageId;
import io.sampan.model.Place;
import io.sampan.model.Receipt;
import io.sampan.model.UserName;
import io.sampan.wire.frame.LogFrame.EventKind;
import io.sampan.wire.frame.LogFrame.MessageEvent;
import io.sampan.wire.frame.LogFrame.MessageRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveriesTest {

    private static final UserName ALICE = new UserName("alice");
    private static final UserName BOB = new UserName("bob");
    private static final Instant NOON = Instant.ofEpochMilli(1_700_000_000_000L);
    private static final Place PLACE = new Place(0, 7);

    private static final Receipt RECEIPT =
            new Receipt(
                    MessageId.random(),
                    new UserName("bob"),
                    Instant.ofEpochMilli(1_700_000_000_000L));

    @TempDir private Path home;

    @Test
    void aReceiptIsToldOnce() {
        try (var store = PeopleStore.open(home)) {
            List<PeopleEvent> told = new ArrayList<>();
            var deliveries =
                    new Deliveries(ALICE, store, new Inbox(store, new ReadMarks()), told::add);

            deliveries.onReceipt(RECEIPT);
            deliveries.onReceipt(RECEIPT);

            assertThat(told).containsExactly(new PeopleEvent.Delivered(RECEIPT));
        }
    }

    @Test
    void aReceiptThatCouldNotBeShownIsToldAgain() {
        try (var store = PeopleStore.open(home)) {
            var blind =
                    new Deliveries(
                            ALICE,
                            store,
                            new Inbox(store, new ReadMarks()),
                            receipt -> {
                                throw new CancellationException("the output cannot be written");
                            });
            assertThatThrownBy(() -> blind.onReceipt(RECEIPT))
                    .isInstanceOf(CancellationException.class);

            List<PeopleEvent> told = new ArrayList<>();
            new Deliveries(ALICE, store, new Inbox(store, new ReadMarks()), told::add)
                    .onReceipt(RECEIPT);

            assertThat(told).containsExactly(new PeopleEvent.Delivered(RECEIPT));
        }
    }

    private static Message message(UserName sender, UserName to, Optional<Instant> expires) {
        return new Message(
                MessageId.random(),
                sender,
                List.of(to),
                "hello",
                List.of(),
                NOON,
                Optional.empty(),
                expires);
    }

    private static MessageEvent event(EventKind kind, Message about, UserName person) {
        return new MessageEvent(
                kind,
                Optional.of(new MessageRef(about.sender(), about.id(), about.conversation())),
                person,
                NOON,
                PLACE);
    }

    @Test
    void whatAnotherDeviceHasSentIsInTheHistoryAndNotInTheInbox() throws InterruptedException {
        try (var store = PeopleStore.open(home)) {
            List<PeopleEvent> told = new ArrayList<>();
            var inbox = new Inbox(store, new ReadMarks());
            var deliveries = new Deliveries(ALICE, store, inbox, told::add);
            var message = message(ALICE, BOB, Optional.empty());

            deliveries.onDelivered(message, PLACE, () -> {});
            deliveries.onDelivered(message, PLACE, () -> {});

            assertThat(told)
                    .containsExactly(new PeopleEvent.Happened(new LogEvent.SentElsewhere(message)));
            assertThat(inbox.next(Duration.ZERO)).isEmpty();
            assertThat(store.drafts()).isEmpty();
            assertThat(store.said(Optional.of(BOB), Optional.empty(), 10))
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Said.Sent.class, sent -> assertThat(sent.isPosted()).isTrue());
        }
    }

    @Test
    void aMessageThatIsTakenBackIsToldOnceAndItsTextIsGone() throws InterruptedException {
        try (var store = PeopleStore.open(home)) {
            List<PeopleEvent> told = new ArrayList<>();
            var inbox = new Inbox(store, new ReadMarks());
            var deliveries = new Deliveries(ALICE, store, inbox, told::add);
            var message = message(BOB, ALICE, Optional.empty());
            var recalled = event(EventKind.RECALLED, message, BOB);
            deliveries.onEvent(recalled);
            assertThat(told).isEmpty();
            deliveries.onDelivered(message, PLACE, () -> {});

            deliveries.onEvent(recalled);
            deliveries.onEvent(recalled);
            deliveries.onDelivered(message, PLACE, () -> {});

            assertThat(told)
                    .containsExactly(
                            new PeopleEvent.Happened(new LogEvent.Recalled(BOB, message.id())));
            assertThat(inbox.next(Duration.ZERO)).isEmpty();
            assertThat(store.said(Optional.empty(), Optional.empty(), 10)).isEmpty();
        }
    }

    @Test
    void aMessageWhoseTimeIsOverIsGoneFromTheHome() throws InterruptedException {
        try (var store = PeopleStore.open(home)) {
            var inbox = new Inbox(store, new ReadMarks());
            var deliveries = new Deliveries(ALICE, store, inbox, _ -> {});
            deliveries.onDelivered(message(BOB, ALICE, Optional.of(NOON)), PLACE, () -> {});
            deliveries.onDelivered(message(ALICE, BOB, Optional.of(NOON)), PLACE, () -> {});
            store.expire(NOON.minusMillis(1));
            assertThat(store.latest(10)).hasSize(1);
            assertThat(store.latestSent(10)).hasSize(1);

            store.expire(NOON);

            assertThat(inbox.next(Duration.ZERO)).isEmpty();
            assertThat(store.said(Optional.empty(), Optional.empty(), 10)).isEmpty();
        }
    }

    @Test
    void aHomeOfTheFirstVersionGoesOn() throws IOException {
        String first;
        try (var script = PeopleStore.class.getResourceAsStream("people-1.sql")) {
            first = new String(requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        }
        try (var file = SqliteFile.open(home.resolve("people.db"), List.of(first))) {
            file.change(handle ->
                    handle.execute(
                            "INSERT INTO arrived (sender, id, recipients, text, posted)"
                                    + " VALUES ('bob', randomblob(16), 'alice', 'from before', 1)"));
        }

        try (var store = PeopleStore.open(home)) {
            assertThat(store.latest(10))
                    .singleElement()
                    .satisfies(one -> {
                        assertThat(one.message().text()).isEqualTo("from before");
                        assertThat(one.place()).isEmpty();
                    });
        }
    }
}
