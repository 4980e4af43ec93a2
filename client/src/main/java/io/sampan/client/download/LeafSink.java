package io.sampan.client.download;

import io.sampan.client.work.TransferProgress;
import io.sampan.disk.PartFile;
import io.sampan.model.ByteRange;
import io.sampan.model.Leaf;
import io.sampan.model.RangeSet;
import io.sampan.model.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.concurrent.locks.ReentrantLock;

/// Takes in the bytes of one block as they come: hashes and writes each piece, and decides on each
/// leaf when it is whole. What came of a leaf that is not whole when the sink is closed is kept as
/// its head.
///
/// Pieces come from a lane's reading thread; whoever asked closes, also while a piece is being
/// written (of a lane that was given up): after that nothing is written any more.
final class LeafSink {

    private final PartFile part;
    private final MediaTable table;
    private final ByteRange block;
    private final TransferProgress tally;
    private final MessageDigest hasher = Sha256.hasher();
    private final ReentrantLock lock = new ReentrantLock();
    private long at;
    private RangeSet bad = RangeSet.EMPTY;
    private boolean closed;

    /// @param block may begin inside a leaf, whose head is then read again
    LeafSink(PartFile part, MediaTable table, ByteRange block, TransferProgress tally) {
        this.part = part;
        this.table = table;
        this.block = block;
        this.tally = tally;
        this.at = block.from();
        hashHead();
    }

    private void hashHead() {
        var piece = ByteBuffer.allocate(64 << 10);
        for (var from = Leaf.start(Leaf.at(at)); from < at; from += piece.limit()) {
            piece.clear().limit((int) Math.min(piece.capacity(), at - from));
            part.read(from, piece);
            hasher.update(piece.flip());
        }
    }

    /// The next bytes; what lies beyond the block is dropped.
    void accept(ByteBuffer piece) {
        lock.lock();
        try {
            while (!closed && piece.hasRemaining() && at < block.to()) {
                var leaf = Leaf.at(at);
                var end = Leaf.range(leaf, part.size()).to();
                var length = (int) Math.min(piece.remaining(), end - at);
                take(piece.slice(piece.position(), length));
                piece.position(piece.position() + length);
                if (at == end) {
                    decide(leaf);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void take(ByteBuffer bytes) {
        hasher.update(bytes.duplicate());
        tally.settle(bytes.remaining());
        tally.carry(bytes.remaining());
        var from = at;
        at += bytes.remaining();
        part.write(from, bytes);
    }

    private void decide(int leaf) {
        var digest = Sha256.finish(hasher);
        if (digest.equals(table.digest(leaf))) {
            part.leaves().verified(leaf, digest);
        } else {
            var range = Leaf.range(leaf, part.size());
            part.leaves().forget(leaf);
            tally.settle(-range.length());
            tally.again(range.length());
            bad = bad.plus(range);
        }
    }

    /// Ends it, and returns what of the block has to be carried (again).
    RangeSet close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                keepHead();
            }
            return bad.plus(new ByteRange(at, block.to()));
        } finally {
            lock.unlock();
        }
    }

    private void keepHead() {
        if (at < block.to() && at > Leaf.start(Leaf.at(at))) {
            part.leaves().head(Leaf.at(at), (int) (at - Leaf.start(Leaf.at(at))));
        }
    }

    /// The leaves that came damaged.
    RangeSet damaged() {
        lock.lock();
        try {
            return bad;
        } finally {
            lock.unlock();
        }
    }
}
