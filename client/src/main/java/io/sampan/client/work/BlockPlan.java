package io.sampan.client.work;

import io.sampan.client.lane.LaneSettings;
import io.sampan.model.ByteRange;
import io.sampan.model.Leaf;
import io.sampan.model.RangeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Which bytes of a file are still to be carried, in either direction, and which block is next.
/// Every byte is in one place:
///
/// ```
///               next()                stored
///   missing ───────────▶ in flight ─────────────▶ held
///    ▲  ▲ ▲                │  │                     │
///    │  │ ╰── giveBack ────╯  │ doubt               │
///    │  │                     ▼                     │
///    │  ╰─── not held ──── doubtful ─── held ──▶ …  │
///    ╰────── again (damaged, or not held after all) ╯
/// ```
///
/// A block that was being sent on a lane that was lost may be held or not, wholly or in part: it is
/// doubtful until the server was asked, which happens once nothing else is left to send, so that
/// what is still on its way has time to arrive. (Of a download one knows at once.) Blocks end where
/// leaves end, so two workers never carry the same leaf; and they get smaller towards the end, so
/// that all lanes end at about the same time and none waits for the last long block of another. Any
/// thread.
public final class BlockPlan {

    /// What a worker does next.
    public sealed interface Step {
        /// Carry this block, then say what came of it.
        record Carry(ByteRange block) implements Step {}

        /// Ask the server what it holds, then [BlockPlan#reconcile] or [BlockPlan#askFailed].
        record AskHeld() implements Step {}

        /// Nothing is left to do.
        record Finished() implements Step {}
    }

    private final long size;
    private int blockBytes;
    private final int atOnce;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private RangeSet missing;
    private RangeSet doubtful = RangeSet.EMPTY;
    private int inFlight;
    private boolean asking;
    private boolean halted;

    /// @param held what is there already
    /// @param blockBytes the longest block, a multiple of the leaf
    /// @param atOnce how many blocks are carried side by side
    BlockPlan(long size, RangeSet held, int blockBytes, int atOnce) {
        this.size = size;
        this.blockBytes = blockBytes;
        this.atOnce = atOnce;
        this.missing = held.missingFrom(new ByteRange(0, size));
    }

    /// A plan for lanes that carry so many blocks side by side as [LaneSettings] says.
    ///
    /// @param most the longest block that both ends take
    public static BlockPlan of(long size, RangeSet held, int lanes, long most) {
        var atOnce = LaneSettings.BLOCKS_PER_LANE * lanes;
        return new BlockPlan(size, held, blockBytes(size, lanes, (int) most), atOnce);
    }

    /// Blocks for a file of `size` bytes: `most`, or less, so that each of `lanes` gets about four;
    /// at least one leaf, and whole leaves.
    static int blockBytes(long size, int lanes, int most) {
        return wholeLeaves(size / (4L * lanes), most);
    }

    private static int wholeLeaves(long bytes, int most) {
        return Math.clamp(bytes / Leaf.SIZE * Leaf.SIZE, Leaf.SIZE, most);
    }

    /// The next thing to do; waits while that depends on blocks in flight.
    public Step next() throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                if (halted) {
                    return new Step.Finished();
                }
                if (!missing.isEmpty()) {
                    return new Step.Carry(take());
                }
                if (!doubtful.isEmpty() && !asking) {
                    asking = true;
                    return new Step.AskHeld();
                }
                if (inFlight == 0 && doubtful.isEmpty()) {
                    return new Step.Finished();
                }
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private ByteRange take() {
        var first = missing.ranges().getFirst();
        var share = missing.total() / atOnce + Leaf.SIZE - 1;
        var length = wholeLeaves(share, blockBytes);
        var end = first.from() / Leaf.SIZE * Leaf.SIZE + length;
        var block = new ByteRange(first.from(), Math.min(first.to(), end));
        missing = missing.minus(RangeSet.of(block));
        inFlight++;
        return block;
    }

    /// All of the block is there.
    public void stored(ByteRange block) {
        storedBut(block, RangeSet.EMPTY);
    }

    /// All of the block is there, but these bytes have to be carried again. They may begin before
    /// the block, where its first leaf does.
    public void storedBut(ByteRange block, RangeSet bad) {
        change(() -> {
            inFlight--;
            missing = missing.plus(within(bad, new ByteRange(0, size)));
        });
    }

    /// Nothing of the block was carried.
    public void giveBack(ByteRange block) {
        storedBut(block, RangeSet.of(block));
    }

    /// Nobody knows how much of the block has arrived.
    public void doubt(ByteRange block) {
        doubt(block, block.length());
    }

    /// Nobody knows how much has arrived of the leaves that were begun: those of the block's first
    /// `sent` bytes. The other leaves are as they were.
    ///
    /// @return how many bytes are doubtful
    public long doubt(ByteRange block, long sent) {
        var leaves = (block.from() + sent + Leaf.SIZE - 1) / Leaf.SIZE;
        var middle = sent == 0 ? block.from() : Math.min(block.to(), leaves * Leaf.SIZE);
        change(() -> {
            inFlight--;
            doubtful = doubtful.plus(new ByteRange(block.from(), middle));
            missing = missing.plus(new ByteRange(middle, block.to()));
        });
        return middle - block.from();
    }

    /// These bytes are to be carried again, although they were stored.
    public void again(RangeSet bytes) {
        change(() -> missing = missing.plus(within(bytes, new ByteRange(0, size))));
    }

    /// The answer to the question what is held. Returns the doubtful bytes that have to be sent
    /// again.
    public RangeSet reconcile(RangeSet held) {
        lock.lock();
        try {
            var lost = doubtful.minus(held);
            missing = missing.plus(lost);
            doubtful = RangeSet.EMPTY;
            asking = false;
            changed.signalAll();
            return lost;
        } finally {
            lock.unlock();
        }
    }

    /// There was no answer; it has to be asked again.
    public void askFailed() {
        change(() -> asking = false);
    }

    /// From now on a block is one leaf.
    public void leafByLeaf() {
        change(() -> blockBytes = Leaf.SIZE);
    }

    /// Nobody gets another block.
    public void halt() {
        change(() -> halted = true);
    }

    /// How many blocks are left to carry, about.
    public long blocksLeft() {
        lock.lock();
        try {
            return (missing.total() + blockBytes - 1) / blockBytes;
        } finally {
            lock.unlock();
        }
    }

    private static RangeSet within(RangeSet set, ByteRange bounds) {
        var whole = RangeSet.of(bounds);
        return whole.minus(whole.minus(set));
    }

    private void change(Runnable what) {
        lock.lock();
        try {
            what.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
