package io.sampan.model;

import java.time.Duration;
import java.util.Optional;

/// A request was understood and not done.
///
/// @param code which refusal it is
/// @param detail figures or names that make the reason exact, safe to show; empty where the code
///   says all
/// @param retryAfter when to try again, where waiting helps
/// @param ranges which bytes to send again, where that helps; otherwise empty
public record Refusal(
        RefusalCode code, String detail, Optional<Duration> retryAfter, RangeSet ranges) {

    /// A refusal of which the code says it all.
    public static Refusal of(RefusalCode code) {
        return of(code, "");
    }

    /// The same code; `detail` says what it leaves open, in plain words.
    public static Refusal of(RefusalCode code, String detail) {
        return new Refusal(code, detail, Optional.empty(), RangeSet.EMPTY);
    }

    /// The same, to be tried again after this time.
    public Refusal retryAfter(Duration delay) {
        return new Refusal(code, detail, Optional.of(delay), ranges);
    }

    /// The same, about these bytes.
    public Refusal ranges(RangeSet bad) {
        return new Refusal(code, detail, retryAfter, bad);
    }

    /// The meaning of the code, and the detail: what a person is shown.
    public String reason() {
        return detail.isEmpty() ? code.meaning() : code.meaning() + ": " + detail;
    }
}
