package io.sampan.web.media;

import io.sampan.core.transfer.MediaDesk;
import io.sampan.core.transfer.OpenMedia;
import io.sampan.model.ByteRange;
import io.sampan.model.InvalidValueException;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.Outcome;
import io.sampan.model.RefusalCode;
import io.sampan.web.Resource;
import io.sampan.web.WebRequest;
import io.sampan.wire.http.HttpDate;
import io.sampan.wire.http.HttpResponse;
import io.sampan.wire.link.Body;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// `/media/<id>` and `/media/<id>/<any name>`: one complete file.
///
/// ```
/// GET, HEAD ─▶ 200 · 206 · 304 · 404 · 412 · 416
/// ```
///
/// The name is there for programs that call a file after its address; it is not looked at.
public final class MediaResource implements Resource {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BOUNDARY_BYTES = 16;

    private final MediaDesk desk;

    /// Gives the media of this desk out.
    public MediaResource(MediaDesk desk) {
        this.desk = desk;
    }

    @Override
    public String name() {
        return "media";
    }

    @Override
    public void handle(WebRequest request) {
        var id = id(request.path());
        if (id.isEmpty()) {
            request.refuse(404, RefusalCode.NOT_FOUND.meaning());
            return;
        }
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            request.refuseMethod("GET, HEAD");
            return;
        }
        switch (desk.read(request.who().name(), id.get())) {
            case Outcome.Refused<OpenMedia>(var refusal) -> request.refuse(refusal);
            case Outcome.Done<OpenMedia>(var media) -> {
                try (media) {
                    request.respond(answer(request, media));
                }
            }
        }
    }

    private static Optional<MediaId> id(List<String> path) {
        try {
            return path.isEmpty() || path.size() > 2
                    ? Optional.empty()
                    : Optional.of(MediaId.parse(path.getFirst()));
        } catch (InvalidValueException e) {
            return Optional.empty();
        }
    }

    /// What is answered to a request for a file; its body reads from `open`.
    public static HttpResponse answer(WebRequest request, OpenMedia open) {
        var media = open.media();
        var conditions = new Conditions('"' + media.digest().toString() + '"', media.completed());
        return switch (conditions.of(request.fields())) {
            case FAILED -> HttpResponse.text(412, "the file is another one");
            case NOT_MODIFIED -> described(HttpResponse.of(304), conditions);
            case SEND -> send(request, open, conditions);
        };
    }

    private static HttpResponse send(WebRequest request, OpenMedia open, Conditions conditions) {
        var media = open.media();
        var inline =
                request.hasFlag("inline")
                        ? InlineTypes.of(media.type())
                        : Optional.<InlineTypes.Inline>empty();
        var type = inline.map(InlineTypes.Inline::type).orElse(media.type().value());
        var range =
                conditions.takesRange(request.fields())
                        ? RangeField.parse(request.fields().one("range"), media.size())
                        : new RangeField.Asked.Whole();
        return switch (range) {
            case RangeField.Asked.Whole() ->
                    shown(described(HttpResponse.of(200), conditions), media, inline)
                            .with("Content-Type", type)
                            .with(body(open, new ByteRange(0, media.size())));
            case RangeField.Asked.Nothing() ->
                    HttpResponse.text(416, "the file has " + media.size() + " bytes")
                            .with("Content-Range", "bytes */" + media.size());
            case RangeField.Asked.Parts(var parts) when parts.size() == 1 ->
                    shown(described(HttpResponse.of(206), conditions), media, inline)
                            .with("Content-Type", type)
                            .with("Content-Range", contentRange(parts.getFirst(), media))
                            .with(body(open, parts.getFirst()));
            case RangeField.Asked.Parts(var parts) ->
                    multipart(
                            shown(described(HttpResponse.of(206), conditions), media, inline),
                            open,
                            type,
                            parts);
        };
    }

    private static HttpResponse described(HttpResponse response, Conditions conditions) {
        return response.with("ETag", conditions.tag())
                .with("Last-Modified", HttpDate.format(conditions.modified()))
                .with("Accept-Ranges", "bytes")
                .with("Cache-Control", "private, no-cache");
    }

    private static HttpResponse shown(
            HttpResponse response, Media media, Optional<InlineTypes.Inline> inline) {
        var named =
                response.with(
                        "Content-Disposition",
                        Disposition.of(inline.isPresent(), media.name().last()));
        return inline.map(how -> named.with("Content-Security-Policy", how.policy())).orElse(named);
    }

    private static String contentRange(ByteRange range, Media media) {
        return "bytes " + range.from() + "-" + (range.to() - 1) + "/" + media.size();
    }

    /// Several ranges in one body (RFC 9110, 14.6).
    private static HttpResponse multipart(
            HttpResponse response, OpenMedia open, String type, List<ByteRange> ranges) {
        var random = new byte[BOUNDARY_BYTES];
        RANDOM.nextBytes(random);
        var boundary = HexFormat.of().formatHex(random);
        var parts = new ArrayList<Body>();
        for (var range : ranges) {
            parts.add(
                    ascii(
                            "\r\n--%s\r\nContent-Type: %s\r\nContent-Range: %s\r\n\r\n"
                                    .formatted(boundary, type, contentRange(range, open.media()))));
            parts.add(body(open, range));
        }
        parts.add(ascii("\r\n--" + boundary + "--\r\n"));
        return response.with("Content-Type", "multipart/byteranges; boundary=" + boundary)
                .with(parts.toArray(Body[]::new));
    }

    private static Body ascii(String text) {
        return Body.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    /// For the kernel to send from the file, where the media is one.
    private static Body body(OpenMedia open, ByteRange range) {
        return open.blob()
                .file()
                .<Body>map(file -> new Body.FilePart(file, range.from(), range.length()))
                .orElseGet(() ->
                        new Body.Stream(
                                range.length(),
                                (offset, into) -> open.blob().read(range.from() + offset, into)));
    }
}
