package io.sampan.web.media;

import io.sampan.model.ContentType;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The types that a browser may show in place, because it runs nothing in them. SVG, HTML, XML and
/// scripts are never among them.
final class InlineTypes {

    /// Pictures load nothing and need no sandbox to be harmless; it costs them nothing either.
    private static final String STILL =
            "default-src 'none'; img-src 'self'; style-src 'unsafe-inline';"
                    + " frame-ancestors 'none'; sandbox";

    /// Players do not start in a sandbox.
    private static final String PLAYED =
            "default-src 'none'; media-src 'self'; style-src 'unsafe-inline';"
                    + " frame-ancestors 'none'";

    private static final String TEXT = "text/plain; charset=utf-8";

    private static final Map<String, Inline> TYPES =
            Map.ofEntries(
                    Map.entry("image/png", new Inline("image/png", STILL)),
                    Map.entry("image/jpeg", new Inline("image/jpeg", STILL)),
                    Map.entry("image/gif", new Inline("image/gif", STILL)),
                    Map.entry("image/webp", new Inline("image/webp", STILL)),
                    Map.entry("image/avif", new Inline("image/avif", STILL)),
                    Map.entry("video/mp4", new Inline("video/mp4", PLAYED)),
                    Map.entry("video/webm", new Inline("video/webm", PLAYED)),
                    Map.entry("video/quicktime", new Inline("video/quicktime", PLAYED)),
                    Map.entry("audio/mpeg", new Inline("audio/mpeg", PLAYED)),
                    Map.entry("audio/mp4", new Inline("audio/mp4", PLAYED)),
                    Map.entry("audio/x-m4a", new Inline("audio/mp4", PLAYED)),
                    Map.entry("audio/webm", new Inline("audio/webm", PLAYED)),
                    Map.entry("audio/ogg", new Inline("audio/ogg", PLAYED)),
                    Map.entry("audio/wav", new Inline("audio/wav", PLAYED)),
                    Map.entry("audio/x-wav", new Inline("audio/wav", PLAYED)),
                    Map.entry("audio/vnd.wave", new Inline("audio/wav", PLAYED)),
                    Map.entry("application/pdf", new Inline("application/pdf", PLAYED)),
                    Map.entry("text/plain", new Inline(TEXT, STILL)));

    /// How a file is shown in place.
    ///
    /// @param type what the browser is told it is
    /// @param policy what it may do
    record Inline(String type, String policy) {}

    private InlineTypes() {}

    static Optional<Inline> of(ContentType type) {
        return Optional.ofNullable(TYPES.get(type.value().toLowerCase(Locale.ROOT)));
    }
}
