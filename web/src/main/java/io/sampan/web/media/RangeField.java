package io.sampan.web.media;

import io.sampan.model.ByteRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The field `Range` (RFC 9110, 14.2).
final class RangeField {

    /// More are a way to make a server work (CVE-2011-3192); all of the file is sent then.
    private static final int MOST = 16;

    private static final Pattern SPEC = Pattern.compile("([0-9]{0,18})-([0-9]{0,18})");

    private RangeField() {}

    /// What is asked for.
    sealed interface Asked {

        /// All of it: there is no range, or none that is understood.
        record Whole() implements Asked {}

        /// These, at least one, none empty, in the order asked for.
        record Parts(List<ByteRange> ranges) implements Asked {}

        /// Nothing that the file has.
        record Nothing() implements Asked {}
    }

    /// @param size of the file
    static Asked parse(Optional<String> field, long size) {
        var text = field.map(String::strip).orElse("");
        if (!text.regionMatches(true, 0, "bytes=", 0, 6)) {
            return new Asked.Whole();
        }
        var ranges = new ArrayList<ByteRange>();
        var specs = text.substring(6).split(",", -1);
        var asked = 0;
        for (var spec : specs) {
            if (spec.isBlank()) {
                continue;
            }
            asked++;
            var found = SPEC.matcher(spec.strip());
            if (!found.matches() || spec.strip().equals("-")) {
                return new Asked.Whole();
            }
            if (isBackward(found.group(1), found.group(2))) {
                return new Asked.Whole();
            }
            range(found.group(1), found.group(2), size).ifPresent(ranges::add);
        }
        if (asked == 0 || asked > MOST || overlap(ranges)) {
            return new Asked.Whole();
        }
        return ranges.isEmpty() ? new Asked.Nothing() : new Asked.Parts(List.copyOf(ranges));
    }

    private static boolean isBackward(String first, String last) {
        return !first.isEmpty() && !last.isEmpty() && Long.parseLong(last) < Long.parseLong(first);
    }

    private static Optional<ByteRange> range(String first, String last, long size) {
        if (first.isEmpty()) {
            var length = Math.min(Long.parseLong(last), size);
            return length == 0 ? Optional.empty() : Optional.of(new ByteRange(size - length, size));
        }
        var from = Long.parseLong(first);
        if (from >= size) {
            return Optional.empty();
        }
        var to = last.isEmpty() ? size : Math.min(size, Long.parseLong(last) + 1);
        return Optional.of(new ByteRange(from, to));
    }

    /// Whether more would be sent than the file has.
    private static boolean overlap(List<ByteRange> ranges) {
        for (var i = 0; i < ranges.size(); i++) {
            for (var j = 0; j < i; j++) {
                var one = ranges.get(i);
                var other = ranges.get(j);
                if (one.from() < other.to() && other.from() < one.to()) {
                    return true;
                }
            }
        }
        return false;
    }
}
