package io.sampan.systemtests.packages;

import static io.sampan.systemtests.packages.Programs.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.packages.Struct.Layout;
import io.sampan.wire.net.HostPort;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Structs with anything in every field, over real connections: each is answered or its connection
/// closed, what is stored stays as it is, and memory stays flat.
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class HostileStructsTest {

    private static final int STRUCTS = 50_000;
    private static final int THREADS = 8;
    private static final long[] SIZES = {
        0, 1, 100, 10 * MIB, 10 * MIB + 1, 12 * MIB, 1L << 40, 1L << 51, -1, Long.MIN_VALUE
    };
    private static final int[] BLOCKS = {0, 1, 11, 12, -1, Integer.MAX_VALUE, Integer.MIN_VALUE};

    @RegisterExtension final Lab lab = new Lab();

    private final AtomicLong answered = new AtomicLong();

    @ParameterizedTest
    @EnumSource(Layout.class)
    void nothingThatIsStoredIsHarmed(Layout layout) throws Exception {
        var all = Programs.start(lab, layout, 0, 0);
        var kept = all.file("kept", 1, 11 * MIB);
        all.program().upload(kept, "kept");

        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var work =
                    IntStream.range(0, THREADS)
                            .<Callable<Boolean>>mapToObj(
                                    seed -> () -> pester(all.cluster().packages(), layout, seed))
                            .toList();
            for (var done : threads.invokeAll(work)) {
                assertThat(done.get()).isTrue();
            }
        }

        lab.say(
                "%d structs, %d answered; resident at most %d MiB",
                STRUCTS, answered.get(), all.cluster().server().peakResidentBytes() / MIB);
        all.assertStored("kept", kept);
        assertThat(all.cluster().server().log()).doesNotContain("ERROR");
        assertThat(all.cluster().server().peakResidentBytes()).isLessThan(448 * MIB);
    }

    private boolean pester(HostPort address, Layout layout, int seed) {
        var random = new SplittableRandom(seed);
        for (var i = 0; i < STRUCTS / THREADS; i++) {
            try (var wire = new Wire(address, layout)) {
                wire.send(struct(random, layout));
                wire.endSending();
                if (wire.hasAnswer()) {
                    answered.incrementAndGet();
                }
            } catch (IOException closed) {
                // That is an answer as well.
            }
        }
        return true;
    }

    /// No upload of `kept` is offered: it would replace it, as it should.
    private static Struct struct(SplittableRandom random, Layout layout) {
        var type = random.nextInt(16) == 0 ? random.nextInt(-128, 128) : random.nextInt(0, 12);
        var name =
                switch (random.nextInt(4)) {
                    case 0 -> type == 4 ? "other" + random.nextInt() : "kept";
                    case 1 -> "other" + random.nextInt();
                    case 2 -> bytes(random, 256);
                    default -> bytes(random, random.nextInt(20));
                };
        return new Struct(
                layout,
                type,
                random.nextInt(4) == 0 ? random.nextInt(-128, 128) : random.nextInt(0, 3),
                name,
                random.nextInt(4) == 0 ? random.nextLong() : SIZES[random.nextInt(SIZES.length)],
                random.nextInt(4) == 0 ? random.nextInt() : BLOCKS[random.nextInt(BLOCKS.length)],
                random.nextInt(2) == 0 ? random.nextLong() : random.nextInt(1 << 20));
    }

    private static String bytes(SplittableRandom random, int length) {
        var text = new StringBuilder();
        for (var i = 0; i < length; i++) {
            text.append((char) random.nextInt(1, 256));
        }
        return text.toString();
    }
}
