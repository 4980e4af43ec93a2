package io.sampan.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// A set of ranges is a set of bytes: everything it does is what a bit set would do.
class RangeSetTest {

    private static final ByteRange WHOLE = new ByteRange(0, 64);

    @Provide
    Arbitrary<List<ByteRange>> ranges() {
        var number = Arbitraries.integers().between(0, 64);
        return Combinators.combine(number, number)
                .as((a, b) -> new ByteRange(Math.min(a, b), Math.max(a, b)))
                .list()
                .ofMaxSize(8);
    }

    @Property
    void isASetOfBytes(
            @ForAll("ranges") List<ByteRange> some, @ForAll("ranges") List<ByteRange> others) {
        var a = RangeSet.of(some);
        var b = RangeSet.of(others);

        var union = bits(a);
        union.or(bits(b));
        assertThat(bits(a.plus(b))).isEqualTo(union);

        var difference = bits(a);
        difference.andNot(bits(b));
        assertThat(bits(a.minus(b))).isEqualTo(difference);

        assertThat(a.total()).isEqualTo(bits(a).cardinality());
        assertThat(a.missingFrom(WHOLE).plus(a)).isEqualTo(RangeSet.of(WHOLE));
        assertThat(others).allSatisfy(range -> assertThat(b.contains(range)).isTrue());
        assertThat(a.minus(a)).isEqualTo(RangeSet.EMPTY);
    }

    @Property
    void itsRangesAreSortedAndApart(@ForAll("ranges") List<ByteRange> some) {
        var end = -1L;
        for (var range : RangeSet.of(some).ranges()) {
            assertThat(range.from()).isGreaterThan(end);
            assertThat(range.isEmpty()).isFalse();
            end = range.to();
        }
    }

    private static BitSet bits(RangeSet set) {
        var bits = new BitSet();
        set.ranges().forEach(range -> bits.set((int) range.from(), (int) range.to()));
        return bits;
    }
}
