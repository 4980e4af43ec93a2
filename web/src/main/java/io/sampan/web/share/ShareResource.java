package io.sampan.web.share;

import io.sampan.core.sharing.ShareLinks;
import io.sampan.core.storage.ShareLink;
import io.sampan.core.storage.ShareLink.Target;
import io.sampan.core.transfer.MediaDesk;
import io.sampan.core.transfer.OpenMedia;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.Outcome;
import io.sampan.model.RefusalCode;
import io.sampan.web.Resource;
import io.sampan.web.WebRequest;
import io.sampan.web.media.MediaResource;
import io.sampan.wire.http.HttpResponse;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// `/s/<code>`: a file for whoever has the link.
///
/// ```
/// GET, HEAD /s/<code>                 ─▶ 200 the page · 303 the file, to programs · 404
/// POST      /s/<code> password=…      ─▶ 303 /s/<code>/<ticket>/<name> · 401 · 404 · 503
/// GET, HEAD /s/<code>/<ticket>/<name> ─▶ as /media · 404
/// ```
///
/// A ticket is one use of the link, however many requests are made with it. Where uses are not
/// counted and there is no password, the word `file` stands for any ticket.
public final class ShareResource implements Resource {

    private static final String NO_TICKET = "file";
    private static final int MOST_FORM_BYTES = 4 << 10;

    private final ShareLinks links;
    private final MediaDesk desk;

    /// Gives the shared media of this desk out.
    public ShareResource(ShareLinks links, MediaDesk desk) {
        this.links = links;
        this.desk = desk;
    }

    @Override
    public String name() {
        return "s";
    }

    @Override
    public boolean isOpen(WebRequest request) {
        return true;
    }

    @Override
    public void handle(WebRequest request) {
        var path = request.path();
        var link = path.isEmpty() ? Optional.<ShareLink>empty() : links.find(path.getFirst());
        var found = link.flatMap(this::media);
        if (found.isEmpty() || path.size() > 3 || path.size() == 2) {
            request.respond(SharePages.dead(request));
        } else if (path.size() == 3) {
            file(request, link.get(), found.get(), path.get(1));
        } else {
            page(request, path.getFirst(), link.get(), found.get());
        }
    }

    /// The file as its owner may read it still.
    private Optional<Media> media(ShareLink link) {
        return link.target() instanceof Target.File(MediaId id)
                        && desk.media(link.owner(), id) instanceof Outcome.Done<Media>(var media)
                ? Optional.of(media)
                : Optional.empty();
    }

    private void page(WebRequest request, String code, ShareLink link, Media media) {
        switch (request.method()) {
            case "GET", "HEAD" -> {
                if (!links.isGood(link)) {
                    request.respond(SharePages.dead(request));
                } else if (isOpen(link) && !wantsHtml(request)) {
                    request.respond(toFile(302, code, NO_TICKET, media));
                } else {
                    request.respond(
                            SharePages.share(
                                    request,
                                    new SharePages.Shown(
                                            media,
                                            link,
                                            isOpen(link)
                                                    ? Optional.of(address(code, NO_TICKET, media))
                                                    : Optional.empty(),
                                            Optional.empty())));
                }
            }
            case "POST" -> request.respond(ticket(request, code, link, media));
            default -> request.refuseMethod("GET, HEAD, POST");
        }
    }

    private static boolean isOpen(ShareLink link) {
        return link.password().isEmpty() && link.mostUses().isEmpty();
    }

    /// Browsers say so; programs get the file.
    private static boolean wantsHtml(WebRequest request) {
        return request.fields().all("accept").stream().anyMatch(what -> what.contains("text/html"));
    }

    private HttpResponse ticket(WebRequest request, String code, ShareLink link, Media media) {
        return switch (links.ticket(link, password(request))) {
            case Outcome.Done<String>(var ticket) -> toFile(303, code, ticket, media);
            case Outcome.Refused<String>(var refusal)
                    when refusal.code() == RefusalCode.NOT_FOUND ->
                    SharePages.dead(request);
            case Outcome.Refused<String>(var refusal) ->
                    SharePages.share(
                            request,
                            new SharePages.Shown(
                                    media, link, Optional.empty(), Optional.of(refusal)));
        };
    }

    /// The field `password` of a form.
    private static Optional<String> password(WebRequest request) {
        var form = new String(request.exchange().readAll(MOST_FORM_BYTES), StandardCharsets.UTF_8);
        for (var pair : form.strip().split("&", -1)) {
            if (pair.startsWith("password=")) {
                try {
                    return Optional.of(
                            URLDecoder.decode(
                                    pair.substring("password=".length()), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException e) {
                    return Optional.of("");
                }
            }
        }
        return Optional.empty();
    }

    private static HttpResponse toFile(int status, String code, String ticket, Media media) {
        return HttpResponse.of(status).with("Location", address(code, ticket, media));
    }

    private static String address(String code, String ticket, Media media) {
        var name = URLEncoder.encode(media.name().last(), StandardCharsets.UTF_8);
        return "/s/" + code + "/" + ticket + "/" + name.replace("+", "%20");
    }

    private void file(WebRequest request, ShareLink link, Media media, String ticket) {
        var opens =
                ticket.equals(NO_TICKET)
                        ? isOpen(link) && links.isGood(link)
                        : links.isGood(link, ticket);
        if (!opens) {
            request.respond(SharePages.dead(request));
            return;
        }
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            request.refuseMethod("GET, HEAD");
            return;
        }
        switch (desk.read(link.owner(), media.id())) {
            case Outcome.Refused<OpenMedia>(var refusal) -> request.refuse(refusal);
            case Outcome.Done<OpenMedia>(var open) -> {
                try (open) {
                    request.respond(MediaResource.answer(request, open));
                }
            }
        }
    }
}
