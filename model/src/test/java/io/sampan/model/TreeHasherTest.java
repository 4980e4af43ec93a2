package io.sampan.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The tree digest is Amazon S3 Glacier's.
class TreeHasherTest {

    /// Known answers of the SHA-256 tree hash, which the client libraries for Glacier test with: so
    /// many MiB of the letter `a`.
    @ParameterizedTest
    @CsvSource({
        "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "1, 9bc1b2a288b26af7257a36277ae3816a7d4f16e89c1e7e77d0a5c48bad62b360",
        "2, 560c2c9333c719cb00cfdffee3ba293db17f58743cdd1f7e4055373ae6300afa",
    })
    void hasTheKnownAnswers(int leaves, String expected) {
        var letters = new byte[leaves == 0 ? 0 : Leaf.SIZE];
        Arrays.fill(letters, (byte) 'a');
        var hasher = new TreeHasher();
        for (int i = 0; i < Math.max(1, leaves); i++) {
            hasher.add(Sha256.digest(letters));
        }

        assertThat(hasher.digest()).hasToString(expected);
    }

    @Property
    void isTheHashOfPairsLevelByLevel(@ForAll @IntRange(min = 1, max = 300) int count) {
        var leaves = new ArrayList<Sha256>();
        var hasher = new TreeHasher();
        for (int i = 0; i < count; i++) {
            leaves.add(Sha256.digest(new byte[] {(byte) i, (byte) (i >> 8)}));
            hasher.add(leaves.getLast());
        }

        assertThat(hasher.digest()).isEqualTo(levelByLevel(leaves));
    }

    @Test
    void askingForTheDigestChangesNothing() {
        var hasher = new TreeHasher().add(Sha256.digest(new byte[] {1}));
        hasher.add(Sha256.digest(new byte[] {2}));
        hasher.digest();
        hasher.add(Sha256.digest(new byte[] {3}));

        var fresh = new TreeHasher();
        for (byte i = 1; i <= 3; i++) {
            fresh.add(Sha256.digest(new byte[] {i}));
        }
        assertThat(hasher.digest()).isEqualTo(fresh.digest());
    }

    /// As the documentation of Amazon S3 Glacier describes it ("Computing Checksums"), word by
    /// word.
    private static Sha256 levelByLevel(List<Sha256> level) {
        while (level.size() > 1) {
            var next = new ArrayList<Sha256>();
            for (int i = 0; i < level.size(); i += 2) {
                next.add(
                        i + 1 < level.size() ? join(level.get(i), level.get(i + 1)) : level.get(i));
            }
            level = next;
        }
        return level.getFirst();
    }

    private static Sha256 join(Sha256 left, Sha256 right) {
        MessageDigest hasher = Sha256.hasher();
        left.feed(hasher);
        right.feed(hasher);
        return Sha256.finish(hasher);
    }
}
