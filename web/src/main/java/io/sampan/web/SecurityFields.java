package io.sampan.web;

import io.sampan.wire.http.HttpResponse;

/// The fields that protect whoever reads an answer in a browser. A resource may set its own
/// `Content-Security-Policy` and `Cache-Control`; the defaults allow nothing.
final class SecurityFields {

    private static final String NOTHING =
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none';"
                    + " sandbox";

    private SecurityFields() {}

    static HttpResponse addTo(HttpResponse response, boolean encrypted) {
        var safe =
                response.with("X-Content-Type-Options", "nosniff")
                        .withDefault("Referrer-Policy", "no-referrer")
                        .with("Cross-Origin-Resource-Policy", "same-origin")
                        .with("Cross-Origin-Opener-Policy", "same-origin")
                        .with("X-Frame-Options", "DENY")
                        .withDefault("Content-Security-Policy", NOTHING)
                        .withDefault("Cache-Control", "no-store");
        return encrypted ? safe.with("Strict-Transport-Security", "max-age=31536000") : safe;
    }
}
