package io.sampan.bench.measure;

import java.util.Locale;

/// What a figure is, and how it is written.
public enum Unit {
    BYTES_PER_SECOND,
    FILES_PER_SECOND,
    MESSAGES_PER_SECOND,
    SECONDS,
    /// Resident memory for each session.
    KIBIBYTES,
    /// Resident memory of a process, or what was carried.
    MEBIBYTES;

    /// With its unit, about nine characters.
    public String show(double value) {
        return switch (this) {
            case BYTES_PER_SECOND ->
                    value >= 1e8
                            ? format("%.2f GB/s", value / 1e9)
                            : format("%.2f MB/s", value / 1e6);
            case FILES_PER_SECOND -> format("%.0f files/s", value);
            case MESSAGES_PER_SECOND -> format("%.0f msg/s", value);
            case SECONDS -> format("%.3f s", value);
            case KIBIBYTES -> format("%.1f KiB", value);
            case MEBIBYTES -> format("%.0f MiB", value);
        };
    }

    private static String format(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
