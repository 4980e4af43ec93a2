package io.sampan.cli.setting;

import io.sampan.model.InvalidValueException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Bytes in a second as people write them: `5M`, `500k`, `2 MiB`, `1.5MB/s`, or `none`. `k`, `M`
/// and `G` alone are powers of 1024, as `curl` and `rsync` have it.
///
/// @param bytesPerSecond 0 for none
public record Rate(long bytesPerSecond) {

    private static final Pattern FORM = Pattern.compile("(.*?)\\s*(?:/s)?");
    private static final Pattern SHORT = Pattern.compile("(.*\\d)\\s*([kmgt])");
    private static final Map<String, String> UNITS =
            Map.of("k", "KiB", "m", "MiB", "g", "GiB", "t", "TiB");

    /// @throws InvalidValueException with the form that is expected
    public static Rate parse(String text) {
        var form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        var amount = form.matches() ? form.group(1) : "";
        if (amount.equals("none")) {
            return new Rate(0);
        }
        var unit = SHORT.matcher(amount);
        try {
            return new Rate(
                    ByteSize.parse(
                                    unit.matches()
                                            ? unit.group(1) + " " + UNITS.get(unit.group(2))
                                            : amount)
                            .bytes());
        } catch (InvalidValueException e) {
            throw new InvalidValueException(
                    "a rate is bytes in a second: 5M, 500k, 2 MiB, 1.5 MB, or none");
        }
    }

    /// The rate as it is read again.
    @Override
    public String toString() {
        return bytesPerSecond == 0 ? "none" : new ByteSize(bytesPerSecond) + "/s";
    }
}
