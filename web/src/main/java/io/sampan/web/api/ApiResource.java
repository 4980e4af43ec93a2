package io.sampan.web.api;

import io.sampan.core.transfer.Transfers;
import io.sampan.core.transfer.UploadSummary;
import io.sampan.model.InvalidValueException;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.Outcome;
import io.sampan.web.Json;
import io.sampan.web.Refusals;
import io.sampan.web.Resource;
import io.sampan.web.WebRequest;
import io.sampan.web.access.AccessTokens;
import io.sampan.web.access.Caller;
import io.sampan.web.access.TokenReader;
import io.sampan.web.access.WebLogin;
import io.sampan.web.people.PeopleApi;
import io.sampan.web.share.LinksApi;
import io.sampan.wire.http.HttpResponse;
import io.sampan.wire.link.Body;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// `/api/…`
///
/// ```
/// (coming in and leaving: SessionApi; people, messages, devices: PeopleApi; links: LinksApi)
/// GET    /api/openapi.json            ─▶ 200 all of this, as OpenAPI
/// GET    /api/me                      ─▶ 200 {name, device}
/// POST   /api/tokens {seconds, scope} ─▶ 200 {token, expires}
/// GET    /api/media?after=ID          ─▶ 200 {media: […]}
/// DELETE /api/media/<id>              ─▶ 204
/// GET    /api/uploads                 ─▶ 200 {uploads: […]}
/// ```
public final class ApiResource implements Resource {

    private static final Duration LONGEST_TOKEN = Duration.ofHours(12);
    private static final int PAGE = 200;
    private static final byte[] OPEN_API = document();

    private final AccessTokens tokens;
    private final Transfers transfers;
    private final SessionApi sessions;
    private final PeopleApi people;
    private final LinksApi links;

    /// The answers of `/api`.
    public ApiResource(
            AccessTokens tokens,
            WebLogin login,
            Transfers transfers,
            PeopleApi people,
            LinksApi links) {
        this.people = people;
        this.links = links;
        this.tokens = tokens;
        this.sessions = new SessionApi(login, tokens);
        this.transfers = transfers;
    }

    private static byte[] document() {
        try (var in = ApiResource.class.getResourceAsStream("openapi.json")) {
            return Objects.requireNonNull(in).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the description of the API cannot be read", e);
        }
    }

    @Override
    public String name() {
        return "api";
    }

    /// Whoever comes in has no login yet.
    @Override
    public boolean isOpen(WebRequest request) {
        var path = request.path();
        return switch (request.method()) {
            case "POST" -> path.equals(List.of("challenge")) || path.equals(List.of("session"));
            case "GET" -> path.equals(List.of("openapi.json"));
            default -> false;
        };
    }

    @Override
    public void handle(WebRequest request) {
        HttpResponse response;
        try {
            response = answer(request);
        } catch (InvalidValueException e) {
            response = HttpResponse.text(400, String.valueOf(e.getMessage()));
        }
        request.respond(response);
    }

    private HttpResponse answer(WebRequest request) {
        var method = request.method();
        var path = request.path();
        var kind = path.size() == 2 ? path.getFirst() + "/<id>" : String.join("/", path);
        return switch (kind) {
            case "openapi.json" ->
                    method.equals("GET")
                            ? HttpResponse.of(200)
                                    .with("Content-Type", "application/json")
                                    .with(Body.of(OPEN_API))
                            : notHere("GET");
            case "challenge" -> method.equals("POST") ? sessions.challenge() : notHere("POST");
            case "session" ->
                    switch (method) {
                        case "POST" -> sessions.open(request);
                        case "DELETE" -> sessions.close(request);
                        default -> notHere("POST, DELETE");
                    };
            case "me" -> method.equals("GET") ? me(request.who()) : notHere("GET");
            case "tokens" -> method.equals("POST") ? issue(request) : notHere("POST");
            case "media" -> method.equals("GET") ? media(request) : notHere("GET");
            case "media/<id>" ->
                    method.equals("DELETE")
                            ? remove(request.who(), path.getLast())
                            : notHere("DELETE");
            case "uploads" -> method.equals("GET") ? uploads(request.who()) : notHere("GET");
            default ->
                    people.answer(request)
                            .or(() -> links.answer(request))
                            .orElseGet(() -> HttpResponse.text(404, "there is nothing here"));
        };
    }

    private static HttpResponse notHere(String allowed) {
        return HttpResponse.text(405, "this is not possible here").with("Allow", allowed);
    }

    private static HttpResponse me(Caller who) {
        return Json.told(
                Map.of("name", who.name().value(), "device", who.member().device().toString()));
    }

    private HttpResponse issue(WebRequest request) {
        var asked = Json.read(request);
        var scope = asked.path("scope").asString("");
        for (var word : scope.isEmpty() ? List.<String>of() : List.of(scope.split(" ", -1))) {
            if (!Caller.SCOPES.contains(word)) {
                throw new InvalidValueException("a scope is made of: " + Caller.SCOPES);
            }
        }
        var seconds = asked.path("seconds").asLong(LONGEST_TOKEN.toSeconds());
        if (seconds < 1 || seconds > LONGEST_TOKEN.toSeconds()) {
            throw new InvalidValueException("a token is good for 1 s to 12 h");
        }
        var token = tokens.issue(request.who(), scope, Duration.ofSeconds(seconds));
        return Json.told(
                Map.of(
                        "token", TokenReader.text(token.bytes()),
                        "expires", token.expires().toString()));
    }

    private HttpResponse media(WebRequest request) {
        var after =
                request.exchange()
                        .request()
                        .query()
                        .filter(query -> query.startsWith("after="))
                        .map(query -> MediaId.parse(query.substring("after=".length())));
        var page = transfers.media().list(request.who().name(), after, PAGE);
        return Json.told(Map.of("media", page.stream().map(ApiResource::told).toList()));
    }

    private static Map<String, Object> told(Media media) {
        var told = new LinkedHashMap<String, Object>();
        told.put("media", media.id().toString());
        told.put("owner", media.owner().value());
        told.put("name", media.name().value());
        told.put("size", media.size());
        told.put("type", media.type().value());
        told.put("completed", media.completed().toString());
        told.put("shared", media.shared());
        return told;
    }

    private HttpResponse remove(Caller who, String text) {
        return id(text).map(id ->
                        switch (transfers.media().remove(who.name(), id)) {
                            case Outcome.Done<MediaId> _ -> HttpResponse.of(204);
                            case Outcome.Refused<MediaId>(var refusal) ->
                                    Refusals.toResponse(refusal);
                        })
                .orElseGet(() -> HttpResponse.text(404, "not found"));
    }

    private static Optional<MediaId> id(String text) {
        try {
            return Optional.of(MediaId.parse(text));
        } catch (InvalidValueException e) {
            return Optional.empty();
        }
    }

    private HttpResponse uploads(Caller who) {
        return Json.told(
                Map.of(
                        "uploads",
                        transfers.uploads().uploads(who.name()).stream()
                                .map(ApiResource::told)
                                .toList()));
    }

    private static Map<String, Object> told(UploadSummary upload) {
        var told = new LinkedHashMap<String, Object>();
        told.put("id", upload.offer().id().toString());
        told.put("name", upload.offer().name().value());
        told.put("size", upload.offer().size());
        told.put("held", upload.heldBytes());
        told.put("paused", upload.state() == UploadSummary.State.PAUSED);
        told.put("touched", upload.touched().toString());
        return told;
    }
}
