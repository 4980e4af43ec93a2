package io.sampan.web.access;

import io.sampan.wire.http.HttpRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Whether a request that changes something, or opens a WebSocket, comes from our own page or from
/// no page at all. Browsers say so in `Origin` and `Sec-Fetch-Site`, which pages cannot set.
public final class OriginCheck {

    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");

    private OriginCheck() {}

    /// @param isBearer whether a token came in `Authorization`, which no foreign page can add
    /// @param schemes of our own pages, as this request can have come from one
    public static boolean allows(HttpRequest request, boolean isBearer, Set<String> schemes) {
        var fields = request.fields();
        var changes =
                !HARMLESS.contains(request.method())
                        || fields.has("x-http-method-override")
                        || fields.has("upgrade");
        if (!changes) {
            return true;
        }
        var site = fields.all("sec-fetch-site");
        if (!site.stream().allMatch(from -> from.equals("same-origin") || from.equals("none"))) {
            return false;
        }
        var origins = fields.all("origin");
        if (origins.isEmpty()) {
            return isBearer || !fields.has("cookie");
        }
        return origins.size() == 1 && isOurs(origins.getFirst(), request.host(), schemes);
    }

    private static boolean isOurs(String origin, Optional<String> host, Set<String> schemes) {
        var lower = origin.toLowerCase(Locale.ROOT);
        var mark = lower.indexOf("://");
        if (mark < 0 || !schemes.contains(lower.substring(0, mark))) {
            return false;
        }
        var port = lower.startsWith("https:") ? ":443" : ":80";
        var authority = lower.substring(mark + 3);
        return host.map(name -> withPort(name.toLowerCase(Locale.ROOT), port))
                .filter(withPort(authority, port)::equals)
                .isPresent();
    }

    private static String withPort(String authority, String normal) {
        return authority.matches(".*:[0-9]+") ? authority : authority + normal;
    }
}
