package io.sampan.web.people;

import io.sampan.core.identity.Member;
import io.sampan.core.messaging.InboxWalk;
import io.sampan.core.roster.RosterNews;
import io.sampan.core.storage.LogEntry;
import io.sampan.core.storage.MessageRepository.Posted;
import io.sampan.core.storage.MessageRepository.Wanted;
import io.sampan.core.storage.StorageException;
import io.sampan.model.InvalidValueException;
import io.sampan.model.Outcome;
import io.sampan.model.Place;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.web.Json;
import io.sampan.wire.http.WebSocket;
import io.sampan.wire.link.LinkException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// One tab's WebSocket.
///
/// ```
///  tab                          server
///   │ attend ───────────────────▶ │ online from now on
///   │ ◀── welcome, roster ─────── │
///   │ ◀── deliver … caught-up ─── │ a walk through the log, on a thread of its own
///   │ received {place} ─────────▶ │ settled for this device
///   │ post {n, …} ──────────────▶ │
///   │ ◀── answer {n} ──────────── │ or refused {n}
/// ```
///
/// [#run] is called by the connection's virtual thread, which reads; two more deliver and tell of
/// the roster while it lasts.
final class LiveConnection {

    private static final Logger LOG = LoggerFactory.getLogger(LiveConnection.class);

    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(25);
    private static final Duration TOGETHER_EACH = Duration.ofMillis(1);

    private final LiveResource resource;
    private final PeopleDesks desks;
    private final Member member;
    private final WebSocket socket;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable InboxWalk walk;
    private @Nullable Thread delivering;
    private @Nullable Thread watching;

    /// @param socket ends with this
    LiveConnection(LiveResource resource, PeopleDesks desks, Member member, WebSocket socket) {
        this.resource = resource;
        this.desks = desks;
        this.member = member;
        this.socket = socket;
    }

    /// Serves the tab until it leaves.
    void run() {
        try {
            while (true) {
                var text = socket.receive(SILENCE);
                if (text.isEmpty()) {
                    return;
                }
                onFrame(text.get());
            }
        } catch (LinkException e) {
            LOG.atTrace().setCause(e).log("the tab's line ended");
        } finally {
            close();
        }
    }

    private void onFrame(String text) {
        var number = 0;
        try {
            var frame = Json.parse(text);
            number = frame.path("n").asInt(0);
            answer(frame, number);
        } catch (InvalidValueException e) {
            refuse(number, Refusal.of(RefusalCode.MALFORMED, String.valueOf(e.getMessage())));
        } catch (StorageException e) {
            LOG.atError().setCause(e).log("storage failed");
            refuse(number, Refusal.of(RefusalCode.INTERNAL));
        }
    }

    private void answer(JsonNode frame, int number) {
        switch (frame.path("t").asString("")) {
            case "attend" -> attend();
            case "post" -> post(frame, number);
            case "received" -> received(frame);
            case "read" -> read(frame);
            case "ping" -> say(Map.of("t", "pong"));
            default -> {
                // Of a newer page: ignored, as the contract says.
            }
        }
    }

    // ---- being online ------------------------------------------------------------------------

    private void attend() {
        switch (resource.arrive(member, this)) {
            case Outcome.Refused<Member>(var refusal) -> refuse(0, refusal);
            case Outcome.Done<Member> _ -> begin();
        }
    }

    private void begin() {
        lock.lock();
        try {
            if (walk != null) {
                return; // asked twice
            }
            var roster = desks.roster().snapshot();
            say(
                    Map.of(
                            "t", "welcome",
                            "name", member.name().value(),
                            "device", member.device().toString(),
                            "time", Instant.now().toString()));
            say(Map.of("t", "roster", "online", Entries.names(roster.names())));
            var own = desks.office().walk(member, Wanted.EVERYTHING);
            walk = own;
            delivering = start("live-delivery", () -> deliverAll(own));
            watching = start("live-roster", () -> watchRoster(roster.version()));
        } finally {
            lock.unlock();
        }
        desks.devices().seen(member);
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    /// A fault ends the connection, so that the tab comes again and begins anew.
    private Thread start(String name, Work work) {
        return Thread.ofVirtual()
                .name(name)
                .start(() -> {
                    try {
                        work.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (LinkException e) {
                        LOG.atTrace().setCause(e).log("the tab's line ended");
                    } catch (RuntimeException e) {
                        LOG.atError().setCause(e).log("delivery failed");
                        socket.abort();
                    }
                });
    }

    private void deliverAll(InboxWalk own) throws InterruptedException {
        catchUp(own);
        while (true) {
            var next = own.next(PATIENCE);
            next.ifPresent(entry -> deliver(own, entry));
            if (next.isEmpty()) {
                socket.ping();
            }
        }
    }

    /// Delivers what waited, and says so at its end.
    private void catchUp(InboxWalk own) throws InterruptedException {
        while (true) {
            var next = own.next(Duration.ZERO);
            if (next.isEmpty() && own.isAtEnd()) {
                say(Map.of("t", "caught-up"));
                return;
            }
            // As much as may be is on the wire: what is acknowledged makes place.
            (next.isPresent() ? next : own.next(PATIENCE)).ifPresent(entry -> deliver(own, entry));
        }
    }

    private void deliver(InboxWalk own, LogEntry entry) {
        switch (entry) {
            case LogEntry.Mail(var place, var message) ->
                    say(Map.of("t", "deliver", "entry", Entries.entry(place, message)));
            case LogEntry.Sent(var place, var message) ->
                    say(Map.of("t", "deliver", "entry", Entries.entry(place, message)));
            case LogEntry.Notice(var place, var receipt) -> {
                say(
                        Map.of(
                                "t", "receipt",
                                "id", receipt.message().toString(),
                                "recipient", receipt.recipient().value(),
                                "delivered", receipt.delivered().toString()));
                own.received(place); // the history says it as well, should this not arrive
            }
            case LogEntry.Event event -> {
                tell(event);
                own.received(event.place());
            }
        }
    }

    private void tell(LogEntry.Event event) {
        event.message()
                .ifPresent(about -> {
                    switch (event.kind()) {
                        case RECALLED ->
                                say(
                                        Map.of(
                                                "t", "recalled",
                                                "id", about.id().toString(),
                                                "sender", about.sender().value()));
                        case READ, EXPIRED, DEVICES_CHANGED -> {
                            // The history tells of these.
                        }
                    }
                });
    }

    private void watchRoster(long begun) throws InterruptedException {
        var known = begun;
        while (true) {
            var news = desks.roster().since(known, PATIENCE);
            if (news.isPresent()) {
                known = news.get().version();
                tell(news.get());
                Thread.sleep(TOGETHER_EACH.multipliedBy(desks.roster().size()));
            }
        }
    }

    private void tell(RosterNews news) {
        switch (news) {
            case RosterNews.Snapshot(var _, var names) ->
                    say(Map.of("t", "roster", "online", Entries.names(names)));
            case RosterNews.Changes(var _, var _, var arrived, var left) ->
                    say(
                            Map.of(
                                    "t", "roster-delta",
                                    "arrived", Entries.names(arrived),
                                    "left", Entries.names(left)));
        }
    }

    // ---- what the tab asks -------------------------------------------------------------------

    private void post(JsonNode frame, int number) {
        switch (desks.office().post(member, Entries.letter(frame))) {
            case Outcome.Refused<Posted>(var refusal) -> refuse(number, refusal);
            case Outcome.Done<Posted>(var posted) -> {
                var told = new LinkedHashMap<String, Object>();
                told.put("t", "answer");
                told.put("n", number);
                told.put("posted", posted.message().posted().toString());
                told.put("standings", Entries.standings(posted.standings()));
                say(told);
            }
        }
    }

    private void received(JsonNode frame) {
        var place = Place.parse(frame.path("place").asString(""));
        lock.lock();
        try {
            if (walk != null) {
                walk.received(place);
            }
        } finally {
            lock.unlock();
        }
    }

    private void read(JsonNode frame) {
        var conversation = Entries.conversation(member.name(), Json.strings(frame, "with"));
        var through = Place.parse(frame.path("place").asString(""));
        var _ = desks.conversations().markRead(member, conversation, through, false);
    }

    private void refuse(int number, Refusal refusal) {
        var told = new LinkedHashMap<String, Object>();
        told.put("t", "refused");
        if (number != 0) {
            told.put("n", number);
        }
        told.putAll(Entries.refusal(refusal));
        say(told);
    }

    private void say(Map<String, Object> frame) {
        socket.send(Json.text(frame));
    }

    // ---- the end -----------------------------------------------------------------------------

    /// The server ends it, and says why. Blocks while the tab does not read.
    void end(Refusal why) {
        try {
            refuse(0, why);
            socket.close(WebSocket.POLICY, "ended");
        } catch (LinkException e) {
            LOG.atTrace().setCause(e).log("the tab's line ended");
        } finally {
            socket.abort();
        }
    }

    private void close() {
        resource.leave(member, this);
        lock.lock();
        try {
            if (delivering != null) {
                delivering.interrupt();
            }
            if (watching != null) {
                watching.interrupt();
            }
            if (walk != null) {
                walk.close();
                walk = null;
            }
        } finally {
            lock.unlock();
        }
        socket.abort();
    }
}
