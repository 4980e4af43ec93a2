package io.sampan.web.people;

import io.sampan.core.identity.Member;
import io.sampan.core.roster.Roster.Presence;
import io.sampan.model.Outcome;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.web.Resource;
import io.sampan.web.WebRequest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// `/live`: the WebSocket of each tab. Thread-safe.
///
/// The tabs of a browser are one device, so they share one presence: it begins with the first tab
/// that attends and ends with the last one.
public final class LiveResource implements Resource {

    private static final int MAX_MESSAGE = 256 << 10;

    private final PeopleDesks desks;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Member, OpenTabs> attending = new HashMap<>();

    /// The tabs of a device, and its presence.
    private record OpenTabs(Presence presence, Set<LiveConnection> tabs) {}

    /// Opens a live connection for each tab that asks.
    public LiveResource(PeopleDesks desks) {
        this.desks = desks;
        desks.devices()
                .onRevoked((person, device) ->
                        end(new Member(person, device), Refusal.of(RefusalCode.DEVICE_REVOKED)));
    }

    @Override
    public String name() {
        return "live";
    }

    @Override
    public void handle(WebRequest request) {
        var socket = request.exchange().upgrade(MAX_MESSAGE);
        new LiveConnection(this, desks, request.who().member(), socket).run();
    }

    /// A tab goes online. Refused: `TOO_MANY_ONLINE`.
    Outcome<Member> arrive(Member member, LiveConnection tab) {
        lock.lock();
        try {
            var known = attending.get(member);
            if (known != null) {
                known.tabs().add(tab);
                return Outcome.done(member);
            }
            return switch (desks.roster().arrive(member, () -> endSoon(member))) {
                case Outcome.Refused<Presence>(var refusal) -> Outcome.refused(refusal);
                case Outcome.Done<Presence>(var presence) -> {
                    attending.put(member, new OpenTabs(presence, new HashSet<>(Set.of(tab))));
                    yield Outcome.done(member);
                }
            };
        } finally {
            lock.unlock();
        }
    }

    /// A tab is gone.
    void leave(Member member, LiveConnection tab) {
        Optional<Presence> over = Optional.empty();
        lock.lock();
        try {
            var known = attending.get(member);
            if (known != null && known.tabs().remove(tab) && known.tabs().isEmpty()) {
                attending.remove(member);
                over = Optional.of(known.presence());
            }
        } finally {
            lock.unlock();
        }
        over.ifPresent(Presence::close);
    }

    /// The roster may not wait for lines.
    private void endSoon(Member member) {
        Thread.ofVirtual().start(() -> end(member, Refusal.of(RefusalCode.TAKEN_OVER)));
    }

    private void end(Member member, Refusal why) {
        Set<LiveConnection> tabs;
        lock.lock();
        try {
            var known = attending.get(member);
            tabs = known == null ? Set.of() : Set.copyOf(known.tabs());
        } finally {
            lock.unlock();
        }
        tabs.forEach(tab -> Thread.ofVirtual().start(() -> tab.end(why)));
    }
}
