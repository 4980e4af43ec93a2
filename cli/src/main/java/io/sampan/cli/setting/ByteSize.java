package io.sampan.cli.setting;

import io.sampan.model.InvalidValueException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// A number of bytes as people write it: `8 MiB`, `1.5GB`, `4096`. Units are powers of 1000 (kB,
/// MB, GB, TB) or of 1024 (KiB, MiB, GiB, TiB); upper or lower case.
public record ByteSize(long bytes) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,19}(?:\\.\\d{1,9})?)\\s*([a-z]*)");

    private static final Map<String, Long> UNITS =
            Map.ofEntries(
                    Map.entry("", 1L),
                    Map.entry("b", 1L),
                    Map.entry("kb", 1_000L),
                    Map.entry("mb", 1_000_000L),
                    Map.entry("gb", 1_000_000_000L),
                    Map.entry("tb", 1_000_000_000_000L),
                    Map.entry("kib", 1L << 10),
                    Map.entry("mib", 1L << 20),
                    Map.entry("gib", 1L << 30),
                    Map.entry("tib", 1L << 40));

    /// @throws InvalidValueException for negative sizes
    public ByteSize {
        if (bytes < 0) {
            throw new InvalidValueException("a size is not negative");
        }
    }

    /// @throws InvalidValueException with the form that is expected
    public static ByteSize parse(String text) {
        var form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        var unit = form.matches() ? UNITS.get(form.group(2)) : null;
        if (unit == null) {
            throw new InvalidValueException(
                    "a size is a number of bytes, or has a unit: 4096, 8 MiB, 1.5 GB");
        }
        var bytes = Double.parseDouble(form.group(1)) * unit;
        if (bytes > Long.MAX_VALUE) {
            throw new InvalidValueException("a size is at most 8 EiB");
        }
        var digits = form.group(1);
        return new ByteSize(
                digits.contains(".")
                        ? Math.round(bytes)
                        : Math.multiplyExact(Long.parseLong(digits), unit));
    }

    /// The size where an `int` is needed.
    ///
    /// @throws InvalidValueException if it is 2 GiB or more
    public int toInt() {
        if (bytes > Integer.MAX_VALUE) {
            throw new InvalidValueException("this size is less than 2 GiB");
        }
        return (int) bytes;
    }

    /// The same size, in the largest binary unit that writes it without a fraction.
    @Override
    public String toString() {
        var names = new String[] {" B", " KiB", " MiB", " GiB", " TiB"};
        var unit = 0;
        var left = bytes;
        while (unit < names.length - 1 && left != 0 && left % 1024 == 0) {
            left /= 1024;
            unit++;
        }
        return left + names[unit];
    }
}
