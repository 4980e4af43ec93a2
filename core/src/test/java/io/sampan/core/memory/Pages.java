package io.sampan.core.memory;

import io.sampan.model.Leaf;
import io.sampan.model.Sha256;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// The bytes of a file, leaf by leaf; a leaf takes room once it is written to. Different leaves may
/// be used by different threads at once.
final class Pages {

    private final long size;
    private final AtomicReferenceArray<byte @Nullable []> pages;

    Pages(long size) {
        this.size = size;
        this.pages = new AtomicReferenceArray<>(Leaf.count(size));
    }

    static Pages of(ByteBuffer content) {
        var pages = new Pages(content.remaining());
        pages.write(0, content);
        return pages;
    }

    long size() {
        return size;
    }

    void write(long offset, ByteBuffer piece) {
        for (var at = offset; piece.hasRemaining(); ) {
            var inLeaf = (int) (at - Leaf.start(Leaf.at(at)));
            var length = Math.min(piece.remaining(), page(Leaf.at(at)).length - inLeaf);
            piece.get(page(Leaf.at(at)), inLeaf, length);
            at += length;
        }
    }

    void read(long offset, ByteBuffer into) {
        for (var at = offset; into.hasRemaining(); ) {
            var inLeaf = (int) (at - Leaf.start(Leaf.at(at)));
            var length = Math.min(into.remaining(), page(Leaf.at(at)).length - inLeaf);
            into.put(page(Leaf.at(at)), inLeaf, length);
            at += length;
        }
    }

    private byte[] page(int leaf) {
        var page = pages.get(leaf);
        if (page != null) {
            return page;
        }
        pages.compareAndSet(leaf, null, new byte[Leaf.length(leaf, size)]);
        return page(leaf);
    }

    Sha256 digest(int leaf) {
        return Sha256.digest(page(leaf));
    }

    /// What the leaves that were written to take.
    long allocated() {
        var sum = 0L;
        for (var leaf = 0; leaf < pages.length(); leaf++) {
            var page = pages.get(leaf);
            sum += page == null ? 0 : page.length;
        }
        return sum;
    }

    byte[] content() {
        var all = ByteBuffer.allocate(Math.toIntExact(size));
        read(0, all);
        return all.array();
    }
}
