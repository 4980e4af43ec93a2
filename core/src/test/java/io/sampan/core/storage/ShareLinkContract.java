package io.sampan.core.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.core.storage.ShareLink.Target;
import io.sampan.model.LinkId;
import io.sampan.model.MediaId;
import io.sampan.model.Sha256;
import io.sampan.model.UserName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every [Ledger] knows of share and drop links. An implementation extends this class and says
/// how it is opened.
public abstract class ShareLinkContract {

    private static final UserName ALICE = new UserName("alice");
    private static final UserName BOB = new UserName("bob");
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00.123456789Z");

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

    private static ShareLink link(UserName owner, String code, Target target, long mostUses) {
        return new ShareLink(
                LinkId.random(),
                digest(code),
                owner,
                target,
                NOON,
                NOON.plus(Duration.ofDays(7)),
                Optional.of(digest("salt")),
                Optional.of(digest("password")),
                digest("key"),
                0,
                mostUses == 0 ? OptionalLong.empty() : OptionalLong.of(mostUses));
    }

    private static Sha256 digest(String text) {
        return Sha256.digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static Target file() {
        return new Target.File(MediaId.random());
    }

    @Test
    void isFoundByItsCodeAlsoAfterARestart() {
        var share = link(ALICE, "one", file(), 3);
        var drop = link(ALICE, "two", new Target.Drop("holiday", 0, 1_000), 0);
        ledger.shareLinks().add(share);
        ledger.shareLinks().add(drop);

        ledger.close();
        ledger = open(folder);

        assertThat(ledger.shareLinks().find(digest("one"))).contains(share);
        assertThat(ledger.shareLinks().find(digest("two"))).contains(drop);
        assertThat(ledger.shareLinks().find(digest("three"))).isEmpty();
        assertThat(ledger.shareLinks().of(ALICE)).containsExactlyInAnyOrder(share, drop);
        assertThat(ledger.shareLinks().of(BOB)).isEmpty();
    }

    @Test
    void isUsedNoMoreOftenThanItMayBe() {
        var twice = link(ALICE, "one", file(), 2);
        var always = link(ALICE, "two", file(), 0);
        ledger.shareLinks().add(twice);
        ledger.shareLinks().add(always);

        assertThat(ledger.shareLinks().use(twice.id(), 0)).isTrue();
        assertThat(ledger.shareLinks().use(twice.id(), 0)).isTrue();
        assertThat(ledger.shareLinks().use(twice.id(), 0)).isFalse();
        assertThat(ledger.shareLinks().use(always.id(), 0)).isTrue();
        assertThat(ledger.shareLinks().use(LinkId.random(), 0)).isFalse();
        assertThat(ledger.shareLinks().find(digest("one")).orElseThrow().uses()).isEqualTo(2);
    }

    @Test
    void takesNoMoreBytesThanItMay() {
        var drop = link(ALICE, "one", new Target.Drop("holiday", 0, 1_000), 0);
        ledger.shareLinks().add(drop);

        assertThat(ledger.shareLinks().use(drop.id(), 600)).isTrue();
        assertThat(ledger.shareLinks().use(drop.id(), 401)).isFalse();
        assertThat(ledger.shareLinks().use(drop.id(), 400)).isTrue();
        assertThat(ledger.shareLinks().find(digest("one")).orElseThrow().target())
                .isEqualTo(new Target.Drop("holiday", 1_000, 1_000));
    }

    @Test
    void isEndedByItsOwnerOnlyAndByTime() {
        var share = link(ALICE, "one", file(), 0);
        ledger.shareLinks().add(share);

        assertThat(ledger.shareLinks().remove(BOB, share.id())).isFalse();
        ledger.shareLinks().removeExpired(share.expires().minusNanos(1));
        assertThat(ledger.shareLinks().find(digest("one"))).isPresent();
        ledger.shareLinks().removeExpired(share.expires().plusNanos(1));
        assertThat(ledger.shareLinks().find(digest("one"))).isEmpty();
        ledger.shareLinks().add(share);
        assertThat(ledger.shareLinks().remove(ALICE, share.id())).isTrue();
        assertThat(ledger.shareLinks().remove(ALICE, share.id())).isFalse();
    }
}
