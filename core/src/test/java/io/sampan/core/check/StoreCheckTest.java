package io.sampan.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.core.check.Finding.Kind;
import io.sampan.core.memory.MemoryBlobStore;
import io.sampan.core.memory.MemoryLedger;
import io.sampan.model.ContentType;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.MediaName;
import io.sampan.model.Sha256;
import io.sampan.model.UploadId;
import io.sampan.model.UserName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoreCheckTest {

    private static final UserName ALICE = new UserName("alice");
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    private final MemoryBlobStore blobs = new MemoryBlobStore();
    private final MemoryLedger ledger = new MemoryLedger();
    private final List<Finding> findings = new ArrayList<>();

    @BeforeEach
    void aliceIsKnown() {
        ledger.people().welcome(ALICE, NOON);
    }

    private Media put(UserName owner, String name, int second) {
        var bytes = name.getBytes(StandardCharsets.UTF_8);
        var media =
                new Media(
                        MediaId.random(),
                        owner,
                        new MediaName(name),
                        bytes.length,
                        ContentType.BYTES,
                        Sha256.digest(bytes),
                        false,
                        NOON.plusSeconds(second));
        blobs.putSmall(media, ByteBuffer.wrap(bytes));
        return media;
    }

    private Media listed(String name) {
        var media = put(ALICE, name, 0);
        ledger.media().record(media);
        return media;
    }

    private StoreCheck.Result check(boolean readData, boolean repair) {
        findings.clear();
        var options = new StoreCheck.Options(readData, repair, false);
        return new StoreCheck(ledger, blobs, options, NOON, findings::add).run();
    }

    private List<Kind> kinds() {
        return findings.stream().map(Finding::kind).toList();
    }

    @Test
    void whatIsAsItShouldBeIsClean() {
        listed("a");
        listed("b");

        var result = check(true, false);

        assertThat(findings).isEmpty();
        assertThat(result).isEqualTo(new StoreCheck.Result(2, 2, 0, 0, 0));
        assertThat(result.isClean()).isTrue();
    }

    @Test
    void bytesThatAreGoneAreToldAndNotRepaired() {
        var gone = listed("a");
        blobs.remove(gone.id());

        assertThat(check(false, true).isClean()).isFalse();
        assertThat(findings)
                .containsExactly(
                        new Finding(
                                Kind.MISSING_BYTES,
                                gone.id().toString(),
                                Optional.of(gone),
                                "",
                                false));
    }

    @Test
    void bytesThatHaveChangedAreFoundWhereTheyAreRead() {
        var damaged = listed("abc");
        blobs.damage(damaged.id(), new byte[] {'a', 'b', 'd'});

        assertThat(check(false, false).isClean()).isTrue();
        assertThat(check(true, false).isClean()).isFalse();
        assertThat(kinds()).containsExactly(Kind.DAMAGED_BYTES);
    }

    @Test
    void bytesThatAreTooFewAreFoundAlways() {
        var cut = listed("abc");
        blobs.damage(cut.id(), new byte[] {'a', 'b'});

        check(false, false);

        assertThat(kinds()).containsExactly(Kind.DAMAGED_BYTES);
    }

    @Test
    void factsThatAreMissingAreWritten() {
        var media = listed("a");
        blobs.forgetFacts(media.id());

        assertThat(check(false, false).isClean()).isFalse();
        assertThat(check(false, true).isClean()).isTrue();
        assertThat(kinds()).containsExactly(Kind.FACTS);
        assertThat(check(false, false).problems()).isZero();
    }

    @Test
    void whatTheLedgerDoesNotKnowIsListedAgainTheNewestLast() {
        var older = put(ALICE, "film", 1);
        var newer = put(ALICE, "film", 2);
        blobs.setAside(newer.id().toUploadId(), NOON);

        assertThat(check(false, false).aside()).isEqualTo(1);
        assertThat(kinds()).containsExactly(Kind.UNKNOWN_FILE);
        assertThat(check(false, true).isClean()).isTrue();

        assertThat(ledger.media().find(older.id())).contains(older);
        assertThat(ledger.media().newest(newer.name(), ALICE)).contains(newer);
        assertThat(ledger.media().bytesOf(ALICE)).isEqualTo(8);
        assertThat(check(true, false)).isEqualTo(new StoreCheck.Result(2, 8, 0, 0, 0));
    }

    @Test
    void whatIsDamagedIsNotListedAgain() {
        var damaged = put(ALICE, "film", 1);
        blobs.damage(damaged.id(), new byte[] {1, 2, 3, 4});

        assertThat(check(false, true).isClean()).isFalse();

        assertThat(kinds()).containsExactly(Kind.DAMAGED_BYTES);
        assertThat(ledger.media().find(damaged.id())).isEmpty();
        assertThat(blobs.damaged()).containsExactly(damaged.id());
    }

    @Test
    void theFileOfAnOwnerWhomTheLedgerDoesNotKnowWaitsForThem() {
        var bob = new UserName("bob");
        var film = put(bob, "film", 1);

        check(false, true);
        assertThat(ledger.media().find(film.id())).isEmpty();
        assertThat(blobs.aside()).containsExactly(film);

        ledger.people().welcome(bob, NOON);
        check(false, true);
        assertThat(ledger.media().find(film.id())).contains(film);
    }

    @Test
    void whatNobodyKnowsIsSetAside() {
        var nameless = put(ALICE, "film", 1);
        blobs.forgetFacts(nameless.id());
        var upload = UploadId.random();
        blobs.create(upload, 10).close();

        assertThat(check(false, true).isClean()).isTrue();

        assertThat(kinds()).containsExactly(Kind.UNKNOWN_FILE, Kind.UNKNOWN_UPLOAD);
        assertThat(blobs.idsAside()).containsExactlyInAnyOrder(nameless.id().toUploadId(), upload);
    }

    @Test
    void theBytesOfARetiredFileAreNoFile() {
        listed("a");
        ledger.media().retireAllOf(ALICE);

        assertThat(check(false, true).problems()).isZero();
        assertThat(ledger.media().totalBytes()).isZero();
    }
}
