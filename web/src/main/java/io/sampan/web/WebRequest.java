package io.sampan.web;

import io.sampan.model.Refusal;
import io.sampan.web.access.Caller;
import io.sampan.wire.http.HttpExchange;
import io.sampan.wire.http.HttpFields;
import io.sampan.wire.http.HttpResponse;
import java.util.List;
import java.util.Optional;

/// One request that has passed the door, and its answer. Used by the connection's virtual thread.
///
/// @param caller who asks; empty where nobody is logged in
/// @param path the segments after the resource's name, decoded
public record WebRequest(HttpExchange exchange, Optional<Caller> caller, List<String> path) {

    public WebRequest {
        path = List.copyOf(path);
    }

    public String method() {
        return exchange.request().method();
    }

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

    /// Answers, with the fields that every answer has.
    public void respond(HttpResponse response) {
        exchange.respond(SecurityFields.addTo(response, exchange.isPrivate()));
    }

    public void refuse(int status, String reason) {
        respond(HttpResponse.text(status, reason));
    }

    public void refuse(Refusal refusal) {
        respond(Refusals.toResponse(refusal));
    }

    /// The method is not one of these.
    public void refuseMethod(String allowed) {
        respond(HttpResponse.text(405, "this is not possible here").with("Allow", allowed));
    }
}
