package io.sampan.web.share;

import io.sampan.core.sharing.ShareLinks;
import io.sampan.core.sharing.ShareLinks.Made;
import io.sampan.core.sharing.ShareLinks.Terms;
import io.sampan.core.storage.ShareLink;
import io.sampan.core.storage.ShareLink.Target;
import io.sampan.core.transfer.MediaDesk;
import io.sampan.model.InvalidValueException;
import io.sampan.model.LinkId;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.Outcome;
import io.sampan.model.UserName;
import io.sampan.web.Json;
import io.sampan.web.QrRows;
import io.sampan.web.Refusals;
import io.sampan.web.WebRequest;
import io.sampan.wire.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/// What `/api` says of share and drop links.
///
/// ```
/// GET    /api/links                                        ─▶ 200 {links: […]}
/// POST   /api/links {media, seconds, uses?, password?}     ─▶ 200 {id, code, link, qr, expires}
/// POST   /api/links {drop: label, bytes, seconds, uses?}   ─▶ 200 {id, code, link, qr, expires}
/// DELETE /api/links/<id>                                   ─▶ 204
/// ```
public final class LinksApi {

    private static final Duration USUAL = Duration.ofDays(7);
    private static final long USUAL_BYTES = 10L << 30;

    private final ShareLinks links;
    private final MediaDesk media;

    /// The requests of members about their links.
    public LinksApi(ShareLinks links, MediaDesk media) {
        this.links = links;
        this.media = media;
    }

    /// Answers; empty where the path or the method is not of links.
    public Optional<HttpResponse> answer(WebRequest request) {
        var path = request.path();
        if (path.isEmpty() || !path.getFirst().equals("links") || path.size() > 2) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                switch (request.method() + " " + path.size()) {
                    case "GET 1" -> all(request.who().name());
                    case "POST 1" -> make(request);
                    case "DELETE 2" -> end(request.who().name(), path.getLast());
                    default -> null;
                });
    }

    private HttpResponse all(UserName who) {
        return Json.told(
                Map.of("links", links.of(who).stream().map(link -> told(link, who)).toList()));
    }

    private Map<String, Object> told(ShareLink link, UserName who) {
        var told = new LinkedHashMap<String, Object>();
        told.put("id", link.id().toString());
        switch (link.target()) {
            case Target.File(var id) -> {
                told.put("media", id.toString());
                told.put(
                        "name",
                        media.media(who, id) instanceof Outcome.Done<Media>(var file)
                                ? file.name().value()
                                : "");
            }
            case Target.Drop(var label, var bytes, var most) -> {
                told.put("drop", label);
                told.put("bytes", bytes);
                told.put("mostBytes", most);
            }
        }
        told.put("created", link.created().toString());
        told.put("expires", link.expires().toString());
        told.put("uses", link.uses());
        link.mostUses().ifPresent(most -> told.put("mostUses", most));
        told.put("password", link.password().isPresent());
        return told;
    }

    private HttpResponse make(WebRequest request) {
        var asked = Json.read(request);
        var who = request.who().name();
        var isDrop = asked.has("drop");
        var outcome =
                isDrop
                        ? links.drop(
                                who,
                                asked.path("drop").asString(""),
                                asked.path("bytes").asLong(USUAL_BYTES),
                                terms(asked))
                        : links.share(
                                who, MediaId.parse(asked.path("media").asString("")), terms(asked));
        return switch (outcome) {
            case Outcome.Refused<Made>(var refusal) -> Refusals.toResponse(refusal);
            case Outcome.Done<Made>(var made) -> {
                var address = request.origin() + (isDrop ? "/d/" : "/s/") + made.code();
                yield Json.told(
                        Map.of(
                                "id", made.link().id().toString(),
                                "code", made.code(),
                                "link", address,
                                "qr", QrRows.of(address),
                                "expires", made.link().expires().toString()));
            }
        };
    }

    private static Terms terms(JsonNode asked) {
        var uses = asked.path("uses").asLong(0);
        if (uses < 0) {
            throw new InvalidValueException("a link can be used once at least");
        }
        var seconds = asked.path("seconds").asLong(USUAL.toSeconds());
        if (seconds > ShareLinks.LONGEST.toSeconds()) {
            throw new InvalidValueException("a link is good for 366 days at most");
        }
        var password = asked.path("password").asString("");
        return new Terms(
                Duration.ofSeconds(seconds),
                uses == 0 ? OptionalLong.empty() : OptionalLong.of(uses),
                Optional.of(password).filter(word -> !word.isEmpty()));
    }

    private HttpResponse end(UserName who, String id) {
        return switch (links.end(who, LinkId.parse(id))) {
            case Outcome.Done<LinkId> _ -> HttpResponse.of(204);
            case Outcome.Refused<LinkId>(var refusal) -> Refusals.toResponse(refusal);
        };
    }
}
