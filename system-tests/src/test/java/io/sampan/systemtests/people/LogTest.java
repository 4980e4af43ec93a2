package io.sampan.systemtests.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.cli.serve.Invitation;
import io.sampan.client.identity.Identity;
import io.sampan.client.identity.InviteLink;
import io.sampan.model.ConversationId;
import io.sampan.model.MessageId;
import io.sampan.model.RefusalCode;
import io.sampan.model.UserName;
import io.sampan.systemtests.harness.Cluster;
import io.sampan.systemtests.harness.Lab;
import io.sampan.wire.frame.ControlFrame.Done;
import io.sampan.wire.frame.ControlFrame.Refused;
import io.sampan.wire.frame.DeviceFrame.DeviceLink;
import io.sampan.wire.frame.DeviceFrame.LinkDevice;
import io.sampan.wire.frame.Frame;
import io.sampan.wire.frame.LogFrame.ConversationList;
import io.sampan.wire.frame.LogFrame.EventKind;
import io.sampan.wire.frame.LogFrame.HistoryPage;
import io.sampan.wire.frame.LogFrame.ListConversations;
import io.sampan.wire.frame.LogFrame.MarkRead;
import io.sampan.wire.frame.LogFrame.MessageEvent;
import io.sampan.wire.frame.LogFrame.ReadHistory;
import io.sampan.wire.frame.LogFrame.RecallMessage;
import io.sampan.wire.frame.PeopleFrame.Attend;
import io.sampan.wire.frame.PeopleFrame.Deliver;
import io.sampan.wire.frame.PeopleFrame.DeliverReceipt;
import io.sampan.wire.frame.PeopleFrame.MessageAccepted;
import io.sampan.wire.frame.PeopleFrame.PostMessage;
import io.sampan.wire.frame.PeopleFrame.Received;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A log for each person, a cursor for each device, against a real server.
class LogTest {

    private static final UserName ALICE = new UserName("alice");
    private static final UserName BOB = new UserName("bob");

    @RegisterExtension final Lab lab = new Lab();

    /// A device, and how it comes again.
    private record Device(Identity identity, String code, Cluster cluster) {

        DeviceLane open() {
            return DeviceLane.open(identity, code, cluster.entries().getFirst());
        }
    }

    private static Device device(Cluster cluster, UserName name, InviteLink link) {
        return new Device(Identity.make(name, link), link.code(), cluster);
    }

    private static InviteLink invitation(Cluster cluster) {
        return Invitation.to(
                cluster.serverHome(),
                cluster.entries(),
                Invitation.GOOD_FOR,
                InstantSource.system());
    }

    private static Device linked(Cluster cluster, UserName name, DeviceLane first) {
        var link = (DeviceLink) first.ask(new LinkDevice(Duration.ofMinutes(5)));
        var code = new String(link.code().bytes(), StandardCharsets.US_ASCII);
        return device(
                cluster,
                name,
                new InviteLink(cluster.entries(), code, invitation(cluster).fingerprint()));
    }

    private static MessageId post(DeviceLane lane, String text, UserName to) {
        var id = MessageId.random();
        assertThat(lane.ask(new PostMessage(id, List.of(to), text, List.of())))
                .isInstanceOf(MessageAccepted.class);
        return id;
    }

    /// The next frames of a kind, each acknowledged.
    private static <T extends Frame> List<T> receive(DeviceLane lane, Class<T> kind, int number) {
        var all = new ArrayList<T>();
        while (all.size() < number) {
            var next = lane.await(kind::isInstance);
            all.add(kind.cast(next.frame()));
            lane.send(next.exchange(), new Received());
        }
        return all;
    }

    private static List<String> texts(List<Deliver> delivered) {
        return delivered.stream().map(one -> one.message().text()).toList();
    }

    private static List<String> history(DeviceLane lane) {
        var page =
                (HistoryPage)
                        lane.ask(
                                new ReadHistory(
                                        Optional.of(ConversationId.of(List.of(ALICE, BOB))),
                                        Optional.empty(),
                                        50));
        return page.entries().stream().map(entry -> entry.message().text()).toList();
    }

    @Test
    void twoDevicesEachHaveEverythingAlsoAfterAKill() {
        var cluster = lab.cluster().identities().start();
        var aliceDevice = device(cluster, ALICE, invitation(cluster));
        var bobDevice = device(cluster, BOB, invitation(cluster));
        Device phone;
        try (var alice = aliceDevice.open();
                var laptop = bobDevice.open()) {
            phone = linked(cluster, BOB, laptop);
            phone.open().close();
            assertThat(laptop.ask(new Attend(false, true))).isNotNull();
            post(alice, "one", BOB);
            assertThat(texts(receive(laptop, Deliver.class, 1))).containsExactly("one");
            alice.ask(new Attend(false, true));
            assertThat(receive(alice, DeliverReceipt.class, 1)).hasSize(1);
            post(laptop, "answer", ALICE);
        }
        cluster.server().restart();

        try (var alice = aliceDevice.open();
                var laptop = bobDevice.open();
                var other = phone.open()) {
            post(alice, "two", BOB);
            other.ask(new Attend(false, true));
            laptop.ask(new Attend(false, true));

            assertThat(texts(receive(other, Deliver.class, 3)))
                    .containsExactly("one", "answer", "two");
            assertThat(texts(receive(laptop, Deliver.class, 1))).containsExactly("two");
            for (var lane : List.of(alice, laptop, other)) {
                assertThat(history(lane)).containsExactly("one", "answer", "two");
            }
        }
    }

    @Test
    void whatOneReadsIsReadOnTheOtherAndASenderIsToldIfTheReaderWantsThat() {
        var cluster = lab.cluster().identities().start();
        var bobDevice = device(cluster, BOB, invitation(cluster));
        try (var alice = device(cluster, ALICE, invitation(cluster)).open();
                var laptop = bobDevice.open();
                var phone = linked(cluster, BOB, laptop).open()) {
            alice.ask(new Attend(false, true));
            phone.ask(new Attend(false, true));
            post(alice, "one", BOB);
            var id = post(alice, "two", BOB);
            var places = receive(phone, Deliver.class, 2).stream().map(Deliver::place).toList();
            assertThat(unread(laptop)).isEqualTo(2);

            assertThat(
                            laptop.ask(
                                    new MarkRead(
                                            ConversationId.of(List.of(ALICE, BOB)),
                                            places.getLast(),
                                            true)))
                    .isEqualTo(new Done());

            assertThat(unread(phone)).isZero();
            var told = receive(phone, MessageEvent.class, 1).getFirst();
            assertThat(told.kind()).isEqualTo(EventKind.READ);
            var sender = receive(alice, MessageEvent.class, 1).getFirst();
            assertThat(sender.person()).isEqualTo(BOB);
            assertThat(sender.message().orElseThrow().id()).isEqualTo(id);
        }
    }

    private static int unread(DeviceLane lane) {
        return ((ConversationList) lane.ask(new ListConversations()))
                .conversations()
                .getFirst()
                .unread();
    }

    @Test
    void aMessageThatIsTakenBackIsGoneEverywhere() {
        var cluster = lab.cluster().identities().start();
        try (var alice = device(cluster, ALICE, invitation(cluster)).open();
                var bob = device(cluster, BOB, invitation(cluster)).open()) {
            bob.ask(new Attend(false, true));
            var id = post(alice, "never mind", BOB);
            receive(bob, Deliver.class, 1);

            assertThat(alice.ask(new RecallMessage(id))).isEqualTo(new Done());
            assertThat(alice.ask(new RecallMessage(id))).isEqualTo(new Done());
            var refused = (Refused) bob.ask(new RecallMessage(id));

            assertThat(refused.refusal().code()).isEqualTo(RefusalCode.NOT_FOUND);
            var told = receive(bob, MessageEvent.class, 1).getFirst();
            assertThat(told.kind()).isEqualTo(EventKind.RECALLED);
            assertThat(told.message().orElseThrow().id()).isEqualTo(id);
            assertThat(history(bob)).isEmpty();
            assertThat(history(alice)).isEmpty();
        }
    }

    @Test
    void aMemberWhoPostsTooFastIsRefusedAndNobodyElse() {
        var cluster = lab.cluster().identities().settings("[messages]", "per-minute = 5").start();
        try (var alice = device(cluster, ALICE, invitation(cluster)).open();
                var bob = device(cluster, BOB, invitation(cluster)).open()) {
            for (var i = 0; i < 5; i++) {
                post(alice, "x", BOB);
            }

            var refused =
                    (Refused)
                            alice.ask(
                                    new PostMessage(
                                            MessageId.random(), List.of(BOB), "x", List.of()));

            assertThat(refused.refusal().code()).isEqualTo(RefusalCode.RATE_LIMITED);
            assertThat(refused.refusal().retryAfter()).isPresent();
            post(bob, "x", ALICE);
        }
    }
}
