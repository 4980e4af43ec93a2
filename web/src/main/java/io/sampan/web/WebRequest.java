package io.sampan.web;

import io.sampan.model.InvalidValueException;
import io.sampan.model.Refusal;
import io.sampan.web.access.Caller;
import io.sampan.wire.http.HttpExchange;
import io.sampan.wire.http.HttpFields;
import io.sampan.wire.http.HttpResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One request that has passed the door, and its answer. Used by the connection's virtual thread.
///
/// @param caller who asks; empty where nobody is logged in
/// @param path the segments after the resource's name, decoded
public record WebRequest(HttpExchange exchange, Optional<Caller> caller, List<String> path) {

    /// A request whose caller is known.
    public WebRequest {
        path = List.copyOf(path);
    }

    /// Its method, in capitals.
    public String method() {
        return exchange.request().method();
    }

    /// Its header fields.
    public HttpFields fields() {
        return exchange.request().fields();
    }

    /// Who asks, where [Resource#isOpen] was not asked for.
    public Caller who() {
        return caller.orElseThrow();
    }

    /// Whether a parameter without a value, such as `?inline`, was given.
    public boolean hasFlag(String name) {
        return exchange.request()
                .query()
                .filter(query -> List.of(query.split("&", -1)).contains(name))
                .isPresent();
    }

    /// The value of a parameter of the query, decoded.
    public Optional<String> parameter(String name) {
        return exchange.request().query().stream()
                .flatMap(query -> Stream.of(query.split("&", -1)))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> decoded(pair.substring(name.length() + 1)))
                .findFirst();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidValueException("a parameter is not percent-encoded");
        }
    }

    /// The page's own origin, which the front door has compared with the host.
    public String origin() {
        return fields().one("origin")
                .orElseGet(() ->
                        (exchange.isPrivate() ? "https://" : "http://")
                                + exchange.request().host().orElse(""));
    }

    /// Answers, with the fields that every answer has.
    public void respond(HttpResponse response) {
        exchange.respond(SecurityFields.addTo(response, exchange.isPrivate()));
    }

    /// Answers with a status and the reason in words; the body of the request is not read.
    public void refuse(int status, String reason) {
        respond(HttpResponse.text(status, reason));
    }

    /// Answers with a refusal; the body of the request is not read.
    public void refuse(Refusal refusal) {
        respond(Refusals.toResponse(refusal));
    }

    /// The method is not one of these.
    public void refuseMethod(String allowed) {
        respond(HttpResponse.text(405, "this is not possible here").with("Allow", allowed));
    }
}
