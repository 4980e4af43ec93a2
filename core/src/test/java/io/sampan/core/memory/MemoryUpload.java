package io.sampan.core.memory;

import io.sampan.core.storage.ArrivingBlob;
import io.sampan.model.ByteRange;
import io.sampan.model.Leaf;
import io.sampan.model.Media;
import io.sampan.model.RangeSet;
import io.sampan.model.Sha256;
import io.sampan.model.UploadId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// The bytes and the leaf table of one arriving upload, which outlive the objects that open it.
final class MemoryUpload {

    private final UploadId id;
    private final Pages pages;
    private final AtomicReferenceArray<@Nullable Sha256> digests;
    private final AtomicReferenceArray<RangeSet> parts;
    private final AtomicIntegerArray writers;
    private final AtomicInteger syncs = new AtomicInteger();
    private volatile @Nullable Opened opened;

    MemoryUpload(UploadId id, long size) {
        this.id = id;
        this.pages = new Pages(size);
        this.digests = new AtomicReferenceArray<>(Leaf.count(size));
        this.parts = new AtomicReferenceArray<>(digests.length());
        forEachLeaf(leaf -> parts.set(leaf, RangeSet.EMPTY));
        this.writers = new AtomicIntegerArray(digests.length());
    }

    private void forEachLeaf(IntConsumer work) {
        for (var leaf = 0; leaf < digests.length(); leaf++) {
            work.accept(leaf);
        }
    }

    UploadId id() {
        return id;
    }

    long size() {
        return pages.size();
    }

    Pages pages() {
        return pages;
    }

    int syncs() {
        return syncs.get();
    }

    boolean isOpen() {
        return opened != null;
    }

    void kill() {
        var now = opened;
        if (now != null) {
            now.close();
        }
    }

    /// The digests of the verified leaves, in order.
    List<Sha256> digests() {
        var verified = new ArrayList<Sha256>();
        for (var leaf = 0; leaf < digests.length(); leaf++) {
            var digest = digests.get(leaf);
            if (digest != null) {
                verified.add(digest);
            }
        }
        return verified;
    }

    synchronized ArrivingBlob open(MemoryBlobStore store) {
        if (opened != null) {
            throw new AssertionError("an upload is opened twice");
        }
        var now = new Opened(store);
        opened = now;
        return now;
    }

    private final class Opened implements ArrivingBlob {

        private final MemoryBlobStore store;
        private final AtomicBoolean closed = new AtomicBoolean();

        Opened(MemoryBlobStore store) {
            this.store = store;
        }

        private void use(String step) {
            if (closed.get()) {
                throw new AssertionError(step + " after the upload was closed");
            }
            store.faults.at(step);
        }

        @Override
        public UploadId id() {
            return id;
        }

        @Override
        public long size() {
            return pages.size();
        }

        @Override
        public Optional<Sha256> digest(int leaf) {
            use("digest");
            return Optional.ofNullable(digests.get(leaf));
        }

        @Override
        public int head(int leaf) {
            use("head?");
            return (int) parts.get(leaf).runFrom(0);
        }

        @Override
        public RangeSet parts(int leaf) {
            use("parts?");
            return parts.get(leaf);
        }

        @Override
        public RangeSet held() {
            use("held");
            var ranges = new ArrayList<ByteRange>();
            forEachLeaf(leaf -> {
                if (digests.get(leaf) == null) {
                    var start = Leaf.start(leaf);
                    parts.get(leaf).ranges().forEach(part -> ranges.add(part.shifted(start)));
                } else {
                    ranges.add(Leaf.range(leaf, size()));
                }
            });
            return RangeSet.of(ranges);
        }

        @Override
        public void write(long offset, ByteBuffer piece) {
            use("write");
            if (!piece.hasRemaining()) {
                return;
            }
            var leaf = Leaf.at(offset);
            if (digests.get(leaf) != null) {
                throw new AssertionError("a verified leaf is written to");
            }
            if (Leaf.at(offset + piece.remaining() - 1) != leaf) {
                throw new AssertionError("one write into two leaves");
            }
            if (writers.incrementAndGet(leaf) != 1) {
                throw new AssertionError("two threads write to one leaf");
            }
            pages.write(offset, piece);
            writers.decrementAndGet(leaf);
        }

        @Override
        public void read(long offset, ByteBuffer into) {
            use("read");
            pages.read(offset, into);
        }

        @Override
        public void verified(int leaf, Sha256 digest) {
            use("verified");
            if (!pages.digest(leaf).equals(digest)) {
                throw new AssertionError("a leaf is called verified that is wrong");
            }
            digests.set(leaf, digest);
            parts.set(leaf, RangeSet.EMPTY);
        }

        @Override
        public void head(int leaf, int bytes) {
            parts(leaf, RangeSet.of(new ByteRange(0, bytes)));
        }

        @Override
        public void parts(int leaf, RangeSet held) {
            use("head");
            if (digests.get(leaf) != null) {
                throw new AssertionError("a verified leaf is made a head");
            }
            if (!held.isEmpty() && held.ranges().getLast().to() > Leaf.length(leaf, size())) {
                throw new AssertionError("a head is longer than its leaf");
            }
            parts.set(leaf, held);
        }

        @Override
        public void forget(int leaf) {
            use("forget");
            digests.set(leaf, null);
            parts.set(leaf, RangeSet.EMPTY);
        }

        @Override
        public void sync() {
            use("sync");
            syncs.incrementAndGet();
        }

        @Override
        public void complete(Media facts) {
            use("complete?");
            store.complete(MemoryUpload.this, facts);
            close();
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                opened = null;
            }
        }
    }
}
