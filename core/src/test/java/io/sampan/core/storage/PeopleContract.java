package io.sampan.core.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.core.storage.MessageRepository.Wanted;
import io.sampan.model.Attachment;
import io.sampan.model.Availability;
import io.sampan.model.ContentType;
import io.sampan.model.DeviceId;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.MediaName;
import io.sampan.model.Message;
import io.sampan.model.MessageId;
import io.sampan.model.Place;
import io.sampan.model.Receipt;
import io.sampan.model.Standing;
import io.sampan.model.UserName;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [Ledger] does with the messages of people. An implementation extends this class and
/// says how it is opened.
public abstract class PeopleContract extends MessageStage {

    @Test
    void aMessageIsInEveryInboxAndStaysThere() {
        var message = message(ALICE, "hello 你好", BOB, CAROL);

        var posted = post(message);
        reopen();

        assertThat(posted.standings()).containsExactly(waiting(BOB), waiting(CAROL));
        assertThat(inbox(BOB)).hasSize(1);
        assertThat(((LogEntry.Mail) inbox(CAROL).getFirst()).message()).isEqualTo(message);
        assertThat(inbox(ALICE)).isEmpty();
        assertThat(ledger.messages().waiting()).isEqualTo(2);
    }

    @Test
    void postingTwiceIsTheSameAsOnce() {
        var message = message(ALICE, "once", BOB);
        post(message);
        var again = new Message(message.id(), ALICE, List.of(CAROL), "twice", List.of(), LATER);

        var posted = post(again);

        assertThat(posted.message()).isEqualTo(message);
        assertThat(texts(BOB)).containsExactly("once");
        assertThat(inbox(CAROL)).isEmpty();
    }

    @Test
    void anotherSenderMayUseTheSameId() {
        var message = message(ALICE, "mine", BOB);
        post(message);
        post(new Message(message.id(), CAROL, List.of(BOB), "x", List.of(), NOON));

        assertThat(texts(BOB)).containsExactly("mine", "x");
    }

    @Test
    void whatWasReceivedIsGoneAndItsSenderHasAReceipt() {
        var message = message(ALICE, "hello", BOB, CAROL);
        post(message);
        var entry = inbox(BOB).getFirst().place();

        assertThat(ledger.messages().received(BOB, DeviceId.NONE, entry, LATER)).contains(ALICE);
        assertThat(ledger.messages().received(BOB, DeviceId.NONE, entry, LATER.plusSeconds(1)))
                .isEmpty();
        reopen();

        assertThat(inbox(BOB)).isEmpty();
        assertThat(inbox(CAROL)).hasSize(1);
        assertThat(inbox(ALICE))
                .singleElement()
                .satisfies(waiting ->
                        assertThat(((LogEntry.Notice) waiting).receipt())
                                .isEqualTo(new Receipt(message.id(), BOB, LATER)));
        assertThat(ledger.messages().find(ALICE, message.id()).orElseThrow().standings())
                .containsExactly(new Standing(BOB, Optional.of(LATER)), waiting(CAROL));
    }

    @Test
    void aReceiptThatWasReceivedIsGoneAndMakesNoOther() {
        post(message(ALICE, "hello", BOB));
        ledger.messages().received(BOB, DeviceId.NONE, inbox(BOB).getFirst().place(), LATER);

        assertThat(
                        ledger.messages()
                                .received(
                                        ALICE,
                                        DeviceId.NONE,
                                        inbox(ALICE).getFirst().place(),
                                        LATER))
                .isEmpty();
        assertThat(ledger.messages().waiting()).isZero();
    }

    @Test
    void nobodyAcknowledgesForSomebodyElse() {
        post(message(ALICE, "hello", BOB));

        assertThat(
                        ledger.messages()
                                .received(
                                        CAROL, DeviceId.NONE, inbox(BOB).getFirst().place(), LATER))
                .isEmpty();
        assertThat(inbox(BOB)).hasSize(1);
    }

    @Test
    void anInboxIsReadInPages() {
        for (int i = 0; i < 10; i++) {
            post(message(ALICE, "message " + i, BOB));
        }
        var first =
                ledger.messages()
                        .unread(BOB, DeviceId.NONE, Place.START, 4, Wanted.EVERYTHING)
                        .entries();

        var second =
                ledger.messages()
                        .unread(BOB, DeviceId.NONE, first.getLast().place(), 100, Wanted.EVERYTHING)
                        .entries();

        assertThat(first).hasSize(4);
        assertThat(second).hasSize(6);
        assertThat(((LogEntry.Mail) second.getFirst()).message().text()).isEqualTo("message 4");
    }

    @Test
    void aNumberIsNeverUsedAgain() {
        post(message(ALICE, "first", BOB));
        var first = inbox(BOB).getFirst().place();
        ledger.messages().received(BOB, DeviceId.NONE, first, LATER);
        reopen();
        post(message(ALICE, "second", BOB));

        assertThat(inbox(BOB).getFirst().place())
                .matches(place -> place.isAfter(first), "after " + first);
    }

    @Test
    void eachSendersOrderIsKeptWhenManyPostAtOnce() throws Exception {
        try (var posters = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int sender = 0; sender < 8; sender++) {
                var name = new UserName("sender" + sender);
                posters.submit(() ->
                        IntStream.range(0, 25).forEach(i -> post(message(name, "" + i, BOB))));
            }
        }

        var mail = inbox(BOB).stream().map(e -> ((LogEntry.Mail) e).message()).toList();
        assertThat(mail).hasSize(200);
        for (int sender = 0; sender < 8; sender++) {
            var name = new UserName("sender" + sender);
            assertThat(mail.stream().filter(m -> m.sender().equals(name)).map(Message::text))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 25).mapToObj(String::valueOf).toList());
        }
    }

    @Test
    void recipientsMayReadWhatTheyWereSentAndNobodyElse() {
        var film =
                new Media(
                        MediaId.random(),
                        ALICE,
                        new MediaName("film.mp4"),
                        7,
                        new ContentType("video/mp4"),
                        CODE,
                        false,
                        NOON);
        ledger.media().record(film);
        assertThat(ledger.media().mayRead(film.id(), BOB)).isFalse();

        var attachment = new Attachment(film, "1920 x 1080");
        post(new Message(MessageId.random(), ALICE, List.of(BOB), "", List.of(attachment), NOON));
        reopen();

        assertThat(((LogEntry.Mail) inbox(BOB).getFirst()).message().attachments())
                .containsExactly(attachment);
        assertThat(ledger.media().mayRead(film.id(), BOB)).isTrue();
        assertThat(ledger.media().list(BOB, Optional.empty(), 10)).containsExactly(film);
        assertThat(ledger.media().newest(film.name(), BOB)).contains(film);
        assertThat(ledger.media().mayRead(film.id(), CAROL)).isFalse();
        assertThat(ledger.media().list(CAROL, Optional.empty(), 10)).isEmpty();
        assertThat(ledger.media().newest(film.name(), CAROL)).isEmpty();
    }

    @Test
    void aRemovedMediaIsToldInItsMessage() {
        var film =
                new Media(
                        MediaId.random(),
                        ALICE,
                        new MediaName("f"),
                        7,
                        ContentType.BYTES,
                        CODE,
                        false,
                        NOON);
        ledger.media().record(film);
        var message =
                new Message(
                        MessageId.random(),
                        ALICE,
                        List.of(BOB),
                        "",
                        List.of(new Attachment(film, "")),
                        NOON);
        post(message);

        ledger.media().remove(film.id());

        var told = ((LogEntry.Mail) inbox(BOB).getFirst()).message();
        assertThat(told.attachments())
                .containsExactly(new Attachment(film, "", Availability.REMOVED));
        assertThat(told.id()).isEqualTo(message.id());
        assertThat(ledger.media().mayRead(film.id(), BOB)).isFalse();
    }

    @Test
    void aMessageWithAMediaThatWasRemovedMeanwhileSaysSo() {
        var film = media(false);

        send(film, NOON);

        assertThat(((LogEntry.Mail) inbox(BOB).getFirst()).message().attachments())
                .containsExactly(new Attachment(film, "", Availability.REMOVED));
    }

    private void receiveAll(UserName who) {
        inbox(who)
                .forEach(entry ->
                        ledger.messages().received(who, DeviceId.NONE, entry.place(), LATER));
    }

    @Test
    void aMediaRetiresWhenEverybodyHasItAndItWasSentLongAgo() {
        var film = media(false);
        ledger.media().record(film);
        send(film, NOON);

        assertThat(ledger.media().retire(LATER, 10)).as("while it waits").isEmpty();
        receiveAll(BOB);
        assertThat(ledger.media().retire(NOON, 10)).as("too early").isEmpty();
        assertThat(ledger.media().retire(LATER, 10)).containsExactly(film);

        assertThat(ledger.media().find(film.id())).isEmpty();
        assertThat(ledger.media().mayRead(film.id(), BOB)).isFalse();
        assertThat(ledger.media().totalBytes()).isZero();
        assertThat(ledger.media().retire(LATER, 10)).isEmpty();
    }

    @Test
    void aMediaThatWasSentAgainStays() {
        var film = media(false);
        ledger.media().record(film);
        send(film, NOON);
        receiveAll(BOB);
        send(film, LATER);
        receiveAll(BOB);

        assertThat(ledger.media().retire(LATER, 10)).isEmpty();
        assertThat(ledger.media().retire(LATER.plusNanos(1), 10)).containsExactly(film);
    }

    @Test
    void whatNobodyWasSentOrEverybodyMayReadNeverRetires() {
        var own = media(false);
        var shared = media(true);
        ledger.media().record(own);
        ledger.media().record(shared);
        send(shared, NOON);
        receiveAll(BOB);

        assertThat(ledger.media().retire(LATER, 10)).isEmpty();
    }

    @Test
    void aMediaRetiresAlsoIfItsMessageIsForgotten() {
        var film = media(false);
        ledger.media().record(film);
        send(film, NOON);
        receiveAll(BOB);
        receiveAll(ALICE);
        ledger.messages().trim(LATER.plusNanos(1), NOON, NOON);

        assertThat(ledger.media().retire(LATER, 10)).containsExactly(film);
    }

    @Test
    void aRetiredMediaIsKnownUntilItIsBuried() {
        var film = media(false);
        ledger.media().record(film);
        send(film, NOON);
        receiveAll(BOB);
        ledger.media().retire(LATER, 10);
        reopen();

        assertThat(ledger.media().retired()).containsExactly(film.id());
        ledger.media().bury(film.id());
        assertThat(ledger.media().retired()).isEmpty();
    }

    @Test
    void onlyMessagesThatAreDoneAreForgotten() {
        var done = message(ALICE, "done", BOB);
        var waits = message(ALICE, "waits", BOB);
        post(done);
        post(waits);
        ledger.messages().received(BOB, DeviceId.NONE, inbox(BOB).getFirst().place(), LATER);
        ledger.messages().received(ALICE, DeviceId.NONE, inbox(ALICE).getFirst().place(), LATER);

        ledger.messages().trim(NOON, NOON, NOON);
        assertThat(ledger.messages().find(ALICE, done.id())).isPresent();
        ledger.messages().trim(LATER.plusNanos(1), NOON, NOON);
        assertThat(ledger.messages().find(ALICE, done.id())).isEmpty();
        assertThat(ledger.messages().find(ALICE, waits.id())).isPresent();
    }
}
