package io.sampan.core.transfer;

import io.sampan.model.ByteRange;
import io.sampan.model.ContentType;
import io.sampan.model.Leaf;
import io.sampan.model.Md5;
import io.sampan.model.MediaName;
import io.sampan.model.Offer;
import io.sampan.model.Sha256;
import io.sampan.model.TreeHasher;
import io.sampan.model.UploadId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A file as its sender has it.
final class TestFile {

    static final int MIB = Leaf.SIZE;

    private final UploadId id;
    private final byte[] content;

    TestFile(UploadId id, byte[] content) {
        this.id = id;
        this.content = content;
    }

    UploadId id() {
        return id;
    }

    byte[] content() {
        return content;
    }

    static TestFile ofSize(int size) {
        var content = new byte[size];
        new Random(size).nextBytes(content);
        return new TestFile(UploadId.random(), content);
    }

    int size() {
        return content.length;
    }

    ByteRange whole() {
        return new ByteRange(0, size());
    }

    Offer offer() {
        return offer("film.mp4", false);
    }

    Offer offer(String name, boolean shared) {
        return new Offer(id, new MediaName(name), size(), ContentType.BYTES, shared);
    }

    /// The digests of the leaves that a range touches.
    List<Sha256> digests(ByteRange range) {
        var digests = new ArrayList<Sha256>();
        var last = range.isEmpty() ? Leaf.at(range.from()) : Leaf.at(range.to() - 1);
        for (var leaf = Leaf.at(range.from()); leaf <= last; leaf++) {
            var hasher = Sha256.hasher();
            hasher.update(content, (int) Leaf.start(leaf), Leaf.length(leaf, size()));
            digests.add(Sha256.finish(hasher));
        }
        return digests;
    }

    Sha256 tree() {
        var tree = new TreeHasher();
        digests(whole()).forEach(tree::add);
        return tree.digest();
    }

    Md5 md5() {
        var hasher = Md5.hasher();
        hasher.update(content);
        return Md5.finish(hasher);
    }

    /// The bytes of a range, in a buffer of their own.
    ByteBuffer bytes(ByteRange range) {
        return ByteBuffer.wrap(content, (int) range.from(), (int) range.length()).slice();
    }

    /// The same file with one byte changed on the way.
    TestFile damagedAt(int at) {
        var other = content.clone();
        other[at] ^= 0x40;
        return new TestFile(id, other);
    }
}
