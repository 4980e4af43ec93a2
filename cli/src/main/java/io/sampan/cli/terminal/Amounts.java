package io.sampan.cli.terminal;

import java.time.Duration;
import java.util.Locale;

/// Sizes, rates and durations as people read them: short, three digits, binary units.
public final class Amounts {

    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Amounts() {}

    /// For example `512 B`, `8.0 MiB`, `1.25 GiB`.
    public static String bytes(long bytes) {
        var unit = 0;
        double value = bytes;
        while (value >= 1000 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        if (unit == 0) {
            return bytes + " B";
        }
        var format = value < 9.995 ? "%.2f %s" : value < 99.95 ? "%.1f %s" : "%.0f %s";
        return String.format(Locale.ROOT, format, value, UNITS[unit]);
    }

    /// For example `610 MiB/s`.
    public static String rate(long bytesPerSecond) {
        return bytes(bytesPerSecond) + "/s";
    }

    /// The rate at which `bytes` took `time`.
    public static String rate(long bytes, Duration time) {
        var nanos = Math.max(1, time.toNanos());
        return rate((long) (bytes * 1e9 / nanos));
    }

    /// For example `0.42 s`, `12.3 s`, `4:05`, `1:02:03`.
    public static String duration(Duration time) {
        var seconds = time.toMillis() / 1000.0;
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.2f s", seconds);
        }
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        return clock(time);
    }

    /// For example `0:07`, `4:05`, `1:02:03`, `3 d`.
    public static String clock(Duration time) {
        if (time.toDays() > 1) {
            return time.toDays() + " d";
        }
        if (time.toHours() > 0) {
            return String.format(
                    Locale.ROOT,
                    "%d:%02d:%02d",
                    time.toHours(),
                    time.toMinutesPart(),
                    time.toSecondsPart());
        }
        return String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
    }
}
