package io.sampan.systemtests.packages;

import static io.sampan.systemtests.packages.Programs.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.packages.Struct.Layout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Files of all sizes go up and down, in both layouts, through two tiers of relays, with 12
/// connections at once.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SizesTest {

    @RegisterExtension final Lab lab = Lab.optimizing();

    @ParameterizedTest
    @EnumSource(Layout.class)
    void everySizeArrives(Layout layout) {
        var all = Programs.start(lab, layout, 1, 1);
        for (var size : new long[] {0, 1, 10 * MIB, 10 * MIB + 1, 12 * MIB, 25 * MIB + 7}) {
            var source = all.file("source" + size, size, size);

            all.program().upload(source, "film" + size);

            all.assertStored("film" + size, source);
        }
        assertThat(all.person("alice").done("ls").facts()).hasSize(6);
    }

    @Test
    void anMd5IsToldOfWhatIsStored() throws Exception {
        var all = Programs.start(lab, Layout.MD5, 0, 0);
        var source = all.file("source", 4, 11 * MIB);
        all.program().upload(source, "film");

        var wire = all.wire();
        for (var again = 0; again < 2; again++) {
            wire.send(all.struct(8, "film"));
            var answer = wire.receiveBytes();
            var md5 = MessageDigest.getInstance("MD5").digest(Files.readAllBytes(source));
            assertThat(answer[0]).isEqualTo((byte) 10);
            assertThat(new String(Arrays.copyOfRange(answer, 258, 290), StandardCharsets.US_ASCII))
                    .isEqualTo(HexFormat.of().formatHex(md5));
            assertThat(answer[290]).isZero();
        }
        assertThat(wire.ask(all.struct(8, "nothing")).isFailed()).isTrue();
    }

    @Test
    @Tag("long")
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void threeGibibytesArrive() throws IOException {
        var size = (3L << 30) + 5;
        var folder = lab.roomFor(3 * size);
        var cluster =
                lab.cluster()
                        .relays(1, 1)
                        .packages("seed")
                        .serverHome(folder.resolve("server"))
                        .start();
        var all = new Programs(lab, cluster, Layout.SEED);
        var source = Content.sparse(folder.resolve("film"), 7, size);

        all.program().upload(source, "film");

        var digest = Content.treeDigest(source).toString();
        assertThat(all.person("alice").done("ls").fact().toString()).contains(digest);
        var copy = folder.resolve("copy");
        all.program().download("film", copy);
        assertThat(Content.treeDigest(copy)).hasToString(digest);
        lab.say("resident at most: server %d MiB", cluster.server().peakResidentBytes() / MIB);
        assertThat(cluster.server().peakResidentBytes()).isLessThan(512 * MIB);
    }
}
