package io.sampan.web.access;

import io.sampan.core.identity.Sessions;
import io.sampan.wire.http.HttpExchange;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the token of a request: in `Authorization`, or else in the cookie. Thread-safe.
public final class TokenReader {

    /// Browsers give it back only over TLS, only to this host, and let no subdomain set it.
    static final String COOKIE = "__Host-sampan";

    /// The same on plain loopback, where browsers do not take the other.
    static final String PLAIN_COOKIE = "sampan";

    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([A-Za-z0-9_-]{1,2048})");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{1,2048}");

    private static final Duration LIFE = Duration.ofHours(12);

    private final AccessTokens tokens;

    /// Reads tokens from requests.
    public TokenReader(AccessTokens tokens) {
        this.tokens = tokens;
    }

    /// What a request shows.
    ///
    /// @param isBearer whether it is a token that a program adds by itself, as no foreign page can
    public record Shown(Optional<Caller> caller, boolean isBearer) {}

    /// What a request shows of who asks.
    public Shown of(HttpExchange exchange) {
        var isBearer = exchange.request().fields().has("authorization");
        return new Shown(token(exchange).flatMap(tokens::check), isBearer);
    }

    /// The token that a request shows, whatever it is good for.
    public static Optional<byte[]> token(HttpExchange exchange) {
        var fields = exchange.request().fields();
        if (fields.has("authorization")) {
            return fields.one("authorization")
                    .map(BEARER::matcher)
                    .filter(Matcher::matches)
                    .flatMap(found -> decode(found.group(1)));
        }
        var found = cookie(exchange, COOKIE);
        return found.isPresent() || exchange.isPrivate() ? found : cookie(exchange, PLAIN_COOKIE);
    }

    private static Optional<byte[]> cookie(HttpExchange exchange, String name) {
        for (var field : exchange.request().fields().all("cookie")) {
            for (var pair : field.split(";", -1)) {
                var cookie = pair.strip();
                if (cookie.startsWith(name + "=")) {
                    var value = cookie.substring(name.length() + 1);
                    return TOKEN.matcher(value).matches() ? decode(value) : Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<byte[]> decode(String token) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(token));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /// The field that gives a browser a token, or takes it away.
    ///
    /// @param token empty to take it away
    /// @param secure whether the page was opened over TLS
    public static String setCookie(Optional<Sessions.Token> token, boolean secure) {
        var value = token.map(Sessions.Token::bytes).map(TokenReader::text).orElse("");
        var age = token.isPresent() ? LIFE.toSeconds() : 0;
        return (secure ? COOKIE : PLAIN_COOKIE)
                + "="
                + value
                + "; Path=/; HttpOnly; SameSite=Strict; Max-Age="
                + age
                + (secure ? "; Secure" : "");
    }

    /// A token as it stands in a header field.
    public static String text(byte[] token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }
}
