package io.sampan.cli.setting;

import io.sampan.model.InvalidValueException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/// Durations as people write them: `500ms`, `60s`, `2m`, `1h`, `14d`.
public final class Durations {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|min|h|d)");

    private Durations() {}

    /// @throws InvalidValueException with the form that is expected
    public static Duration parse(String text) {
        var form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            throw new InvalidValueException(
                    "a duration is a number with a unit: 500ms, 60s, 2m, 1h or 14d");
        }
        var number = Long.parseLong(form.group(1));
        return switch (form.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofMinutes(number);
        };
    }
}
