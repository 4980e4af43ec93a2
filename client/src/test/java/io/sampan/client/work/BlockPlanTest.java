package io.sampan.client.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.model.ByteRange;
import io.sampan.model.Leaf;
import io.sampan.model.RangeSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BlockPlanTest {

    private static final int BLOCK = 2 * Leaf.SIZE;

    @Test
    void cutsWhereBlocksEndAndBeginsWhereTheHeldHeadEnds() throws InterruptedException {
        var size = 5L * Leaf.SIZE + 7;
        var held = RangeSet.of(new ByteRange(0, 300_000));
        var plan = new BlockPlan(size, held, BLOCK, 1);

        assertThat(plan.next()).isEqualTo(carry(300_000, BLOCK));
        assertThat(plan.next()).isEqualTo(carry(BLOCK, 2L * BLOCK));
        assertThat(plan.next()).isEqualTo(carry(2L * BLOCK, size));
    }

    @Test
    void blocksGetSmallerTowardsTheEnd() throws InterruptedException {
        var plan = new BlockPlan(8L * Leaf.SIZE, RangeSet.EMPTY, BLOCK, 2);
        var lengths = new ArrayList<Long>();
        while (plan.next() instanceof BlockPlan.Step.Carry(var block)) {
            lengths.add(block.length() / Leaf.SIZE);
            plan.stored(block);
        }

        assertThat(lengths).isEqualTo(List.of(2L, 2L, 2L, 1L, 1L));
    }

    @Test
    void anEmptyFileIsFinishedAtOnce() throws InterruptedException {
        assertThat(new BlockPlan(0, RangeSet.EMPTY, BLOCK, 1).next())
                .isEqualTo(new BlockPlan.Step.Finished());
    }

    @Test
    void asksWhatIsHeldOnlyWhenNothingElseIsLeft() throws InterruptedException {
        var plan = new BlockPlan(2L * BLOCK, RangeSet.EMPTY, BLOCK, 1);
        var first = block(plan);
        plan.doubt(first);

        var second = block(plan);
        plan.stored(second);

        assertThat(plan.next()).isEqualTo(new BlockPlan.Step.AskHeld());
        assertThat(plan.reconcile(RangeSet.of(new ByteRange(0, 1000), second)))
                .isEqualTo(RangeSet.of(new ByteRange(1000, BLOCK)));
        assertThat(plan.next()).isEqualTo(carry(1000, BLOCK));
    }

    @Test
    void asksAgainAfterAnAnswerThatDidNotCome() throws InterruptedException {
        var plan = new BlockPlan(BLOCK, RangeSet.EMPTY, BLOCK, 1);
        plan.doubt(block(plan));
        assertThat(plan.next()).isEqualTo(new BlockPlan.Step.AskHeld());

        plan.askFailed();

        assertThat(plan.next()).isEqualTo(new BlockPlan.Step.AskHeld());
    }

    @Test
    void smallerFilesGetSmallerBlocksSoThatEveryLaneHasSome() {
        assertThat(BlockPlan.blockBytes(256L << 20, 8, 8 << 20)).isEqualTo(8 << 20);
        assertThat(BlockPlan.blockBytes(64L << 20, 8, 8 << 20)).isEqualTo(2 << 20);
        assertThat(BlockPlan.blockBytes(5, 8, 8 << 20)).isEqualTo(Leaf.SIZE);
        assertThat(BlockPlan.blockBytes(1L << 40, 8, 8 << 20)).isEqualTo(8 << 20);
    }

    /// Whatever happens to blocks, in whatever order: what is not held is carried, nothing that is
    /// held is, no two blocks in flight touch the same byte, and it ends.
    @Property(tries = 300)
    void carriesExactlyWhatIsMissing(
            @ForAll @LongRange(max = 12L << 20) long size,
            @ForAll @IntRange(max = 12) int heldLeaves,
            @ForAll @IntRange(min = 1, max = 8) int atOnce,
            @ForAll Random random)
            throws InterruptedException {
        var whole = new ByteRange(0, size);
        var held = RangeSet.of(new ByteRange(0, Math.min(size, (long) heldLeaves << 20)));
        var plan = new BlockPlan(size, held, BLOCK, atOnce);
        var server = held;
        var inFlight = new ArrayDeque<ByteRange>();

        for (var steps = 0; !server.equals(RangeSet.of(whole)) || !inFlight.isEmpty(); steps++) {
            assertThat(steps).isLessThan(2_000);
            var allUnderWay = server.plus(RangeSet.of(inFlight)).missingFrom(whole).isEmpty();
            if (!inFlight.isEmpty() && (allUnderWay || random.nextInt(3) == 0)) {
                var block = inFlight.remove();
                var much = random.nextLong(block.length() + 1);
                switch (random.nextInt(4)) {
                    case 0 -> {
                        server = server.plus(ByteRange.ofLength(block.from(), much));
                        plan.doubt(block);
                    }
                    case 1 -> plan.giveBack(block);
                    default -> {
                        server = server.plus(block);
                        plan.stored(block);
                    }
                }
                continue;
            }
            switch (plan.next()) {
                case BlockPlan.Step.Carry(var block) -> {
                    assertThat(block.isEmpty()).isFalse();
                    assertThat(RangeSet.of(block).minus(server)).isEqualTo(RangeSet.of(block));
                    inFlight.forEach(other ->
                            assertThat(RangeSet.of(block).minus(RangeSet.of(other)))
                                    .isEqualTo(RangeSet.of(block)));
                    inFlight.add(block);
                }
                case BlockPlan.Step.AskHeld() -> plan.reconcile(server);
                case BlockPlan.Step.Finished() -> assertThat(server).isEqualTo(RangeSet.of(whole));
            }
        }

        assertThat(plan.next()).isIn(new BlockPlan.Step.Finished(), new BlockPlan.Step.AskHeld());
    }

    private static ByteRange block(BlockPlan plan) throws InterruptedException {
        return ((BlockPlan.Step.Carry) plan.next()).block();
    }

    private static BlockPlan.Step carry(long from, long to) {
        return new BlockPlan.Step.Carry(new ByteRange(from, to));
    }
}
