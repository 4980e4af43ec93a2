package io.sampan.web.people;

import io.sampan.core.identity.DeviceRegistry;
import io.sampan.core.storage.ConversationRepository.Said;
import io.sampan.core.storage.ConversationRepository.Summary;
import io.sampan.core.storage.DeviceRecord;
import io.sampan.core.storage.MessageRepository.Posted;
import io.sampan.model.DeviceId;
import io.sampan.model.DeviceLabel;
import io.sampan.model.InvalidValueException;
import io.sampan.model.Outcome;
import io.sampan.model.Place;
import io.sampan.model.UserName;
import io.sampan.web.Json;
import io.sampan.web.QrRows;
import io.sampan.web.Refusals;
import io.sampan.web.WebRequest;
import io.sampan.web.access.Caller;
import io.sampan.wire.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What `/api` says of people.
///
/// ```
/// GET    /api/people                                  ─▶ 200 {people: [{name, online}]}
/// GET    /api/conversations                           ─▶ 200 {conversations: [{with, last, unread}]}
/// GET    /api/history?with=NAME,NAME&before=PLACE     ─▶ 200 {entries: […], more}
/// POST   /api/messages {id, to, text, attachments}    ─▶ 200 {posted, standings}
/// GET    /api/devices                                 ─▶ 200 {devices: [{device, label, …}]}
/// POST   /api/devices/link                            ─▶ 200 {code, link, qr, expires}
/// PATCH  /api/devices/<id> {label}                    ─▶ 204
/// DELETE /api/devices/<id>                            ─▶ 204
/// ```
public final class PeopleApi {

    private static final Duration LINK = Duration.ofMinutes(10);
    private static final int PAGE = 50;
    private static final int MOST = 200;

    private final PeopleDesks desks;

    /// The requests of people, over the desks that have the answers.
    public PeopleApi(PeopleDesks desks) {
        this.desks = desks;
    }

    /// Answers; empty where the path or the method is not of people.
    public Optional<HttpResponse> answer(WebRequest request) {
        var path = String.join("/", request.path());
        var who = request.who();
        return Optional.ofNullable(
                switch (request.method() + " " + path) {
                    case "GET people" -> people();
                    case "GET conversations" -> conversations(who);
                    case "GET history" -> history(request);
                    case "POST messages" -> post(request);
                    case "GET devices" -> devices(who);
                    case "POST devices/link" -> link(request);
                    default -> ofDevice(request).orElse(null);
                });
    }

    private HttpResponse people() {
        var online = Set.copyOf(desks.roster().snapshot().names());
        return Json.told(
                Map.of(
                        "people",
                        desks.registry().everybody().stream()
                                .map(name -> person(name, online.contains(name)))
                                .toList()));
    }

    private static Map<String, Object> person(UserName name, boolean online) {
        return Map.of("name", name.value(), "online", online);
    }

    private HttpResponse conversations(Caller who) {
        return Json.told(
                Map.of(
                        "conversations",
                        desks.conversations().all(who.name()).stream()
                                .map(one -> summary(one, who.name()))
                                .toList()));
    }

    private static Map<String, Object> summary(Summary one, UserName who) {
        return Map.of(
                "with", Entries.others(one.newest().message(), who),
                "last", said(one.newest(), who),
                "unread", one.unread());
    }

    private static Map<String, Object> said(Said said, UserName who) {
        return said.message().sender().equals(who)
                ? Entries.entry(said.place(), said.message(), said.standings())
                : Entries.entry(said.place(), said.message());
    }

    private HttpResponse history(WebRequest request) {
        var who = request.who().name();
        var conversation =
                request.parameter("with")
                        .map(names -> Entries.conversation(who, List.of(names.split(",", -1))));
        var limit = request.parameter("limit").map(PeopleApi::limit).orElse(PAGE);
        var page =
                desks.conversations()
                        .history(
                                who,
                                conversation,
                                request.parameter("before").map(Place::parse),
                                limit);
        return Json.told(
                Map.of(
                        "entries",
                        page.said().reversed().stream().map(said -> said(said, who)).toList(),
                        "more",
                        page.more()));
    }

    private static int limit(String text) {
        try {
            return Math.clamp(Long.parseLong(text), 1, MOST);
        } catch (NumberFormatException e) {
            throw new InvalidValueException("limit is a number");
        }
    }

    private HttpResponse post(WebRequest request) {
        return switch (desks.office()
                .post(request.who().member(), Entries.letter(Json.read(request)))) {
            case Outcome.Refused<Posted>(var refusal) -> Refusals.toResponse(refusal);
            case Outcome.Done<Posted>(var posted) ->
                    Json.told(
                            Map.of(
                                    "posted", posted.message().posted().toString(),
                                    "standings", Entries.standings(posted.standings())));
        };
    }

    private HttpResponse devices(Caller who) {
        return Json.told(
                Map.of(
                        "devices",
                        desks.devices().of(who.name()).stream()
                                .map(device -> device(device, who))
                                .toList()));
    }

    private static Map<String, Object> device(DeviceRecord device, Caller who) {
        var told = new LinkedHashMap<String, Object>();
        told.put("device", device.id().toString());
        told.put("label", device.label().value());
        told.put("added", device.added().toString());
        told.put("seen", device.seen().toString());
        told.put("this", device.id().equals(who.member().device()));
        return told;
    }

    private HttpResponse link(WebRequest request) {
        return switch (desks.devices().link(request.who().member(), LINK)) {
            case Outcome.Refused<DeviceRegistry.Link>(var refusal) -> Refusals.toResponse(refusal);
            case Outcome.Done<DeviceRegistry.Link>(var link) -> {
                var address = request.origin() + "/#link=" + link.code();
                yield Json.told(
                        Map.of(
                                "code",
                                link.code(),
                                "link",
                                address,
                                "qr",
                                QrRows.of(address),
                                "expires",
                                link.expires().toString()));
            }
        };
    }

    private Optional<HttpResponse> ofDevice(WebRequest request) {
        if (request.path().size() != 2 || !request.path().getFirst().equals("devices")) {
            return Optional.empty();
        }
        if (request.path().getLast().equals("link")
                || !Set.of("DELETE", "PATCH").contains(request.method())) {
            return Optional.empty();
        }
        var person = request.who().name();
        var device = DeviceId.parse(request.path().getLast());
        return switch (request.method()) {
            case "DELETE" -> Optional.of(done(desks.devices().revoke(person, device)));
            case "PATCH" -> {
                var label = new DeviceLabel(Json.read(request).path("label").asString(""));
                yield Optional.of(done(desks.devices().rename(person, device, label)));
            }
            default -> Optional.empty();
        };
    }

    private static HttpResponse done(Outcome<DeviceId> outcome) {
        return switch (outcome) {
            case Outcome.Done<DeviceId> _ -> HttpResponse.of(204);
            case Outcome.Refused<DeviceId>(var refusal) -> Refusals.toResponse(refusal);
        };
    }
}
