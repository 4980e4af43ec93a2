package io.sampan.web.media;

import io.sampan.wire.http.HttpDate;
import io.sampan.wire.http.HttpFields;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Conditional requests for something that never changes (RFC 9110, 13).
///
/// @param tag its strong entity tag, with its quotes
/// @param modified to the second
record Conditions(String tag, Instant modified) {

    Conditions {
        modified = modified.truncatedTo(ChronoUnit.SECONDS);
    }

    /// What a request's conditions come to.
    enum Result {
        SEND,
        NOT_MODIFIED,
        FAILED
    }

    /// The order is that of RFC 9110, 13.2.2.
    Result of(HttpFields fields) {
        if (fields.has("if-match")) {
            if (!lists(fields.all("if-match"), false)) {
                return Result.FAILED;
            }
        } else if (fields.one("if-unmodified-since")
                .flatMap(HttpDate::parse)
                .filter(modified::isAfter)
                .isPresent()) {
            return Result.FAILED;
        }
        if (fields.has("if-none-match")) {
            return lists(fields.all("if-none-match"), true) ? Result.NOT_MODIFIED : Result.SEND;
        }
        return fields.one("if-modified-since")
                        .flatMap(HttpDate::parse)
                        .filter(since -> !modified.isAfter(since))
                        .isPresent()
                ? Result.NOT_MODIFIED
                : Result.SEND;
    }

    /// Whether a range may be sent: `If-Range` is missing, or names this very content.
    boolean takesRange(HttpFields fields) {
        if (!fields.has("if-range")) {
            return true;
        }
        var value = fields.one("if-range").map(String::strip).orElse("");
        return (value.startsWith("\"") || value.startsWith("W/"))
                ? value.equals(tag)
                : HttpDate.parse(value).filter(modified::equals).isPresent();
    }

    private boolean lists(List<String> values, boolean weakToo) {
        for (var value : values) {
            for (var element : value.split(",", -1)) {
                var text = element.strip();
                if (text.equals("*") || text.equals(tag) || (weakToo && text.equals("W/" + tag))) {
                    return true;
                }
            }
        }
        return false;
    }
}
