package io.sampan.core.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.core.identity.DeviceRegistry;
import io.sampan.core.identity.Member;
import io.sampan.core.identity.Registry;
import io.sampan.core.identity.Sessions;
import io.sampan.core.memory.MemoryLedger;
import io.sampan.core.storage.Invite;
import io.sampan.core.storage.Invite.Kind;
import io.sampan.core.storage.Joining;
import io.sampan.core.storage.LogEntry;
import io.sampan.core.storage.MessageRepository.Posted;
import io.sampan.core.storage.MessageRepository.Wanted;
import io.sampan.core.storage.Posting;
import io.sampan.model.DeviceId;
import io.sampan.model.DeviceLabel;
import io.sampan.model.IdentityKey;
import io.sampan.model.MessageId;
import io.sampan.model.Outcome;
import io.sampan.model.RefusalCode;
import io.sampan.model.Sha256;
import io.sampan.model.UserName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two servers' worth of the core over one ledger in memory, whose entries may become visible late.
class TwoServersTest {

    private static final UserName ALICE = new UserName("alice");
    private static final UserName BOB = new UserName("bob");
    private static final byte[] KEY = Sessions.freshKey();

    private final MemoryLedger ledger = new MemoryLedger();
    private final WakeUps wakeUps = WakeUps.local();
    private Instant now = Instant.parse("2026-01-02T12:00:00Z");
    private MessageLimits limits =
            new MessageLimits(16, 10, Duration.ofSeconds(30), 600, 1 << 20, Posting.Limit.NONE);

    private final class Server {
        final Registry registry = new Registry(ledger.people(), () -> now);
        final DeviceRegistry devices =
                new DeviceRegistry(ledger.devices(), ledger.people(), () -> now);
        final Sessions sessions =
                new Sessions(KEY, ledger.devices(), Duration.ofHours(12), () -> now);
        final PostOffice office =
                new PostOffice(
                        ledger.messages(),
                        ledger.conversations(),
                        ledger.media(),
                        registry,
                        limits,
                        wakeUps,
                        () -> now);

        Outcome<Posted> post(Member sender, String text, UserName to) {
            return office.post(sender, letter(text, to));
        }
    }

    private Server a = new Server();
    private Server b = new Server();
    private Member alice = join(ALICE, 1);
    private Member bob = join(BOB, 2);

    @BeforeEach
    void servers() {
        a = new Server();
        b = new Server();
    }

    private Member join(UserName name, int seed) {
        var key = IdentityKey.of(Sha256.digest(new byte[] {(byte) seed}).bytes());
        var code = Sha256.digest(new byte[] {0, (byte) seed});
        var known = ledger.people().find(name).isPresent();
        ledger.people()
                .invite(
                        new Invite(
                                code,
                                known ? Kind.DEVICE : Kind.PERSON,
                                known ? Optional.of(name) : Optional.empty(),
                                now,
                                now.plusSeconds(60)));
        ledger.people().join(new Joining(name, Set.of(), key, DeviceLabel.NONE, code, false, now));
        return new Member(name, DeviceId.of(key));
    }

    private static Letter letter(String text, UserName to) {
        return new Letter(MessageId.random(), List.of(to), text, List.of());
    }

    private static List<String> texts(InboxWalk walk) throws InterruptedException {
        var texts = new ArrayList<String>();
        for (var next = walk.next(Duration.ZERO);
                next.isPresent();
                next = walk.next(Duration.ZERO)) {
            if (next.get() instanceof LogEntry.Mail(_, var message)) {
                texts.add(message.text());
            }
        }
        return texts;
    }

    @Test
    void whatIsPostedAtOneIsDeliveredAtTheOther() throws Exception {
        try (var walk = b.office.walk(bob, Wanted.EVERYTHING)) {
            assertThat(walk.next(Duration.ZERO)).isEmpty();

            a.post(alice, "hello", BOB);

            var entry = walk.next(Duration.ofSeconds(30)).orElseThrow();
            walk.received(entry.place());
            assertThat(texts(walk)).isEmpty();
        }
        try (var walk = a.office.walk(alice, Wanted.EVERYTHING)) {
            assertThat(walk.next(Duration.ZERO).orElseThrow()).isInstanceOf(LogEntry.Notice.class);
        }
    }

    @Test
    void oneMessageThatIsPostedAtBothIsOne() throws Exception {
        var letter = letter("once", BOB);
        var tries =
                IntStream.range(0, 16)
                        .mapToObj(i ->
                                (Callable<Outcome<Posted>>)
                                        () -> (i % 2 == 0 ? a : b).office.post(alice, letter))
                        .toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads.invokeAll(tries))
                    .allMatch(one -> one.resultNow() instanceof Outcome.Done);
        }

        try (var walk = b.office.walk(bob, Wanted.EVERYTHING)) {
            assertThat(texts(walk)).containsExactly("once");
        }
    }

    @Test
    void whatBecomesVisibleLateIsDeliveredAllTheSameAndOnce() throws Exception {
        try (var walk = b.office.walk(bob, Wanted.EVERYTHING)) {
            ledger.messages().hold(BOB);
            a.post(alice, "late", BOB);
            ledger.messages().holdNoMore(BOB);
            b.post(bob, "early", BOB);
            var early = walk.next(Duration.ofSeconds(30)).orElseThrow();
            assertThat(((LogEntry.Mail) early).message().text()).isEqualTo("early");
            walk.received(early.place());

            ledger.messages().release(BOB);
            b.office.wakeAll();

            assertThat(texts(walk)).containsExactly("late");
            b.office.wakeAll();
            assertThat(texts(walk)).as("once").isEmpty();
        }
    }

    @Test
    void eachDeviceHasEverythingWhicheverServerItIsOn() throws Exception {
        var phone = join(BOB, 3);
        IntStream.range(0, 200).forEach(i -> (i % 2 == 0 ? a : b).post(alice, "" + i, BOB));
        var all = IntStream.range(0, 200).mapToObj(String::valueOf).toList();

        for (var device : List.of(bob, phone)) {
            var got = new ArrayList<String>();
            try (var walk = (device.equals(bob) ? a : b).office.walk(device, Wanted.EVERYTHING)) {
                while (got.size() < 200) {
                    var entry = walk.next(Duration.ofSeconds(30)).orElseThrow();
                    got.add(((LogEntry.Mail) entry).message().text());
                    walk.received(entry.place());
                }
            }
            assertThat(got).containsExactlyElementsOf(all);
        }
        try (var walk = a.office.walk(alice, Wanted.MAIL_AND_RECEIPTS)) {
            var receipts = 0;
            for (var next = walk.next(Duration.ZERO);
                    next.isPresent();
                    next = walk.next(Duration.ZERO)) {
                walk.received(next.get().place());
                receipts++;
            }
            assertThat(receipts).as("one for each message").isEqualTo(200);
        }
    }

    @Test
    void whatIsNotAcknowledgedHoldsUpNothing() throws Exception {
        IntStream.range(0, 70).forEach(i -> a.post(alice, "bad " + i, BOB));
        a.post(alice, "honest", BOB);

        try (var walk = b.office.walk(bob, Wanted.EVERYTHING)) {
            assertThat(texts(walk)).as("what may be on the wire").hasSize(64);
            now = now.plusSeconds(31);

            assertThat(texts(walk)).contains("honest").contains("bad 0");

            now = now.plusSeconds(31);
            assertThat(texts(walk)).as("offered again more rarely").doesNotContain("bad 0");
        }
    }

    @Test
    void aClockThatIsSetBackDelaysNothing() throws Exception {
        now = now.plus(Duration.ofDays(60));
        a.post(alice, "hello", BOB);
        try (var walk = b.office.walk(bob, Wanted.EVERYTHING)) {
            assertThat(texts(walk)).containsExactly("hello");

            now = now.minus(Duration.ofDays(60));

            assertThat(texts(walk)).as("it was not acknowledged").containsExactly("hello");
        }
    }

    @Test
    void whatIsRevokedElsewhereIsNoticedAfterTheClockWasSetBack() {
        now = now.plus(Duration.ofDays(60));
        a.devices.endRevoked();
        now = now.minus(Duration.ofDays(60)).plusSeconds(1);

        b.devices.revoke(BOB, bob.device());

        assertThat(a.devices.endRevoked()).hasSize(1);
    }

    @Test
    void aDeviceThatIsRevokedAtOneIsOutAtTheOther() {
        var phone = join(BOB, 3);
        var token = a.sessions.open(phone);
        assertThat(b.sessions.check(token.bytes())).isPresent();

        a.devices.revoke(BOB, phone.device());

        assertThat(b.sessions.check(token.bytes())).isEmpty();
        assertThat(b.devices.isActive(phone)).isFalse();
        assertThat(b.devices.isActive(bob)).isTrue();
    }

    @Test
    void whoPostsTooFastWaitsAndNobodyElseDoes() {
        limits = new MessageLimits(16, 10, Duration.ofSeconds(30), 60, 1_000, Posting.Limit.NONE);
        var server = new Server();
        IntStream.range(0, 60)
                .forEach(i ->
                        assertThat(server.post(alice, "x", BOB)).isInstanceOf(Outcome.Done.class));

        assertRefused(server.post(alice, "x", BOB), RefusalCode.RATE_LIMITED);
        assertThat(server.office.rateLimited()).isEqualTo(1);
        assertThat(server.post(bob, "x", ALICE)).isInstanceOf(Outcome.Done.class);
        now = now.plusSeconds(1);
        assertThat(server.post(alice, "x", BOB)).isInstanceOf(Outcome.Done.class);

        now = now.plusSeconds(60);
        assertThat(server.post(alice, "y".repeat(5_000), BOB))
                .as("one that is larger than a minute's worth")
                .isInstanceOf(Outcome.Done.class);
        assertRefused(server.post(alice, "x".repeat(100), BOB), RefusalCode.RATE_LIMITED);
    }

    @Test
    void aFullInboxRefusesItsSender() {
        limits =
                new MessageLimits(
                        16,
                        10,
                        Duration.ofSeconds(30),
                        600,
                        1 << 20,
                        new Posting.Limit(3, 1 << 20));
        var server = new Server();
        IntStream.range(0, 3).forEach(i -> server.post(alice, "x", BOB));
        var one = letter("y", BOB);

        assertRefused(server.office.post(alice, one), RefusalCode.QUOTA);

        assertThat(server.office.inboxFull()).isEqualTo(1);
        assertThat(server.post(alice, "x", ALICE)).isInstanceOf(Outcome.Done.class);
    }

    private static void assertRefused(Outcome<?> outcome, RefusalCode code) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> {
                            assertThat(refused.refusal().code()).isEqualTo(code);
                            assertThat(refused.refusal().retryAfter()).isPresent();
                        });
    }
}
