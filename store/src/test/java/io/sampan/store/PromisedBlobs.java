package io.sampan.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.core.storage.ArrivingBlob;
import io.sampan.core.storage.BlobStore;
import io.sampan.core.storage.Described;
import io.sampan.model.Leaf;
import io.sampan.model.Sha256;
import io.sampan.model.UploadId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Works with a store at random, remembers what it was promised, and checks it after a power cut.
final class PromisedBlobs {

    private static final long LARGE = Leaf.SIZE + 70_000L;
    private static final long SMALL = 100_000;
    private static final int PIECE = 128 << 10;

    private final Random luck;
    private final String run;
    private final List<Promise> promises = new ArrayList<>();
    private final List<Promise> gone = new ArrayList<>();

    PromisedBlobs(Random luck, String run) {
        this.luck = luck;
        this.run = run;
    }

    /// Does `steps` things, until the power goes out.
    void work(BlobStore store, int steps) {
        for (var step = 0; step < steps; step++) {
            while (promises.size() < 3) {
                var size = luck.nextInt(4) == 0 ? SMALL : LARGE;
                promises.add(new Promise(new UploadId(luck.nextLong(), luck.nextLong()), size));
            }
            var promise = promises.get(luck.nextInt(promises.size()));
            if (luck.nextInt(8) == 0) {
                remove(store, promise);
            } else if (promise.isStored) {
                read(store, promise);
            } else if (promise.isSmall()) {
                putSmall(store, promise);
            } else {
                upload(store, promise);
            }
        }
    }

    private void upload(BlobStore store, Promise promise) {
        try (var blob = store.create(promise.id, promise.size)) {
            for (var step = 0; step < 4 && !isWhole(blob, promise); step++) {
                var leaf = luck.nextInt(promise.leaves());
                switch (luck.nextInt(8)) {
                    case 0, 1 -> sync(blob, promise);
                    case 2 -> {
                        promise.synced.remove(leaf);
                        blob.forget(leaf);
                    }
                    default -> fill(blob, leaf);
                }
            }
            if (isWhole(blob, promise)) {
                complete(blob, promise);
            }
        }
    }

    private void fill(ArrivingBlob blob, int leaf) {
        if (blob.digest(leaf).isPresent()) {
            return;
        }
        var bytes = new byte[Leaf.length(leaf, blob.size())];
        luck.nextBytes(bytes);
        var end = luck.nextInt(4) == 0 ? luck.nextInt(bytes.length) : bytes.length;
        for (var at = 0; at < end; at += PIECE) {
            var length = Math.min(PIECE, end - at);
            blob.write(Leaf.start(leaf) + at, ByteBuffer.wrap(bytes, at, length));
            blob.head(leaf, at + length);
        }
        if (end == bytes.length) {
            blob.verified(leaf, Sha256.digest(bytes));
        }
    }

    private static boolean isWhole(ArrivingBlob blob, Promise promise) {
        var whole = true;
        for (var leaf = 0; leaf < promise.leaves(); leaf++) {
            whole &= blob.digest(leaf).isPresent();
        }
        return whole;
    }

    private static void sync(ArrivingBlob blob, Promise promise) {
        blob.sync();
        keepDigests(blob, promise);
    }

    private static void keepDigests(ArrivingBlob blob, Promise promise) {
        for (var leaf = 0; leaf < promise.leaves(); leaf++) {
            var number = leaf;
            blob.digest(leaf).ifPresent(digest -> promise.synced.put(number, digest));
        }
    }

    private static void complete(ArrivingBlob blob, Promise promise) {
        var digests = new Promise(promise.id, promise.size);
        keepDigests(blob, digests);
        promise.mayBeStored = true;
        blob.complete(Described.whole(blob));
        promise.isStored = true;
        promise.synced.putAll(digests.synced);
    }

    private static void putSmall(BlobStore store, Promise promise) {
        var bytes = new byte[(int) promise.size];
        new Random(promise.id.low()).nextBytes(bytes);
        var digest = Sha256.digest(bytes);
        promise.mayBeStored = true;
        store.putSmall(
                Described.small(promise.media(), digest, bytes.length), ByteBuffer.wrap(bytes));
        promise.isStored = true;
        promise.synced.put(0, digest);
    }

    private void remove(BlobStore store, Promise promise) {
        promise.mayBeGone = true;
        store.discard(promise.id);
        store.remove(promise.media());
        promises.remove(promise);
        gone.add(promise);
    }

    /// Checks every promise against what is there now, and goes on from that.
    void check(BlobStore store) {
        promises.forEach(promise -> check(store, promise));
        for (var promise : gone) {
            assertThat(store.read(promise.media())).as(run + ": a removed blob").isEmpty();
            assertThat(store.open(promise.id)).as(run + ": a discarded upload").isEmpty();
        }
    }

    private void check(BlobStore store, Promise promise) {
        var stored = read(store, promise);
        if (promise.isStored && !promise.mayBeGone) {
            assertThat(stored).as(run + ": a stored blob").isTrue();
        }
        if (stored) {
            assertThat(promise.mayBeStored).as(run + ": stored unasked").isTrue();
        }
        promise.isStored = stored;
        if (!stored) {
            checkArriving(store, promise);
        }
        promise.mayBeGone = false;
    }

    private boolean read(BlobStore store, Promise promise) {
        var found = store.read(promise.media());
        if (found.isEmpty()) {
            return false;
        }
        try (var blob = found.get()) {
            assertThat(blob.size()).isEqualTo(promise.size);
            for (var leaf = 0; leaf < promise.leaves(); leaf++) {
                var bytes = ByteBuffer.allocate(Leaf.length(leaf, promise.size));
                blob.read(Leaf.start(leaf), bytes);
                checkLeaf(promise, leaf, blob.digest(leaf), bytes);
            }
        }
        return true;
    }

    private void checkArriving(BlobStore store, Promise promise) {
        var found = store.open(promise.id);
        if (found.isEmpty()) {
            if (!promise.mayBeGone) {
                assertThat(promise.synced).as(run + ": synced leaves of a lost upload").isEmpty();
            }
            promise.synced.clear();
            return;
        }
        try (var blob = found.get()) {
            for (var leaf = 0; leaf < promise.leaves(); leaf++) {
                var digest = blob.digest(leaf);
                var bytes = ByteBuffer.allocate(Leaf.length(leaf, promise.size));
                if (digest.isPresent()) {
                    blob.read(Leaf.start(leaf), bytes);
                    checkLeaf(promise, leaf, digest.get(), bytes);
                } else {
                    assertThat(promise.synced).as(run + ": a synced leaf").doesNotContainKey(leaf);
                    blob.read(Leaf.start(leaf), bytes.limit(blob.head(leaf)));
                }
            }
        }
    }

    private void checkLeaf(Promise promise, int leaf, Sha256 digest, ByteBuffer bytes) {
        assertThat(digest(bytes.flip())).as(run + ": the bytes of a leaf").isEqualTo(digest);
        assertThat(digest)
                .as(run + ": the digest of a leaf")
                .isEqualTo(promise.synced.getOrDefault(leaf, digest));
    }

    private static Sha256 digest(ByteBuffer bytes) {
        var hasher = Sha256.hasher();
        hasher.update(bytes);
        return Sha256.finish(hasher);
    }

    /// Every upload can still be finished.
    void finishAll(BlobStore store) {
        for (var promise : promises) {
            while (!promise.isStored) {
                if (promise.isSmall()) {
                    putSmall(store, promise);
                } else {
                    upload(store, promise);
                }
            }
            assertThat(read(store, promise)).as(run + ": a finished upload").isTrue();
        }
    }
}
