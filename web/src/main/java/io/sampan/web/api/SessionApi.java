package io.sampan.web.api;

import io.sampan.core.identity.Member;
import io.sampan.core.identity.Sessions;
import io.sampan.model.InvalidValueException;
import io.sampan.model.Outcome;
import io.sampan.web.Json;
import io.sampan.web.Refusals;
import io.sampan.web.WebRequest;
import io.sampan.web.access.AccessTokens;
import io.sampan.web.access.Caller;
import io.sampan.web.access.TokenReader;
import io.sampan.web.access.WebLogin;
import io.sampan.wire.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Coming in and leaving, for browsers.
///
/// ```
/// POST   /api/challenge ─▶ 200 {nonce}
/// POST   /api/session   ─▶ 200 {name, device, expires}, and a cookie
/// DELETE /api/session   ─▶ 204
/// ```
final class SessionApi {

    private static final Duration LIFE = Duration.ofHours(12);

    private final WebLogin login;
    private final AccessTokens tokens;

    SessionApi(WebLogin login, AccessTokens tokens) {
        this.login = login;
        this.tokens = tokens;
    }

    HttpResponse challenge() {
        return Json.told(Map.of("nonce", TokenReader.text(login.challenge())));
    }

    HttpResponse open(WebRequest request) {
        var said = Json.read(request);
        var origin = request.origin();
        return switch (login.admit(claim(said), origin)) {
            case Outcome.Refused<Member>(var refusal) -> Refusals.toResponse(refusal);
            case Outcome.Done<Member>(var member) -> {
                var token = tokens.issue(new Caller(member, Sessions.ALL), Sessions.ALL, LIFE);
                yield Json.told(
                                Map.of(
                                        "name", member.name().value(),
                                        "device", member.device().toString(),
                                        "expires", token.expires().toString()))
                        .with(
                                "Set-Cookie",
                                TokenReader.setCookie(Optional.of(token), isSecure(origin)));
            }
        };
    }

    private static boolean isSecure(String origin) {
        return origin.startsWith("https://");
    }

    private static WebLogin.Request claim(JsonNode said) {
        return new WebLogin.Request(
                text(said, "name"),
                bytes(said, "key"),
                bytes(said, "nonce"),
                bytes(said, "signature"),
                text(said, "label").orElse(""),
                text(said, "invite"),
                text(said, "link"));
    }

    private static Optional<String> text(JsonNode said, String key) {
        return Optional.of(said.path(key).asString("")).filter(value -> !value.isEmpty());
    }

    private static byte[] bytes(JsonNode said, String key) {
        try {
            return Base64.getUrlDecoder().decode(said.path(key).asString(""));
        } catch (IllegalArgumentException e) {
            throw new InvalidValueException(key + " is base64url");
        }
    }

    HttpResponse close(WebRequest request) {
        TokenReader.token(request.exchange()).ifPresent(tokens::end);
        return HttpResponse.of(204)
                .with(
                        "Set-Cookie",
                        TokenReader.setCookie(Optional.empty(), isSecure(request.origin())));
    }
}
