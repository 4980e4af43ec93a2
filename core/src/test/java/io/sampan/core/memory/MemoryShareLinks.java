package io.sampan.core.memory;

import io.sampan.core.storage.ShareLink;
import io.sampan.core.storage.ShareLink.Target;
import io.sampan.core.storage.ShareLinkRepository;
import io.sampan.model.LinkId;
import io.sampan.model.Sha256;
import io.sampan.model.UserName;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Share and drop links in memory.
final class MemoryShareLinks implements ShareLinkRepository {

    private final Map<LinkId, ShareLink> links = new LinkedHashMap<>();

    @Override
    public synchronized void add(ShareLink link) {
        links.put(link.id(), link);
    }

    @Override
    public synchronized Optional<ShareLink> find(Sha256 code) {
        return links.values().stream().filter(link -> link.code().equals(code)).findFirst();
    }

    @Override
    public synchronized List<ShareLink> of(UserName owner) {
        return links.values().stream()
                .filter(link -> link.owner().equals(owner))
                .sorted(Comparator.comparing(ShareLink::created).reversed())
                .toList();
    }

    @Override
    public synchronized boolean use(LinkId id, long bytes) {
        var link = links.get(id);
        if (link == null
                || (link.mostUses().isPresent() && link.uses() >= link.mostUses().getAsLong())) {
            return false;
        }
        var target = link.target();
        if (target instanceof Target.Drop(var label, var before, var most)) {
            if (before + bytes > most) {
                return false;
            }
            target = new Target.Drop(label, before + bytes, most);
        }
        links.put(
                id,
                new ShareLink(
                        id,
                        link.code(),
                        link.owner(),
                        target,
                        link.created(),
                        link.expires(),
                        link.salt(),
                        link.password(),
                        link.key(),
                        link.uses() + 1,
                        link.mostUses()));
        return true;
    }

    @Override
    public synchronized boolean remove(UserName owner, LinkId id) {
        var link = links.get(id);
        return link != null && link.owner().equals(owner) && links.remove(id, link);
    }

    @Override
    public synchronized void removeExpired(Instant before) {
        links.values().removeIf(link -> link.expires().isBefore(before));
    }
}
