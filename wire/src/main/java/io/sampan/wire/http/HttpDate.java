package io.sampan.wire.http;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/// Times as header fields have them (RFC 9110, 5.6.7). Thread-safe.
public final class HttpDate {

    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final InstantSource clock;
    private volatile Told told = new Told(Long.MIN_VALUE, "");

    private record Told(long second, String text) {}

    HttpDate(InstantSource clock) {
        this.clock = clock;
    }

    /// The time now; formatted once a second.
    String now() {
        var now = clock.instant();
        var last = told;
        if (last.second() != now.getEpochSecond()) {
            last = new Told(now.getEpochSecond(), format(now));
            told = last;
        }
        return last.text();
    }

    /// The form of RFC 9110, 5.6.7.
    public static String format(Instant time) {
        return FORM.format(time);
    }

    /// The time that a peer sent; empty if it is not one.
    public static Optional<Instant> parse(String text) {
        try {
            return Optional.of(Instant.from(FORM.parse(text)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
