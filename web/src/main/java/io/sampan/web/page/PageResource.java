package io.sampan.web.page;

import io.sampan.model.Sha256;
import io.sampan.web.Resource;
import io.sampan.web.WebRequest;
import io.sampan.wire.http.HttpResponse;
import io.sampan.wire.link.Body;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/` and `/page/<file>`: the page, for anybody. What it shows, it asks for with a login.
public final class PageResource implements Resource {

    private static final String FOLDER = "/io/sampan/page/";

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:;"
                    + " media-src 'self' blob:; connect-src 'self'; manifest-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                    + " require-trusted-types-for 'script'; trusted-types lit-html";

    private static final Map<String, String> TYPES =
            Map.of(
                    "index.html", "text/html; charset=utf-8",
                    "page.js", "text/javascript; charset=utf-8",
                    "drop.js", "text/javascript; charset=utf-8",
                    "page.css", "text/css; charset=utf-8",
                    "icon.svg", "image/svg+xml",
                    "app.webmanifest", "application/manifest+json");

    private final String name;
    private final Map<String, PageFile> files = new HashMap<>();

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record PageFile(String type, byte[] content, String tag) {}

    private PageResource(String name) {
        this.name = name;
        TYPES.forEach((file, type) -> load(file, type).ifPresent(found -> files.put(file, found)));
    }

    /// `/` and `/page`, as resources of a front door.
    public static List<Resource> all() {
        return List.of(new PageResource(""), new PageResource("page"));
    }

    private static Optional<PageFile> load(String file, String type) {
        try (var in = PageResource.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                return Optional.empty();
            }
            var content = in.readAllBytes();
            return Optional.of(
                    new PageFile(type, content, '"' + Sha256.digest(content).toString() + '"'));
        } catch (IOException e) {
            throw new UncheckedIOException("the page cannot be read", e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isOpen(WebRequest request) {
        return true;
    }

    @Override
    public void handle(WebRequest request) {
        var rest = String.join("/", request.path());
        var found = files.get(name.isEmpty() && rest.isEmpty() ? "index.html" : rest);
        if (found == null) {
            request.refuse(404, "there is nothing here");
            return;
        }
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            request.refuseMethod("GET, HEAD");
            return;
        }
        var known = request.fields().one("if-none-match").filter(found.tag()::equals).isPresent();
        var answer =
                HttpResponse.of(known ? 304 : 200)
                        .with("ETag", found.tag())
                        .with("Cache-Control", "no-cache")
                        .with("Content-Security-Policy", POLICY)
                        .with(
                                "Permissions-Policy",
                                "camera=(self), microphone=(self), geolocation=(), payment=(),"
                                        + " usb=()");
        request.respond(
                known
                        ? answer
                        : answer.with("Content-Type", found.type()).with(Body.of(found.content())));
    }
}
