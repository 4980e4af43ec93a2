package io.sampan.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.model.ByteRange;
import io.sampan.model.Leaf;
import io.sampan.model.MediaId;
import io.sampan.model.RangeSet;
import io.sampan.model.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// The law of the leaf table: whatever was done to it, and however often it was killed or lost its
/// power, it holds what a plain map says it holds.
class LeafTableProperties {

    private static final int LEAVES = 3;
    private static final long SIZE = 2L * Leaf.SIZE + 1_000;

    /// One thing that happens to the table.
    sealed interface Step {
        record Fill(int leaf, byte with) implements Step {}

        record Head(int leaf, int bytes) implements Step {}

        record Forget(int leaf) implements Step {}

        record Sync() implements Step {}

        record Kill() implements Step {}

        /// The machine starts again, and one leaf's bytes, if they were not synced, are lost.
        record PowerCut(int lostLeaf) implements Step {}
    }

    @Provide
    static Arbitrary<List<Step>> steps() {
        var leaf = Arbitraries.integers().between(0, LEAVES - 1);
        return Arbitraries.<Step>oneOf(
                        leaf.flatMap(n -> Arbitraries.bytes().map(with -> new Step.Fill(n, with))),
                        leaf.flatMap(n ->
                                Arbitraries.integers()
                                        .between(0, Leaf.length(n, SIZE))
                                        .map(bytes -> new Step.Head(n, bytes))),
                        leaf.map(Step.Forget::new),
                        Arbitraries.create(Step.Sync::new),
                        Arbitraries.create(Step.Kill::new),
                        leaf.map(Step.PowerCut::new))
                .list()
                .ofMaxSize(25);
    }

    /// What the map says of one leaf.
    private record Known(ByteRange held, boolean verified, boolean synced) {}

    @Property(tries = 100)
    void holdsWhatAPlainMapHolds(@ForAll("steps") List<Step> steps) throws IOException {
        var folder = Files.createTempDirectory("leaf-table");
        try {
            follow(steps, folder.resolve("film"));
        } finally {
            var disk = Disk.real();
            disk.list(folder).forEach(disk::delete);
            disk.delete(folder);
        }
    }

    private static void follow(List<Step> steps, Path path) {
        var known = new HashMap<Integer, Known>();
        var boot = BootId.random();
        var part = open(path, boot);
        try {
            part.write(SIZE - 1, ByteBuffer.allocate(1));
            for (var step : steps) {
                switch (step) {
                    case Step.Fill(var leaf, var with) -> {
                        part.write(Leaf.start(leaf), ByteBuffer.wrap(new byte[] {with, 0}));
                        part.leaves().verified(leaf, digest(leaf, with));
                        known.put(leaf, new Known(Leaf.range(leaf, SIZE), true, false));
                    }
                    case Step.Head(var leaf, var bytes) -> {
                        part.leaves().head(leaf, bytes);
                        var held = ByteRange.ofLength(Leaf.start(leaf), bytes);
                        known.put(leaf, new Known(held, false, false));
                    }
                    case Step.Forget(var leaf) -> {
                        part.leaves().forget(leaf);
                        known.remove(leaf);
                    }
                    case Step.Sync() -> {
                        part.sync();
                        known.replaceAll((_, k) -> new Known(k.held(), k.verified(), true));
                    }
                    case Step.Kill() -> {
                        part.close();
                        part = open(path, boot);
                    }
                    case Step.PowerCut(var lost) -> {
                        lose(part, lost, known);
                        part.close();
                        boot = BootId.random();
                        part = open(path, boot);
                    }
                }
                assertThat(part.leaves().held()).isEqualTo(held(known));
                assertThat(part.leaves().isWhole())
                        .isEqualTo(
                                known.size() == LEAVES
                                        && known.values().stream().allMatch(Known::verified));
            }
        } finally {
            part.close();
        }
    }

    private static void lose(PartFile part, int leaf, Map<Integer, Known> known) {
        known.values().removeIf(k -> !k.verified() && !k.synced());
        if (!known.containsKey(leaf) || !known.get(leaf).synced()) {
            part.write(Leaf.start(leaf) + 1, ByteBuffer.wrap(new byte[] {1}));
            known.remove(leaf);
        }
    }

    private static PartFile open(Path path, BootId boot) {
        return PartFile.open(Disk.real(), path, new MediaId(7, 8), SIZE, boot);
    }

    private static Sha256 digest(int leaf, byte with) {
        var bytes = new byte[Leaf.length(leaf, SIZE)];
        bytes[0] = with;
        return Sha256.digest(bytes);
    }

    private static RangeSet held(Map<Integer, Known> known) {
        return RangeSet.of(known.values().stream().map(Known::held).toList());
    }
}
