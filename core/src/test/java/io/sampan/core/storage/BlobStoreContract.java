package io.sampan.core.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampan.model.ByteRange;
import io.sampan.model.FileTraits;
import io.sampan.model.Leaf;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.MediaName;
import io.sampan.model.RangeSet;
import io.sampan.model.Sha256;
import io.sampan.model.UploadId;
import io.sampan.model.UserName;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every [BlobStore] does. An implementation extends this class and says how it is opened.
public abstract class BlobStoreContract {

    private static final long SIZE = 3L * Leaf.SIZE + 12_345;
    private static final int LEAVES = 4;

    private final UploadId id = UploadId.random();
    private final byte[] content = random(SIZE);

    private Path folder;
    private BlobStore store;

    /// Opens the store whose data lie in or under `folder`, or makes one. The suite calls it again
    /// without a close before: then it is as if the process had been killed.
    protected abstract BlobStore open(Path folder);

    /// Makes the store that `abandoned` used free for the next one, as the end of its process
    /// would.
    protected abstract void kill(BlobStore abandoned);

    @BeforeEach
    void openIt(@TempDir Path empty) {
        folder = empty;
        store = open(folder);
    }

    @AfterEach
    void closeIt() {
        store.close();
    }

    private void killAndReopen() {
        kill(store);
        store = open(folder);
    }

    private static byte[] random(long size) {
        var bytes = new byte[(int) size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private ByteBuffer leaf(int leaf) {
        return ByteBuffer.wrap(content, leaf * Leaf.SIZE, Leaf.length(leaf, SIZE)).slice();
    }

    private Sha256 digest(int leaf) {
        var hasher = Sha256.hasher();
        hasher.update(leaf(leaf));
        return Sha256.finish(hasher);
    }

    private void put(ArrivingBlob blob, int leaf) {
        blob.write(Leaf.start(leaf), leaf(leaf));
        blob.verified(leaf, digest(leaf));
    }

    private void putAll(ArrivingBlob blob) {
        IntStream.range(0, LEAVES).forEach(leaf -> put(blob, leaf));
    }

    private static byte[] read(StoredBlob blob) {
        var bytes = ByteBuffer.allocate((int) blob.size());
        blob.read(0, bytes);
        return bytes.array();
    }

    private static MediaId stored(UploadId id) {
        return id.toMediaId();
    }

    @Test
    void listsWhatIsStoredByTheFirstByteOfItsId() {
        var small = new MediaId(0x7F00_0000_0000_0001L, 5);
        var large = new MediaId(0xFF00_0000_0000_0002L, 6);
        store.putSmall(
                Described.small(small, Sha256.digest(new byte[3]), 3),
                ByteBuffer.wrap(new byte[3]));
        store.putSmall(
                Described.small(large, Sha256.digest(new byte[99_999]), 99_999),
                ByteBuffer.wrap(new byte[99_999]));

        assertThat(store.stored(0x7F)).containsExactly(small);
        assertThat(store.stored(0xFF)).containsExactly(large);
        assertThat(store.stored(0)).isEmpty();
    }

    @Test
    void aNewUploadHoldsNothing() {
        try (var blob = store.create(id, SIZE)) {
            assertThat(blob.id()).isEqualTo(id);
            assertThat(blob.size()).isEqualTo(SIZE);
            assertThat(blob.held()).isEqualTo(RangeSet.EMPTY);
            assertThat(blob.digest(0)).isEmpty();
            assertThat(blob.head(0)).isZero();
        }
    }

    @Test
    void anUnknownUploadIsNotThere() {
        assertThat(store.open(id)).isEmpty();
        assertThat(store.read(stored(id))).isEmpty();
        assertThat(store.arriving()).isEmpty();
    }

    @Test
    void writtenBytesAloneAreNotHeld() {
        try (var blob = store.create(id, SIZE)) {
            blob.write(0, leaf(0));

            assertThat(blob.held()).isEqualTo(RangeSet.EMPTY);
        }
    }

    @Test
    void holdsVerifiedLeavesAndHeads() {
        try (var blob = store.create(id, SIZE)) {
            put(blob, 0);
            put(blob, 3);
            blob.write(Leaf.start(1), leaf(1).limit(100));
            blob.head(1, 100);

            assertThat(blob.held())
                    .isEqualTo(
                            RangeSet.of(
                                    new ByteRange(0, Leaf.SIZE + 100),
                                    new ByteRange(Leaf.start(3), SIZE)));
            assertThat(blob.digest(3)).contains(digest(3));
            assertThat(blob.digest(1)).isEmpty();
            assertThat(blob.head(1)).isEqualTo(100);
            assertThat(blob.head(0)).isZero();
        }
    }

    @Test
    void aHeadThatIsVerifiedIsNoHeadAnyMore() {
        try (var blob = store.create(id, SIZE)) {
            blob.head(1, 100);
            put(blob, 1);

            assertThat(blob.head(1)).isZero();
            assertThat(blob.held()).isEqualTo(RangeSet.of(Leaf.range(1, SIZE)));
        }
    }

    @Test
    void whatIsForgottenIsNotHeld() {
        try (var blob = store.create(id, SIZE)) {
            putAll(blob);
            blob.forget(1);
            blob.forget(2);
            blob.head(2, 7);
            blob.forget(2);

            assertThat(blob.held())
                    .isEqualTo(RangeSet.of(Leaf.range(0, SIZE), Leaf.range(3, SIZE)));
            assertThat(blob.digest(1)).isEmpty();
        }
    }

    @Test
    void whatWasWrittenSurvivesAKill() {
        var blob = store.create(id, SIZE);
        put(blob, 2);
        blob.write(0, leaf(0).limit(4_321));
        blob.head(0, 4_321);
        killAndReopen();

        try (var again = store.open(id).orElseThrow()) {
            assertThat(again.held())
                    .isEqualTo(RangeSet.of(new ByteRange(0, 4_321), Leaf.range(2, SIZE)));
            var bytes = ByteBuffer.allocate(Leaf.SIZE);
            again.read(Leaf.start(2), bytes);
            assertThat(bytes.flip()).isEqualTo(leaf(2));
        }
    }

    @Test
    void whatWasForgottenStaysForgottenAfterAKill() {
        var blob = store.create(id, SIZE);
        putAll(blob);
        blob.sync();
        blob.forget(1);
        killAndReopen();

        try (var again = store.open(id).orElseThrow()) {
            assertThat(again.digest(1)).isEmpty();
            assertThat(again.digest(2)).isPresent();
        }
    }

    @Test
    void createGoesOnWithAnUploadThatIsThere() {
        try (var blob = store.create(id, SIZE)) {
            put(blob, 2);
        }

        try (var again = store.create(id, SIZE)) {
            assertThat(again.held()).isEqualTo(RangeSet.of(Leaf.range(2, SIZE)));
        }
    }

    @Test
    void syncingChangesNothingThatIsSeen() {
        try (var blob = store.create(id, SIZE)) {
            put(blob, 2);
            blob.head(1, 5);
            var held = blob.held();

            blob.sync();
            blob.sync();

            assertThat(blob.held()).isEqualTo(held);
        }
    }

    @Test
    void listsWhatIsArriving() {
        var other = UploadId.random();
        store.create(id, SIZE).close();
        store.create(other, 1).close();

        assertThat(store.arriving()).containsExactlyInAnyOrder(id, other);
        store.discard(other);
        killAndReopen();
        assertThat(store.arriving()).containsExactly(id);
    }

    @Test
    void aCompletedUploadIsStoredAndNoLongerArriving() {
        try (var blob = store.create(id, SIZE)) {
            putAll(blob);
            blob.complete(Described.whole(blob));
        }

        assertThat(store.arriving()).isEmpty();
        try (var media = store.read(stored(id)).orElseThrow()) {
            assertThat(media.size()).isEqualTo(SIZE);
            assertThat(read(media)).isEqualTo(content);
            IntStream.range(0, LEAVES)
                    .forEach(leaf -> assertThat(media.digest(leaf)).isEqualTo(digest(leaf)));
        }
    }

    @Test
    void anUploadThatIsNotWholeCannotBeCompleted() {
        try (var blob = store.create(id, SIZE)) {
            put(blob, 0);
            assertThatThrownBy(() -> blob.complete(Described.whole(blob)))
                    .isInstanceOf(IllegalStateException.class);
        }

        assertThat(store.read(stored(id))).isEmpty();
        assertThat(store.arriving()).containsExactly(id);
    }

    @Test
    void completingAgainAfterAKillIsTheSameAsOnce() {
        var blob = store.create(id, SIZE);
        putAll(blob);
        blob.complete(Described.whole(blob));
        killAndReopen();

        try (var again = store.open(id).orElseThrow()) {
            assertThat(again.size()).isEqualTo(SIZE);
            assertThat(again.held()).isEqualTo(RangeSet.of(new ByteRange(0, SIZE)));
            assertThat(again.digest(3)).contains(digest(3));
            again.complete(Described.whole(again));
        }
        try (var media = store.read(stored(id)).orElseThrow()) {
            assertThat(read(media)).isEqualTo(content);
        }
    }

    @Test
    void aStoredBlobSurvivesAKillAndReadsAtAnyOffset() {
        try (var blob = store.create(id, SIZE)) {
            putAll(blob);
            blob.complete(Described.whole(blob));
        }
        killAndReopen();

        try (var media = store.read(stored(id)).orElseThrow()) {
            var piece = ByteBuffer.allocate(50_000);
            media.read(SIZE - 50_000, piece);
            assertThat(piece.flip())
                    .isEqualTo(ByteBuffer.wrap(content, (int) SIZE - 50_000, 50_000));
        }
    }

    @Test
    void anEmptyUploadBecomesAnEmptyBlob() {
        try (var blob = store.create(id, 0)) {
            blob.verified(0, Sha256.digest(new byte[0]));
            blob.complete(Described.whole(blob));
        }

        try (var media = store.read(stored(id)).orElseThrow()) {
            assertThat(media.size()).isZero();
            assertThat(media.digest(0)).isEqualTo(Sha256.digest(new byte[0]));
        }
    }

    @Test
    void anUploadOfManyGigabytesTakesNoRoomBeforeItsBytesCome() {
        var size = 5L << 30;
        try (var blob = store.create(id, size)) {
            blob.write(size - 10, ByteBuffer.wrap(content, 0, 10));
            blob.head(Leaf.at(size - 10), 1);

            assertThat(blob.held().total()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 200, 10_000, 64 << 10, (64 << 10) + 1, 300_000, Leaf.SIZE})
    void aSmallFileIsStoredInOneStep(int size) {
        var bytes = random(size);
        store.putSmall(
                Described.small(stored(id), Sha256.digest(bytes), bytes.length),
                ByteBuffer.wrap(bytes));
        killAndReopen();

        try (var media = store.read(stored(id)).orElseThrow()) {
            assertThat(media.size()).isEqualTo(size);
            assertThat(media.digest(0)).isEqualTo(Sha256.digest(bytes));
            assertThat(read(media)).isEqualTo(bytes);
        }
        assertThat(store.arriving()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {10_000, 300_000})
    void storingASmallFileTwiceIsTheSameAsOnce(int size) {
        var bytes = random(size);
        for (var again = 0; again < 2; again++) {
            store.putSmall(
                    Described.small(stored(id), Sha256.digest(bytes), bytes.length),
                    ByteBuffer.wrap(bytes));
        }

        try (var media = store.read(stored(id)).orElseThrow()) {
            assertThat(read(media)).isEqualTo(bytes);
        }
        store.remove(stored(id));
        assertThat(store.read(stored(id))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {2_000, 100_000})
    void manySmallFilesComeAtOnceAndSomeOfThemTwice(int size) throws Exception {
        var ids = IntStream.range(0, 60).mapToObj(_ -> MediaId.random()).toList();
        var bytes = random(size);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Future<Boolean>>();
            for (var n = 0; n < 120; n++) {
                var which = ids.get(n / 2);
                Callable<Boolean> call =
                        () -> {
                            store.putSmall(
                                    Described.small(which, Sha256.digest(bytes), bytes.length),
                                    ByteBuffer.wrap(bytes));
                            return true;
                        };
                calls.add(callers.submit(call));
            }
            for (var call : calls) {
                assertThat(call.get()).isTrue();
            }
        }

        for (var which : ids) {
            try (var media = store.read(which).orElseThrow()) {
                assertThat(read(media)).isEqualTo(bytes);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 500_000})
    void aBlobThatIsRemovedStaysReadableForWhoeverHasItOpen(int size) {
        var bytes = random(size);
        store.putSmall(
                Described.small(stored(id), Sha256.digest(bytes), bytes.length),
                ByteBuffer.wrap(bytes));

        try (var media = store.read(stored(id)).orElseThrow()) {
            store.remove(stored(id));

            assertThat(read(media)).isEqualTo(bytes);
            assertThat(media.digest(0)).isEqualTo(Sha256.digest(bytes));
        }
        assertThat(store.read(stored(id))).isEmpty();
        store.remove(stored(id));
        killAndReopen();
        assertThat(store.read(stored(id))).isEmpty();
    }

    @Test
    void whatIsDiscardedIsGoneAndCanStartAgain() {
        try (var blob = store.create(id, SIZE)) {
            putAll(blob);
        }
        store.discard(id);
        store.discard(id);

        assertThat(store.open(id)).isEmpty();
        try (var blob = store.create(id, SIZE)) {
            assertThat(blob.held()).isEqualTo(RangeSet.EMPTY);
        }
    }

    @Test
    void discardingAnUploadDoesNotTouchWhatIsStored() {
        try (var blob = store.create(id, SIZE)) {
            putAll(blob);
            blob.complete(Described.whole(blob));
        }

        store.discard(id);

        try (var media = store.read(stored(id)).orElseThrow()) {
            assertThat(media.size()).isEqualTo(SIZE);
        }
    }

    @Test
    void manyThreadsWriteDifferentLeavesWhileItSyncs() throws Exception {
        try (var blob = store.create(id, SIZE);
                var lanes = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Future<Boolean>>();
            for (var n = 0; n < LEAVES; n++) {
                var leaf = n;
                Callable<Boolean> call =
                        () -> {
                            var bytes = leaf(leaf);
                            for (var at = 0; at < bytes.capacity(); at += 100_000) {
                                var end = Math.min(at + 100_000, bytes.capacity());
                                blob.write(Leaf.start(leaf) + at, bytes.slice(at, end - at));
                                blob.head(leaf, end);
                            }
                            blob.sync();
                            blob.verified(leaf, digest(leaf));
                            return true;
                        };
                calls.add(lanes.submit(call));
            }
            for (var call : calls) {
                assertThat(call.get()).isTrue();
            }
            blob.complete(Described.whole(blob));
        }

        try (var media = store.read(stored(id)).orElseThrow()) {
            assertThat(read(media)).isEqualTo(content);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 500, 500_000})
    void factsAreKeptBesideABlobAndFollowIt(int size) {
        var bytes = random(size);
        var facts = Described.small(stored(id), Sha256.digest(bytes), size);
        assertThat(store.facts(stored(id))).isEmpty();
        store.describe(facts);
        store.putSmall(facts, ByteBuffer.wrap(bytes));
        killAndReopen();

        assertThat(store.facts(stored(id))).contains(facts);

        var changed =
                new Media(
                        facts.id(),
                        new UserName("bob"),
                        new MediaName("holiday/电影 2.mp4"),
                        facts.size(),
                        facts.type(),
                        facts.digest(),
                        true,
                        facts.completed().plusNanos(1),
                        new FileTraits(Optional.of(Instant.EPOCH), true));
        store.describe(changed);
        killAndReopen();
        assertThat(store.facts(stored(id))).contains(changed);
        store.remove(stored(id));
        assertThat(store.facts(stored(id))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 500_000})
    void whatWasSetAsideCanBeBroughtBack(int size) {
        var bytes = random(size);
        var facts = Described.small(stored(id), Sha256.digest(bytes), size);
        store.putSmall(facts, ByteBuffer.wrap(bytes));
        store.setAside(id, Instant.EPOCH);
        assertThat(store.read(stored(id))).isEmpty();
        assertThat(store.aside()).containsExactly(facts);

        assertThat(store.bringBack(stored(id))).isTrue();
        killAndReopen();

        assertThat(store.aside()).isEmpty();
        assertThat(store.facts(stored(id))).contains(facts);
        try (var media = store.read(stored(id)).orElseThrow()) {
            assertThat(read(media)).isEqualTo(bytes);
        }
        assertThat(store.bringBack(MediaId.random())).isFalse();
    }

    @Test
    void thereIsRoomForSomething() {
        assertThat(store.usableBytes()).isPositive();
    }
}
