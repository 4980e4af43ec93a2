package io.sampan.web.access;

import io.sampan.wire.http.HttpExchange;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds the token of a request: in `Authorization`, or else in the cookie. Thread-safe.
public final class Credentials {

    /// Browsers give it back only over TLS, only to this host, and let no subdomain set it.
    static final String COOKIE = "__Host-sampan";

    /// The same on plain loopback, where browsers do not take the other.
    static final String PLAIN_COOKIE = "sampan";

    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([A-Za-z0-9_-]{1,2048})");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{1,2048}");

    private final AccessTokens tokens;

    public Credentials(AccessTokens tokens) {
        this.tokens = tokens;
    }

    /// What a request shows.
    ///
    /// @param isBearer whether it is a token that a program adds by itself, as no foreign page can
    public record Shown(Optional<Caller> caller, boolean isBearer) {}

    public Shown of(HttpExchange exchange) {
        var fields = exchange.request().fields();
        if (fields.has("authorization")) {
            var token =
                    fields.one("authorization")
                            .map(BEARER::matcher)
                            .filter(java.util.regex.Matcher::matches)
                            .map(found -> found.group(1));
            return new Shown(token.flatMap(this::check), true);
        }
        var name = exchange.isPrivate() ? COOKIE : PLAIN_COOKIE;
        for (var field : fields.all("cookie")) {
            for (var pair : field.split(";", -1)) {
                var cookie = pair.strip();
                if (cookie.startsWith(name + "=")) {
                    var value = cookie.substring(name.length() + 1);
                    return new Shown(
                            Optional.of(value)
                                    .filter(text -> TOKEN.matcher(text).matches())
                                    .flatMap(this::check),
                            false);
                }
            }
        }
        return new Shown(Optional.empty(), false);
    }

    private Optional<Caller> check(String token) {
        try {
            return tokens.check(Base64.getUrlDecoder().decode(token));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /// A token as it stands in a header field.
    public static String text(byte[] token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }
}
