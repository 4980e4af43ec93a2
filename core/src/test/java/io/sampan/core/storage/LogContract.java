package io.sampan.core.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.core.storage.MessageRepository.PostResult;
import io.sampan.core.storage.MessageRepository.Wanted;
import io.sampan.model.Attachment;
import io.sampan.model.ConversationId;
import io.sampan.model.DeviceId;
import io.sampan.model.Group;
import io.sampan.model.Message;
import io.sampan.model.MessageId;
import io.sampan.model.Place;
import io.sampan.model.Standing;
import io.sampan.model.UserName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [Ledger] does with the logs of people and the cursors of their devices. An
/// implementation extends this class and says how it is opened.
public abstract class LogContract extends MessageStage {

    private static final DeviceId LAPTOP = new DeviceId(1);
    private static final DeviceId PHONE = new DeviceId(-2);

    private static List<String> texts(List<LogEntry> entries) {
        return entries.stream()
                .filter(LogEntry.Mail.class::isInstance)
                .map(entry -> ((LogEntry.Mail) entry).message().text())
                .toList();
    }

    private List<LogEntry.Event> events(UserName who, DeviceId device) {
        return unread(who, device).stream()
                .filter(LogEntry.Event.class::isInstance)
                .map(LogEntry.Event.class::cast)
                .toList();
    }

    @Test
    void eachDeviceReadsEverythingAndTheSenderHasOneReceipt() {
        post(message(ALICE, "first", BOB));
        post(message(ALICE, "second", BOB));

        for (var entry : unread(BOB, LAPTOP)) {
            assertThat(received(BOB, LAPTOP, entry)).contains(ALICE);
        }
        reopen();

        assertThat(unread(BOB, LAPTOP)).isEmpty();
        assertThat(texts(unread(BOB, PHONE))).containsExactly("first", "second");
        for (var entry : unread(BOB, PHONE)) {
            assertThat(received(BOB, PHONE, entry)).isEmpty();
        }
        assertThat(unread(BOB, PHONE)).isEmpty();
        assertThat(inbox(ALICE)).hasSize(2).allMatch(LogEntry.Notice.class::isInstance);
    }

    @Test
    void entriesMayBeAcknowledgedInAnyOrder() {
        IntStream.range(0, 10).forEach(i -> post(message(ALICE, "" + i, BOB)));
        var all = unread(BOB, LAPTOP);

        for (var i : List.of(3, 9, 0, 5, 1)) {
            received(BOB, LAPTOP, all.get(i));
        }
        assertThat(texts(unread(BOB, LAPTOP))).containsExactly("2", "4", "6", "7", "8");
        reopen();
        for (var i : List.of(2, 8, 4, 7, 6)) {
            received(BOB, LAPTOP, all.get(i));
        }

        assertThat(unread(BOB, LAPTOP)).isEmpty();
        assertThat(unread(BOB, PHONE)).hasSize(10);
        post(message(ALICE, "more", BOB));
        assertThat(texts(unread(BOB, LAPTOP))).containsExactly("more");
    }

    @Test
    void whatOneDeviceSendsTheOthersAreTold() {
        var message = message(ALICE, "hello", BOB);
        ledger.messages().post(Posting.of(message, LAPTOP));

        assertThat(unread(ALICE, LAPTOP)).isEmpty();
        assertThat(unread(ALICE, PHONE))
                .singleElement()
                .satisfies(
                        entry -> assertThat(((LogEntry.Sent) entry).message()).isEqualTo(message));
        assertThat(
                        ledger.messages()
                                .unread(ALICE, PHONE, Place.START, 10, Wanted.MAIL_AND_RECEIPTS)
                                .entries())
                .isEmpty();
        received(ALICE, PHONE, unread(ALICE, PHONE).getFirst());
        assertThat(unread(ALICE, PHONE)).isEmpty();
        assertThat(ledger.messages().waiting()).as("bob's alone").isEqualTo(1);
    }

    @Test
    void theHistoryIsTheSameForWhoSentAndWhoGotIt() {
        post(message(ALICE, "one", BOB));
        post(message(BOB, "two", ALICE));
        post(message(ALICE, "to both", BOB, CAROL));
        received(BOB, LAPTOP, unread(BOB, LAPTOP).getFirst());
        var pair = ConversationId.of(List.of(ALICE, BOB));

        for (var who : List.of(ALICE, BOB)) {
            var said = ledger.conversations().history(who, Optional.of(pair), Optional.empty(), 9);
            assertThat(said).extracting(one -> one.message().text()).containsExactly("two", "one");
            assertThat(
                            ledger.conversations()
                                    .history(
                                            who,
                                            Optional.of(pair),
                                            Optional.of(said.getFirst().place()),
                                            9))
                    .extracting(one -> one.message().text())
                    .containsExactly("one");
            assertThat(ledger.conversations().history(who, Optional.empty(), Optional.empty(), 2))
                    .extracting(one -> one.message().text())
                    .containsExactly("to both", "two");
        }
        assertThat(
                        ledger.conversations()
                                .history(ALICE, Optional.of(pair), Optional.empty(), 9)
                                .getLast()
                                .standings())
                .containsExactly(new Standing(BOB, Optional.of(LATER)));
    }

    @Test
    void readMarksGoOnAndUnreadCountsFollow() {
        IntStream.range(0, 3).forEach(i -> post(message(ALICE, "" + i, BOB)));
        post(message(BOB, "mine", ALICE));
        var pair = ConversationId.of(List.of(ALICE, BOB));
        var said =
                ledger.conversations()
                        .history(BOB, Optional.of(pair), Optional.empty(), 9)
                        .reversed();

        assertThat(ledger.conversations().conversations(BOB).getFirst().unread()).isEqualTo(3);
        var told =
                ledger.conversations()
                        .markRead(BOB, pair, said.get(1).place(), true, LAPTOP, LATER);

        reopen();
        assertThat(told).containsExactlyInAnyOrder(ALICE, BOB);
        var conversations = ledger.conversations().conversations(BOB);
        assertThat(conversations).hasSize(1);
        assertThat(conversations.getFirst().unread()).isEqualTo(1);
        assertThat(conversations.getFirst().newest().message().text()).isEqualTo("mine");
        assertThat(
                        ledger.conversations()
                                .markRead(BOB, pair, said.get(0).place(), true, LAPTOP, LATER))
                .as("backwards")
                .isEmpty();
        assertThat(events(BOB, PHONE)).hasSize(1);
        assertThat(events(BOB, LAPTOP)).as("its own doing").isEmpty();
        assertThat(events(ALICE, LAPTOP))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.kind()).isEqualTo(LogEntry.EventKind.READ);
                    assertThat(event.person()).isEqualTo(BOB);
                    assertThat(event.message().orElseThrow().id())
                            .isEqualTo(said.get(1).message().id());
                });
    }

    @Test
    void aRecalledMessageIsInNoLogAndThoseWhoHaveItAreTold() {
        var film = media(false);
        ledger.media().record(film);
        var message =
                new Message(
                        MessageId.random(),
                        ALICE,
                        List.of(BOB, CAROL),
                        "secret",
                        List.of(new Attachment(film, "")),
                        NOON);
        post(message);
        received(BOB, LAPTOP, unread(BOB, LAPTOP).getFirst());

        var recalled =
                ledger.messages().recall(ALICE, message.id(), DeviceId.NONE, LATER).orElseThrow();

        reopen();
        assertThat(recalled.told()).containsExactlyInAnyOrder(ALICE, BOB);
        assertThat(recalled.unused()).containsExactly(film);
        assertThat(unread(CAROL, LAPTOP)).isEmpty();
        assertThat(texts(unread(BOB, PHONE))).isEmpty();
        assertThat(events(BOB, PHONE))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.message().orElseThrow().id()).isEqualTo(message.id()));
        assertThat(ledger.conversations().history(BOB, Optional.empty(), Optional.empty(), 9))
                .isEmpty();
        assertThat(ledger.messages().waiting(CAROL).entries()).isZero();
        var again = ledger.messages().recall(ALICE, message.id(), DeviceId.NONE, LATER);
        assertThat(again.orElseThrow().told()).isEmpty();
        assertThat(ledger.messages().recall(BOB, message.id(), DeviceId.NONE, LATER)).isEmpty();
        assertThat(post(message).standings()).as("posted again").hasSize(2);
        assertThat(unread(CAROL, LAPTOP)).isEmpty();
    }

    @Test
    void aMediaThatAnotherMessageCarriesOutlivesARecall() {
        var film = media(false);
        ledger.media().record(film);
        send(film, NOON);
        send(film, NOON);
        var first = ((LogEntry.Mail) inbox(BOB).getFirst()).message();

        var recalled = ledger.messages().recall(ALICE, first.id(), DeviceId.NONE, LATER);

        assertThat(recalled.orElseThrow().unused()).isEmpty();
    }

    @Test
    void anInboxThatIsFullRefusesItsSenderAndNobodyGetsAnything() {
        var limit = new Posting.Limit(2, 1L << 20);
        post(message(ALICE, "1", BOB));
        post(message(ALICE, "2", BOB));
        var message = message(ALICE, "3", CAROL, BOB);
        var posting = new Posting(message, DeviceId.NONE, Set.of(), limit);

        assertThat(ledger.messages().post(posting)).isEqualTo(new PostResult.Full(List.of(BOB)));
        assertThat(inbox(CAROL)).isEmpty();
        assertThat(ledger.messages().find(ALICE, message.id())).isEmpty();

        received(BOB, LAPTOP, unread(BOB, LAPTOP).getFirst());
        assertThat(ledger.messages().post(posting)).isInstanceOf(PostResult.Done.class);
        assertThat(ledger.messages().post(posting))
                .as("again, while it is full")
                .isInstanceOf(PostResult.Done.class);
        assertThat(
                        ledger.messages()
                                .post(
                                        new Posting(
                                                message(ALICE, "x".repeat(2000), CAROL),
                                                DeviceId.NONE,
                                                Set.of(),
                                                new Posting.Limit(100, 2000))))
                .as("too many bytes")
                .isInstanceOf(PostResult.Full.class);
    }

    @Test
    void nobodyCanShutAnInboxToOthers() {
        var limit = new Posting.Limit(32, 1L << 20);
        IntStream.range(0, 32).forEach(n -> post(message(ALICE, "" + n, BOB)));

        assertThat(post(limit, message(ALICE, "one more", BOB)))
                .isInstanceOf(PostResult.Full.class);
        assertThat(post(limit, message(CAROL, "1", BOB))).isInstanceOf(PostResult.Done.class);
        assertThat(post(limit, message(CAROL, "2", BOB))).isInstanceOf(PostResult.Done.class);
        assertThat(post(limit, message(CAROL, "3", BOB)))
                .as("a sixteenth is all that there is for her")
                .isInstanceOf(PostResult.Full.class);
    }

    private PostResult post(Posting.Limit limit, Message message) {
        return ledger.messages().post(new Posting(message, DeviceId.NONE, Set.of(), limit));
    }

    @Test
    void whoBlocksTheSenderGetsNothingAndTheSenderIsNotTold() {
        ledger.conversations().block(BOB, ALICE, true);
        assertThat(ledger.conversations().blocking(ALICE, List.of(BOB, CAROL)))
                .containsExactly(BOB);
        var message = message(ALICE, "hello", BOB, CAROL);

        var result =
                ledger.messages()
                        .post(new Posting(message, DeviceId.NONE, Set.of(BOB), Posting.Limit.NONE));

        assertThat(((PostResult.Done) result).posted().standings())
                .containsExactly(waiting(BOB), waiting(CAROL));
        assertThat(inbox(BOB)).isEmpty();
        assertThat(inbox(CAROL)).hasSize(1);
        ledger.conversations().block(BOB, ALICE, false);
        assertThat(ledger.conversations().blockedBy(BOB)).isEmpty();
    }

    @Test
    void whatNobodyHasExpiresAndItsSenderIsTold() {
        var message = message(ALICE, "too late", BOB, CAROL);
        post(message);
        received(CAROL, LAPTOP, unread(CAROL, LAPTOP).getFirst());

        assertThat(ledger.messages().trim(NOON, NOON, LATER)).as("not yet").isEmpty();
        assertThat(ledger.messages().trim(NOON, LATER, LATER)).containsExactly(ALICE);

        assertThat(inbox(BOB)).isEmpty();
        assertThat(texts(unread(CAROL, PHONE))).as("she has it").containsExactly("too late");
        assertThat(events(ALICE, LAPTOP))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.kind()).isEqualTo(LogEntry.EventKind.EXPIRED);
                    assertThat(event.person()).isEqualTo(BOB);
                });
    }

    @Test
    void aMessageWithAnExpiryIsGoneEverywhereAfterIt() {
        var message =
                new Message(
                        MessageId.random(),
                        ALICE,
                        List.of(BOB),
                        "for a minute",
                        List.of(),
                        NOON,
                        Optional.empty(),
                        Optional.of(LATER));
        post(message);

        ledger.messages().trim(NOON, NOON, LATER.minusNanos(1));
        assertThat(((LogEntry.Mail) inbox(BOB).getFirst()).message()).isEqualTo(message);
        ledger.messages().trim(NOON, NOON, LATER);

        assertThat(inbox(BOB)).isEmpty();
        assertThat(ledger.messages().waiting()).isZero();
        assertThat(ledger.conversations().history(ALICE, Optional.empty(), Optional.empty(), 9))
                .isEmpty();
    }

    @Test
    void groupsAreWhatTheyWereSavedAs() {
        var team = new Group(ConversationId.random(), "the team", List.of(ALICE, BOB));
        ledger.conversations().save(team);
        var message =
                new Message(
                        MessageId.random(),
                        ALICE,
                        List.of(BOB),
                        "to all",
                        List.of(),
                        NOON,
                        Optional.of(new Message.GroupName(team.id(), team.name())),
                        Optional.empty());
        post(message);
        reopen();

        assertThat(ledger.conversations().group(team.id())).contains(team);
        assertThat(ledger.conversations().groups(BOB)).containsExactly(team);
        assertThat(ledger.conversations().groups(CAROL)).isEmpty();
        assertThat(ledger.conversations().history(BOB, Optional.of(team.id()), Optional.empty(), 9))
                .singleElement()
                .satisfies(said -> assertThat(said.message()).isEqualTo(message));
        var changed = new Group(team.id(), "another name", List.of(ALICE, CAROL));
        ledger.conversations().save(changed);
        assertThat(ledger.conversations().groups(BOB)).isEmpty();
        assertThat(ledger.conversations().groups(CAROL))
                .extracting(Group::name)
                .containsExactly("another name");
    }

    @Test
    void whoeverIsRemovedHasNoLog() {
        post(message(ALICE, "hello", BOB));

        ledger.messages().removeLog(BOB);

        assertThat(inbox(BOB)).isEmpty();
        assertThat(ledger.messages().waiting()).isZero();
        assertThat(ledger.messages().waiting(BOB).entries()).isZero();
    }

    @Test
    void thoseWhoWriteWithSomebodyAreToldOfOtherDevices() {
        post(message(ALICE, "hello", BOB));

        assertThat(ledger.messages().devicesChanged(BOB, LATER))
                .containsExactlyInAnyOrder(ALICE, BOB);

        assertThat(events(ALICE, LAPTOP))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.kind()).isEqualTo(LogEntry.EventKind.DEVICES_CHANGED);
                    assertThat(event.person()).isEqualTo(BOB);
                });
        assertThat(events(CAROL, LAPTOP)).isEmpty();
    }

    @Test
    void theFilesOfOnePersonAreHandedOverOrRetired() {
        var film = media(false);
        ledger.media().record(film);
        send(film, NOON);
        assertThat(ledger.media().bytesOf(ALICE)).isEqualTo(7);

        ledger.media().handOver(ALICE, CAROL);
        assertThat(ledger.media().bytesOf(ALICE)).isZero();
        assertThat(ledger.media().mayRead(film.id(), CAROL)).isTrue();
        assertThat(ledger.media().mayRead(film.id(), BOB)).as("as before").isTrue();
        ledger.media().retireAllOf(CAROL);

        reopen();
        assertThat(ledger.media().find(film.id())).isEmpty();
        assertThat(ledger.media().retired()).containsExactly(film.id());
        assertThat(ledger.media().totalBytes()).isZero();
    }
}
