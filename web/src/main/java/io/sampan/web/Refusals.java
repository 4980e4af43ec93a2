package io.sampan.web;

import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.wire.http.HttpResponse;
import java.time.Duration;

/// Refusals of the core as statuses of HTTP. What passes by itself is 5xx with `Retry-After`,
/// because upload clients give up at any 4xx.
public final class Refusals {

    private static final Duration SOON = Duration.ofSeconds(5);

    private Refusals() {}

    /// The answer that tells a refusal: its status, and a body of words and code.
    public static HttpResponse toResponse(Refusal refusal) {
        var response = HttpResponse.text(status(refusal.code()), refusal.reason());
        return switch (refusal.code().remedy()) {
            case WAIT, OFFER_AGAIN, SEND_RANGES ->
                    response.with(
                            "Retry-After",
                            Long.toString(
                                    Math.max(1, refusal.retryAfter().orElse(SOON).toSeconds())));
            case GIVE_UP, LOG_IN -> response;
        };
    }

    static int status(RefusalCode code) {
        return switch (code) {
            case NOT_LOGGED_IN, WRONG_PROOF -> 401;
            case NOT_ALLOWED -> 403;
            case NOT_FOUND -> 404;
            case CANCELLED -> 410;
            case ID_CONFLICT -> 409;
            case TOO_LARGE, MESSAGE_TOO_LARGE -> 413;
            case OUT_OF_RANGE -> 416;
            case INTERNAL -> 500;
            case NO_SPACE -> 507;
            default ->
                    switch (code.remedy()) {
                        case WAIT, OFFER_AGAIN, SEND_RANGES -> 503;
                        case GIVE_UP, LOG_IN -> 400;
                    };
        };
    }
}
