package io.sampan.core.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.model.ContentType;
import io.sampan.model.FileTraits;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.MediaName;
import io.sampan.model.Offer;
import io.sampan.model.Sha256;
import io.sampan.model.UploadId;
import io.sampan.model.UserName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every [Ledger] does. An implementation extends this class and says how it is opened.
public abstract class LedgerContract {

    private static final UserName ALICE = new UserName("alice");
    private static final UserName BOB = new UserName("bob");
    private static final FileTraits PROGRAM =
            new FileTraits(Optional.of(Instant.parse("1999-12-31T23:59:59.123456789Z")), true);
    private static final MediaName FILM = new MediaName("holiday/电影 🎬.mp4");
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

    private void reopen() {
        ledger.close();
        ledger = open(folder);
    }

    private static UploadRecord upload(UserName owner, Instant offered) {
        return new UploadRecord(
                new Offer(
                        UploadId.random(),
                        FILM,
                        5L << 30,
                        new ContentType("video/mp4"),
                        true,
                        PROGRAM),
                owner,
                UploadRecord.State.OPEN,
                offered,
                offered);
    }

    private static Media media(UserName owner, MediaName name, boolean shared) {
        return new Media(
                MediaId.random(),
                owner,
                name,
                1_000,
                ContentType.BYTES,
                Sha256.digest(new byte[] {1}),
                shared,
                NOON,
                PROGRAM);
    }

    private Media recorded(UserName owner, String name, boolean shared) {
        var media = media(owner, new MediaName(name), shared);
        ledger.media().record(media);
        return media;
    }

    @Test
    void keepsAnUploadAsItWasRecorded() {
        var upload = upload(ALICE, NOON);
        ledger.uploads().record(upload);
        reopen();

        assertThat(ledger.uploads().find(upload.offer().id())).contains(upload);
        assertThat(ledger.uploads().find(UploadId.random())).isEmpty();
    }

    @Test
    void recordingAnUploadAgainReplacesIt() {
        var upload = upload(ALICE, NOON);
        ledger.uploads().record(upload);
        for (var state : UploadRecord.State.values()) {
            var changed = upload.with(state, NOON.plusSeconds(60));
            ledger.uploads().record(changed);

            assertThat(ledger.uploads().find(upload.offer().id())).contains(changed);
            assertThat(ledger.uploads().all()).containsExactly(changed);
        }
    }

    @Test
    void listsUploadsOldestFirst() {
        var late = upload(ALICE, NOON.plusSeconds(1));
        var early = upload(BOB, NOON.minusSeconds(1));
        ledger.uploads().record(late);
        ledger.uploads().record(early);

        assertThat(ledger.uploads().all()).containsExactly(early, late);
    }

    @Test
    void touchingAnUploadMovesItsLastActivity() {
        var upload = upload(ALICE, NOON);
        ledger.uploads().record(upload);
        var later = NOON.plus(Duration.ofHours(1));

        ledger.uploads().touch(upload.offer().id(), later);
        ledger.uploads().touch(UploadId.random(), later);

        assertThat(ledger.uploads().find(upload.offer().id()))
                .contains(upload.with(UploadRecord.State.OPEN, later));
        assertThat(ledger.uploads().all()).hasSize(1);
    }

    @Test
    void aRemovedUploadIsForgotten() {
        var upload = upload(ALICE, NOON);
        ledger.uploads().record(upload);

        ledger.uploads().remove(upload.offer().id());
        ledger.uploads().remove(upload.offer().id());

        assertThat(ledger.uploads().find(upload.offer().id())).isEmpty();
        assertThat(ledger.uploads().all()).isEmpty();
    }

    @Test
    void recordingAMediaForgetsItsUploadAndNoOther() {
        var upload = upload(ALICE, NOON);
        var other = upload(ALICE, NOON);
        ledger.uploads().record(upload);
        ledger.uploads().record(other);
        var media =
                new Media(
                        upload.offer().id().toMediaId(),
                        ALICE,
                        FILM,
                        upload.offer().size(),
                        upload.offer().type(),
                        Sha256.digest(new byte[0]),
                        true,
                        NOON);

        ledger.media().record(media);
        reopen();

        assertThat(ledger.media().find(media.id())).contains(media);
        assertThat(ledger.uploads().all()).containsExactly(other);
    }

    @Test
    void recordingAMediaAgainChangesNothing() {
        var media = recorded(ALICE, "film", true);
        ledger.media()
                .record(
                        new Media(
                                media.id(),
                                BOB,
                                FILM,
                                7,
                                ContentType.BYTES,
                                media.digest(),
                                false,
                                NOON.plusSeconds(9)));

        assertThat(ledger.media().find(media.id())).contains(media);
        assertThat(ledger.media().totalBytes()).isEqualTo(media.size());
    }

    @Test
    void everybodyMayReadWhatIsSharedAndTheOwnerWhatIsNot() {
        var shared = recorded(ALICE, "shared", true);
        var hers = recorded(ALICE, "hers", false);

        assertThat(ledger.media().mayRead(shared.id(), BOB)).isTrue();
        assertThat(ledger.media().mayRead(hers.id(), BOB)).isFalse();
        assertThat(ledger.media().mayRead(hers.id(), ALICE)).isTrue();
        assertThat(ledger.media().mayRead(MediaId.random(), ALICE)).isFalse();
    }

    @Test
    void theNewestOfANameIsTheOneRecordedLastThatTheReaderMayRead() {
        recorded(ALICE, "film", true);
        var shared = recorded(BOB, "film", true);
        var hers = recorded(ALICE, "film", false);
        recorded(BOB, "other", true);

        var film = new MediaName("film");
        assertThat(ledger.media().newest(film, ALICE)).contains(hers);
        assertThat(ledger.media().newest(film, BOB)).contains(shared);
        assertThat(ledger.media().newest(new MediaName("none"), BOB)).isEmpty();
    }

    @Test
    void listsWhatTheReaderMayReadNewestFirstPageByPage() {
        var visible = new ArrayList<Media>();
        for (var n = 0; n < 30; n++) {
            var owner = n % 3 == 0 ? ALICE : BOB;
            var shared = n % 2 == 0;
            var media = recorded(owner, "film " + n, shared);
            if (shared || owner.equals(ALICE)) {
                visible.addFirst(media);
            }
        }

        var listed = new ArrayList<Media>();
        var page = ledger.media().list(ALICE, Optional.empty(), 7);
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(7);
            listed.addAll(page);
            page = ledger.media().list(ALICE, Optional.of(page.getLast().id()), 7);
        }

        assertThat(listed).isEqualTo(visible);
    }

    @Test
    void whatIsRecordedWhileSomebodyListsDoesNotDisturbThePages() {
        var old = IntStream.range(0, 4).mapToObj(n -> recorded(ALICE, "" + n, true)).toList();
        var first = ledger.media().list(BOB, Optional.empty(), 2);

        recorded(ALICE, "fresh", true);

        assertThat(ledger.media().list(BOB, Optional.of(first.getLast().id()), 10))
                .isEqualTo(List.of(old.get(1), old.get(0)));
    }

    @Test
    void aRemovedMediaIsForgotten() {
        var media = recorded(ALICE, "film", true);
        var other = recorded(ALICE, "film", true);

        ledger.media().remove(other.id());
        ledger.media().remove(other.id());

        assertThat(ledger.media().find(other.id())).isEmpty();
        assertThat(ledger.media().newest(other.name(), BOB)).contains(media);
        assertThat(ledger.media().list(ALICE, Optional.empty(), 9)).containsExactly(media);
    }

    @Test
    void countsTheBytesOfAllMedia() {
        assertThat(ledger.media().totalBytes()).isZero();
        var media = recorded(ALICE, "film", true);
        recorded(BOB, "film", false);
        assertThat(ledger.media().totalBytes()).isEqualTo(2_000);

        ledger.media().remove(media.id());
        reopen();

        assertThat(ledger.media().totalBytes()).isEqualTo(1_000);
    }

    @Test
    void changesFromManyThreadsAreAllThere() {
        var media = IntStream.range(0, 300).mapToObj(n -> media(ALICE, FILM, n % 2 == 0)).toList();
        try (var lanes = Executors.newVirtualThreadPerTaskExecutor()) {
            media.forEach(each -> lanes.execute(() -> ledger.media().record(each)));
        }

        assertThat(ledger.media().list(ALICE, Optional.empty(), 1_000))
                .containsExactlyInAnyOrderElementsOf(media);
    }
}
