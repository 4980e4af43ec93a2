package io.sampan.core.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.core.storage.Invite.Kind;
import io.sampan.core.storage.PeopleRepository.Joined;
import io.sampan.model.DeviceId;
import io.sampan.model.DeviceLabel;
import io.sampan.model.IdentityKey;
import io.sampan.model.Sha256;
import io.sampan.model.UserName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every [Ledger] knows of people and their devices. An implementation extends this class and
/// says how it is opened.
public abstract class IdentityContract {

    private static final UserName ALICE = new UserName("alice");
    private static final UserName BOB = new UserName("bob");
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00.123456789Z");
    private static final Instant LATER = NOON.plus(Duration.ofMinutes(1));
    private static final DeviceLabel LAPTOP = new DeviceLabel("laptop");

    private Path folder;
    private Ledger ledger;

    /// Opens the ledger whose data lie in or under `folder`, or makes one.
    protected abstract Ledger open(Path folder);

    @BeforeEach
    void openIt(@TempDir Path empty) {
        folder = empty;
        ledger = open(folder);
    }

    @AfterEach
    void closeIt() {
        ledger.close();
    }

    private void reopen() {
        ledger.close();
        ledger = open(folder);
    }

    private static IdentityKey key(int seed) {
        return IdentityKey.of(code(seed).bytes());
    }

    private static Sha256 code(int seed) {
        return Sha256.digest(new byte[] {(byte) seed, (byte) (seed >> 8)});
    }

    private static Joining joining(UserName name, int key, int code) {
        return new Joining(
                name,
                Set.of(name.value().toLowerCase(java.util.Locale.ROOT)),
                key(key),
                LAPTOP,
                code(code),
                false,
                NOON);
    }

    private void invite(int code, Kind kind, UserName... person) {
        ledger.people()
                .invite(
                        new Invite(
                                code(code),
                                kind,
                                List.of(person).stream().findFirst(),
                                NOON,
                                LATER));
    }

    private Joined join(UserName name, int key, int code) {
        return ledger.people().join(joining(name, key, code));
    }

    private List<DeviceId> devices(UserName person) {
        return ledger.devices().of(person).stream().map(DeviceRecord::id).toList();
    }

    @Test
    void anInvitationLetsOnePersonIn() {
        invite(1, Kind.PERSON);

        assertThat(join(ALICE, 1, 1)).isEqualTo(Joined.NEW_PERSON);
        assertThat(join(BOB, 2, 1)).isEqualTo(Joined.BAD_INVITE);

        reopen();
        assertThat(ledger.people().find(ALICE)).contains(new PersonRecord(ALICE, NOON, true));
        assertThat(ledger.people().find(BOB)).isEmpty();
        assertThat(ledger.people().count()).isEqualTo(1);
        assertThat(ledger.devices().of(ALICE))
                .containsExactly(
                        new DeviceRecord(ALICE, key(1), LAPTOP, NOON, NOON, Optional.empty()));
    }

    @Test
    void anInvitationExpires() {
        ledger.people().invite(new Invite(code(1), Kind.PERSON, Optional.empty(), NOON, NOON));

        assertThat(join(ALICE, 1, 1)).isEqualTo(Joined.BAD_INVITE);
    }

    @Test
    void joiningTwiceIsTheSameAsOnce() {
        invite(1, Kind.PERSON);
        join(ALICE, 1, 1);

        assertThat(join(ALICE, 1, 1)).isEqualTo(Joined.KNOWN);
        assertThat(devices(ALICE)).hasSize(1);
    }

    @Test
    void theCodeIsLookedAtBeforeTheName() {
        invite(1, Kind.PERSON);
        invite(2, Kind.PERSON);
        join(ALICE, 1, 1);

        assertThat(join(ALICE, 2, 9)).as("no code, a known name").isEqualTo(Joined.BAD_INVITE);
        assertThat(join(BOB, 2, 9)).as("no code, an unknown name").isEqualTo(Joined.BAD_INVITE);
        assertThat(join(ALICE, 2, 2)).as("a good code").isEqualTo(Joined.NAME_TAKEN);
        assertThat(join(BOB, 2, 2)).as("which is still good").isEqualTo(Joined.NEW_PERSON);
    }

    @Test
    void aNameThatLooksLikeAnotherIsRefusedAndTheCodeStaysGood() {
        invite(1, Kind.PERSON);
        invite(2, Kind.PERSON);
        join(ALICE, 1, 1);

        assertThat(join(new UserName("Alice"), 2, 2)).isEqualTo(Joined.CONFUSABLE);
        assertThat(join(BOB, 2, 2)).isEqualTo(Joined.NEW_PERSON);
    }

    @Test
    void aForbiddenNameIsRefusedToThoseWhoHaveACode() {
        invite(1, Kind.PERSON);
        var forbidden = new Joining(ALICE, Set.of("a"), key(1), LAPTOP, code(1), true, NOON);
        var without = new Joining(ALICE, Set.of("a"), key(1), LAPTOP, code(2), true, NOON);

        assertThat(ledger.people().join(forbidden)).isEqualTo(Joined.CONFUSABLE);
        assertThat(ledger.people().join(without)).isEqualTo(Joined.BAD_INVITE);
    }

    @Test
    void looksAreFilledInForThoseWhoHaveNone() {
        invite(1, Kind.PERSON);
        invite(2, Kind.PERSON);
        ledger.people().join(new Joining(ALICE, Set.of(), key(1), LAPTOP, code(1), false, NOON));

        ledger.people().fillLooks(name -> Set.of(name.value()));

        assertThat(join(new UserName("ALICE"), 2, 2)).isEqualTo(Joined.CONFUSABLE);
    }

    @Test
    void aLinkAddsADeviceToItsPersonAndToNobodyElse() {
        invite(1, Kind.PERSON);
        invite(2, Kind.DEVICE, ALICE);
        join(ALICE, 1, 1);

        assertThat(join(BOB, 2, 2)).isEqualTo(Joined.BAD_INVITE);
        assertThat(join(ALICE, 2, 2)).isEqualTo(Joined.NEW_DEVICE);
        assertThat(join(ALICE, 3, 2)).as("used").isEqualTo(Joined.BAD_INVITE);

        reopen();
        assertThat(devices(ALICE)).containsExactly(DeviceId.of(key(1)), DeviceId.of(key(2)));
        assertThat(join(ALICE, 2, 2)).as("again").isEqualTo(Joined.KNOWN);
    }

    @Test
    void aRevokedDeviceIsNotLetInAgain() {
        invite(1, Kind.PERSON);
        join(ALICE, 1, 1);
        var id = DeviceId.of(key(1));

        assertThat(ledger.devices().revoke(ALICE, id, LATER)).isTrue();
        assertThat(ledger.devices().revoke(ALICE, id, LATER.plusSeconds(1))).isTrue();
        assertThat(ledger.devices().revoke(BOB, id, LATER)).isFalse();

        reopen();
        assertThat(devices(ALICE)).isEmpty();
        assertThat(ledger.devices().revokedSince(LATER))
                .extracting(DeviceRecord::id)
                .containsExactly(id);
        assertThat(ledger.devices().revokedSince(LATER.plusNanos(1))).isEmpty();
        assertThat(ledger.devices().find(ALICE, id).orElseThrow().revoked()).contains(LATER);
        invite(2, Kind.DEVICE, ALICE);
        assertThat(join(ALICE, 1, 2)).isEqualTo(Joined.REVOKED);
        assertThat(ledger.people().find(ALICE)).as("the name stays theirs").isPresent();
    }

    @Test
    void whoLostAllDevicesComesBackWithANewOneAndNoOther() {
        invite(1, Kind.PERSON);
        join(ALICE, 1, 1);
        invite(2, Kind.REKEY, ALICE);

        assertThat(join(ALICE, 2, 2)).isEqualTo(Joined.REKEYED);

        assertThat(devices(ALICE)).containsExactly(DeviceId.of(key(2)));
        assertThat(join(ALICE, 1, 9)).isEqualTo(Joined.REVOKED);
    }

    @Test
    void aDeviceIsRenamedAndSeen() {
        invite(1, Kind.PERSON);
        join(ALICE, 1, 1);
        var id = DeviceId.of(key(1));

        assertThat(ledger.devices().rename(ALICE, id, new DeviceLabel("手机"))).isTrue();
        assertThat(ledger.devices().rename(ALICE, new DeviceId(1), LAPTOP)).isFalse();
        ledger.devices().seen(ALICE, id, LATER);
        ledger.devices().seen(ALICE, id, NOON);

        reopen();
        var device = ledger.devices().of(ALICE).getFirst();
        assertThat(device.label().value()).isEqualTo("手机");
        assertThat(device.seen()).isEqualTo(LATER);
    }

    @Test
    void expiredInvitationsAreForgotten() {
        invite(1, Kind.PERSON);
        invite(2, Kind.PERSON);
        join(ALICE, 1, 1);

        assertThat(ledger.people().forgetInvites(NOON)).isZero();
        assertThat(ledger.people().forgetInvites(LATER.plusSeconds(1)))
                .as("used and unused")
                .isEqualTo(2);

        reopen();
        assertThat(ledger.people().findInvite(code(1), NOON)).isEmpty();
        assertThat(join(ALICE, 1, 1)).as("who is in stays in").isEqualTo(Joined.KNOWN);
    }

    @Test
    void openInvitationsAreListedAndVoided() {
        invite(1, Kind.PERSON);
        invite(2, Kind.FIRST);
        invite(3, Kind.PERSON);
        join(ALICE, 1, 1);

        assertThat(ledger.people().invites(NOON))
                .extracting(Invite::code)
                .containsExactlyInAnyOrder(code(2), code(3));
        assertThat(ledger.people().invites(LATER)).isEmpty();
        assertThat(ledger.people().voidInvites(Set.of(Kind.FIRST))).isEqualTo(1);
        assertThat(ledger.people().revokeInvite(code(3))).isTrue();
        assertThat(ledger.people().revokeInvite(code(3))).isFalse();
        assertThat(ledger.people().revokeInvite(code(1))).as("a used one").isFalse();

        reopen();
        assertThat(join(BOB, 2, 2)).isEqualTo(Joined.BAD_INVITE);
        assertThat(join(BOB, 2, 3)).isEqualTo(Joined.BAD_INVITE);
        assertThat(ledger.people().findInvite(code(1), NOON).orElseThrow().usedBy())
                .contains(ALICE);
    }

    @Test
    void ofThoseWhoRaceForOneCodeOneWins() throws Exception {
        invite(1, Kind.PERSON);
        var racers =
                IntStream.range(0, 16)
                        .mapToObj(i -> (Callable<Joined>) () -> join(new UserName("r" + i), i, 1))
                        .toList();

        List<Joined> results;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            results = threads.invokeAll(racers).stream().map(future -> future.resultNow()).toList();
        }

        assertThat(Collections.frequency(results, Joined.NEW_PERSON)).isEqualTo(1);
        assertThat(Collections.frequency(results, Joined.BAD_INVITE)).isEqualTo(15);
        assertThat(ledger.people().count()).isEqualTo(1);
    }

    @Test
    void ofThoseWhoRaceForOneNameOneWinsAndTheOtherCodesStayGood() throws Exception {
        IntStream.range(0, 8).forEach(i -> invite(i, Kind.PERSON));
        var racers =
                IntStream.range(0, 8)
                        .mapToObj(i -> (Callable<Joined>) () -> join(ALICE, i, i))
                        .toList();

        List<Joined> results;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            results = threads.invokeAll(racers).stream().map(future -> future.resultNow()).toList();
        }

        assertThat(Collections.frequency(results, Joined.NEW_PERSON)).isEqualTo(1);
        assertThat(Collections.frequency(results, Joined.NAME_TAKEN)).isEqualTo(7);
        assertThat(ledger.people().invites(NOON)).hasSize(7);
    }

    @Test
    void anOpenServerKnowsWhoCame() {
        ledger.people().welcome(ALICE, NOON);
        ledger.people().welcome(ALICE, LATER);

        assertThat(ledger.people().find(ALICE)).contains(new PersonRecord(ALICE, NOON, false));
        assertThat(ledger.people().all()).hasSize(1);
    }

    @Test
    void aNameThatWasOnlyWelcomedCanBeJoinedWith() {
        ledger.people().welcome(ALICE, NOON);
        invite(1, Kind.PERSON);
        assertThat(ledger.people().hasKeys()).isFalse();

        assertThat(join(ALICE, 1, 1)).isEqualTo(Joined.NEW_PERSON);

        assertThat(ledger.people().hasKeys()).isTrue();
        assertThat(ledger.people().count()).isEqualTo(1);
    }

    @Test
    void aPersonWhoIsRemovedIsUnknown() {
        invite(1, Kind.PERSON);
        invite(2, Kind.DEVICE, ALICE);
        invite(3, Kind.PERSON);
        join(ALICE, 1, 1);

        ledger.people().remove(ALICE);
        ledger.people().remove(ALICE);

        reopen();
        assertThat(ledger.people().find(ALICE)).isEmpty();
        assertThat(devices(ALICE)).isEmpty();
        assertThat(join(ALICE, 1, 1)).isEqualTo(Joined.REVOKED);
        assertThat(join(ALICE, 2, 2)).isEqualTo(Joined.BAD_INVITE);
        assertThat(join(ALICE, 3, 3)).as("the name is free").isEqualTo(Joined.NEW_PERSON);
    }

    @Test
    void anEndedSessionStaysEndedUntilItWouldHaveExpired() {
        ledger.devices().endSession("aa", LATER);
        ledger.devices().endSession("aa", LATER);

        reopen();
        assertThat(ledger.devices().isEnded("aa")).isTrue();
        assertThat(ledger.devices().isEnded("bb")).isFalse();
        ledger.devices().forgetSessions(NOON);
        assertThat(ledger.devices().isEnded("aa")).isTrue();
        ledger.devices().forgetSessions(LATER.plusNanos(1));
        assertThat(ledger.devices().isEnded("aa")).isFalse();
    }
}
