package io.sampan.web;

import io.sampan.core.storage.StorageException;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.web.access.AccessTokens;
import io.sampan.web.access.Caller;
import io.sampan.web.access.HostCheck;
import io.sampan.web.access.OriginCheck;
import io.sampan.web.access.TokenReader;
import io.sampan.wire.http.HttpException;
import io.sampan.wire.http.HttpExchange;
import io.sampan.wire.http.HttpHandler;
import io.sampan.wire.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where every request comes in: checks it, and hands it to the resource that it is for.
/// Thread-safe.
public final class FrontDoor implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);

    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(5);

    private final HostCheck hosts;
    private final TokenReader credentials;
    private final Map<String, Resource> resources = new HashMap<>();

    /// What of HTTP comes in goes through here.
    public FrontDoor(WebSettings settings, AccessTokens tokens, List<Resource> resources) {
        this.hosts = new HostCheck(settings);
        this.credentials = new TokenReader(tokens);
        resources.forEach(resource -> this.resources.put(resource.name(), resource));
    }

    @Override
    public void handle(HttpExchange exchange) {
        var request = exchange.request();
        if (!hosts.knows(request.host())) {
            refuse(exchange, 421, "this server has another name");
            return;
        }
        var shown = credentials.of(exchange);
        if (!OriginCheck.allows(
                request,
                shown.isBearer(),
                HostCheck.schemes(request.host(), exchange.isPrivate()))) {
            refuse(exchange, 403, "another site may not ask for this");
            return;
        }
        var path = Paths.segments(request.path());
        var resource = resources.get(path.isEmpty() ? "" : path.getFirst());
        if (resource == null) {
            refuse(exchange, 404, "there is nothing here");
            return;
        }
        var caller = shown.caller();
        var web =
                new WebRequest(
                        exchange, caller, path.subList(Math.min(1, path.size()), path.size()));
        if (caller.isEmpty() && !resource.isOpen(web)) {
            exchange.respond(
                    SecurityFields.addTo(
                            HttpResponse.text(401, "log in first")
                                    .with("WWW-Authenticate", "Bearer realm=\"sampan\""),
                            exchange.isPrivate()));
            return;
        }
        if (caller.isPresent() && !mayAsk(caller.get(), resource, request.method())) {
            web.refuse(403, "the token is not for this");
            return;
        }
        handle(resource, web);
    }

    private static boolean mayAsk(Caller caller, Resource resource, String method) {
        return caller.may(resource.name(), method);
    }

    private static void handle(Resource resource, WebRequest web) {
        try {
            resource.handle(web);
        } catch (StorageException e) {
            LOG.atError()
                    .addKeyValue("resource", resource.name())
                    .setCause(e)
                    .log("storage failed");
            if (web.exchange().isAnswered()) {
                throw new HttpException(500, "the server failed; its log says how");
            }
            web.refuse(Refusal.of(RefusalCode.INTERNAL).retryAfter(AFTER_A_FAULT));
        }
    }

    private static void refuse(HttpExchange exchange, int status, String reason) {
        new WebRequest(exchange, Optional.empty(), List.of()).refuse(status, reason);
    }
}
