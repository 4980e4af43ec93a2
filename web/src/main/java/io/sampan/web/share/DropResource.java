package io.sampan.web.share;

import io.sampan.core.identity.Member;
import io.sampan.core.messaging.Letter;
import io.sampan.core.messaging.PostOffice;
import io.sampan.core.sharing.ShareLinks;
import io.sampan.core.storage.MessageRepository.Posted;
import io.sampan.core.storage.ShareLink;
import io.sampan.core.storage.ShareLink.Target;
import io.sampan.model.MessageId;
import io.sampan.model.Outcome;
import io.sampan.web.Resource;
import io.sampan.web.WebRequest;
import io.sampan.web.tus.TusEntry;
import io.sampan.web.tus.TusEntry.Complete;
import io.sampan.web.tus.TusResource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/d/<code>`: whoever has the link sends files to its maker, and sees nothing of theirs.
///
/// ```
/// GET, HEAD /d/<code>            ─▶ 200 the page · 404
/// …         /d/<code>/files      ─▶ tus, as /files · 404 · 413 (more than the link takes)
/// …         /d/<code>/files/<id> ─▶ tus, for uploads that came over this link alone
/// ```
///
/// A file that is whole comes into its owner's conversation with themselves, once, since the
/// message's id follows from the file's.
public final class DropResource implements Resource {

    private static final Logger LOG = LoggerFactory.getLogger(DropResource.class);
    private static final int LONGEST_NAME = 64;

    private final ShareLinks links;
    private final TusResource tus;
    private final PostOffice office;

    /// Takes files in for those who made a drop link.
    public DropResource(ShareLinks links, TusResource tus, PostOffice office) {
        this.links = links;
        this.tus = tus;
        this.office = office;
    }

    @Override
    public String name() {
        return "d";
    }

    @Override
    public boolean isOpen(WebRequest request) {
        return true;
    }

    @Override
    public void handle(WebRequest request) {
        var path = request.path();
        var link = path.isEmpty() ? Optional.<ShareLink>empty() : links.find(path.getFirst());
        if (link.isEmpty() || !(link.get().target() instanceof Target.Drop drop)) {
            request.respond(SharePages.dead(request));
        } else if (path.size() == 1) {
            page(request, link.get(), drop);
        } else if (path.get(1).equals("files")) {
            var inner =
                    new WebRequest(
                            request.exchange(), request.caller(), path.subList(2, path.size()));
            tus.handle(inner, entry(path.getFirst(), link.get(), drop));
        } else {
            request.respond(SharePages.dead(request));
        }
    }

    private void page(WebRequest request, ShareLink link, Target.Drop drop) {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            request.refuseMethod("GET, HEAD");
        } else if (links.isGood(link)) {
            request.respond(SharePages.drop(request, link, drop));
        } else {
            request.respond(SharePages.dead(request));
        }
    }

    private TusEntry entry(String code, ShareLink link, Target.Drop drop) {
        return new TusEntry(
                link.owner(),
                "/d/" + code + "/files",
                Optional.of(link.id()),
                offer ->
                        switch (links.begin(link, offer.size())) {
                            case Outcome.Done<ShareLink> _ -> Outcome.done(offer);
                            case Outcome.Refused<ShareLink>(var refusal) ->
                                    Outcome.refused(refusal);
                        },
                complete -> tell(link, drop, complete));
    }

    private void tell(ShareLink link, Target.Drop drop, Complete complete) {
        var id = complete.offer().id();
        var letter =
                new Letter(
                        new MessageId(id.high(), id.low()),
                        List.of(link.owner()),
                        text(drop, complete),
                        List.of(new Letter.Enclosure(id.toMediaId(), "")));
        if (office.post(Member.believed(link.owner()), letter)
                instanceof Outcome.Refused<Posted>(var refusal)) {
            // The file is its owner's all the same, and the next question for it tries again.
            LOG.atWarn()
                    .addKeyValue("uploadId", id)
                    .addKeyValue("user", link.owner())
                    .addKeyValue("reason", refusal.reason())
                    .log("a file that came over a drop link cannot be told of");
        }
    }

    /// What the link is for, and who the stranger says they are.
    private static String text(Target.Drop drop, Complete complete) {
        var from = complete.metadata().getOrDefault("from", "").strip();
        var named = from.length() > LONGEST_NAME ? from.substring(0, LONGEST_NAME) : from;
        return Stream.of("\uD83D\uDCE5", drop.label(), named.isEmpty() ? "" : "(" + named + ")")
                .filter(part -> !part.isEmpty())
                .reduce((one, other) -> one + " " + other)
                .orElseThrow();
    }
}
