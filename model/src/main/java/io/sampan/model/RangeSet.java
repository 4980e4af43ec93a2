package io.sampan.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// A set of bytes of a file, as ranges that are sorted, not empty, and neither overlap nor touch.
/// Immutable; operations return a new set.
public final class RangeSet {

    /// The set of no bytes.
    public static final RangeSet EMPTY = new RangeSet(List.of());

    private final List<ByteRange> ranges;

    private RangeSet(List<ByteRange> ranges) {
        this.ranges = ranges;
    }

    /// The union of the given ranges, which may overlap and stand in any order.
    public static RangeSet of(Collection<ByteRange> ranges) {
        var sorted = new ArrayList<>(ranges);
        sorted.removeIf(ByteRange::isEmpty);
        sorted.sort((a, b) -> Long.compare(a.from(), b.from()));
        var merged = new ArrayList<ByteRange>();
        for (var range : sorted) {
            var last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && range.from() <= last.to()) {
                merged.set(
                        merged.size() - 1,
                        new ByteRange(last.from(), Math.max(last.to(), range.to())));
            } else {
                merged.add(range);
            }
        }
        return new RangeSet(Collections.unmodifiableList(merged));
    }

    /// The set of these ranges, merged where they touch.
    public static RangeSet of(ByteRange... ranges) {
        return of(List.of(ranges));
    }

    /// The ranges, in order.
    public List<ByteRange> ranges() {
        return ranges;
    }

    /// How many bytes the set holds.
    public long total() {
        return ranges.stream().mapToLong(ByteRange::length).sum();
    }

    /// Has it no byte?
    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /// This set and one more range.
    public RangeSet plus(ByteRange range) {
        return plus(RangeSet.of(range));
    }

    /// This set and another one.
    public RangeSet plus(RangeSet other) {
        var all = new ArrayList<>(ranges);
        all.addAll(other.ranges);
        return of(all);
    }

    /// The bytes of this set that are not in `other`.
    public RangeSet minus(RangeSet other) {
        var left = new TreeMap<Long, Long>();
        ranges.forEach(range -> left.put(range.from(), range.to()));
        for (var hole : other.ranges) {
            cut(left, hole);
        }
        var rest = new ArrayList<ByteRange>();
        left.forEach((from, to) -> rest.add(new ByteRange(from, to)));
        return of(rest);
    }

    private static void cut(NavigableMap<Long, Long> left, ByteRange hole) {
        Map.Entry<Long, Long> piece;
        while ((piece = left.lowerEntry(hole.to())) != null && piece.getValue() > hole.from()) {
            left.remove(piece.getKey());
            if (piece.getValue() > hole.to()) {
                left.put(hole.to(), piece.getValue());
            }
            if (piece.getKey() < hole.from()) {
                left.put(piece.getKey(), hole.from());
            }
        }
    }

    /// The bytes of `whole` that are not in this set: what is missing.
    public RangeSet missingFrom(ByteRange whole) {
        return RangeSet.of(whole).minus(this);
    }

    /// How many bytes from `at` on are in the set without a gap.
    public long runFrom(long at) {
        return ranges.stream()
                .filter(range -> range.from() <= at && at < range.to())
                .mapToLong(range -> range.to() - at)
                .sum();
    }

    /// Whether every byte of `range` is in the set.
    public boolean contains(ByteRange range) {
        return range.isEmpty()
                || ranges.stream().anyMatch(r -> r.from() <= range.from() && range.to() <= r.to());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RangeSet set && set.ranges.equals(ranges);
    }

    @Override
    public int hashCode() {
        return ranges.hashCode();
    }

    @Override
    public String toString() {
        return ranges.toString();
    }
}
