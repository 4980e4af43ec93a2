package io.sampan.server;

import io.sampan.model.Outcome;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.server.Login.LoggedIn;
import io.sampan.wire.frame.ControlFrame.Ping;
import io.sampan.wire.frame.ControlFrame.Pong;
import io.sampan.wire.frame.ControlFrame.Refused;
import io.sampan.wire.frame.DeviceFrame;
import io.sampan.wire.frame.FrameLimits;
import io.sampan.wire.frame.LogFrame;
import io.sampan.wire.frame.LoginFrame;
import io.sampan.wire.frame.MalformedFrameException;
import io.sampan.wire.frame.MediaFrame;
import io.sampan.wire.frame.PeopleFrame;
import io.sampan.wire.frame.UploadFrame;
import io.sampan.wire.link.Incoming;
import io.sampan.wire.link.Link;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One lane, from its login to its end. All methods are called by the conversation's own virtual
/// thread; what is worked on aside answers through [Answers].
final class Conversation {

    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
    private static final Duration LANES_AGAIN = Duration.ofSeconds(5);

    private final Link link;
    private final Login login;
    private final DeviceLanes lanes;
    private final RequestPacer pacer;
    private final Desks desks;
    private final ServerSettings settings;
    private final ServerCounters counters;
    private final Faults faults;
    private final Semaphore openMedia;
    private final PersonBandwidth bandwidth;

    /// @param openMedia how many media all lanes may read at once
    Conversation(
            Link link,
            Login login,
            DeviceLanes lanes,
            RequestPacer pacer,
            Desks desks,
            ServerSettings settings,
            ServerCounters counters,
            Faults faults,
            Semaphore openMedia,
            PersonBandwidth bandwidth) {
        this.bandwidth = bandwidth;
        this.faults = faults;
        this.link = link;
        this.login = login;
        this.lanes = lanes;
        this.pacer = pacer;
        this.desks = desks;
        this.settings = settings;
        this.counters = counters;
        this.openMedia = openMedia;
    }

    /// Returns when the lane has ended.
    ///
    /// @throws io.sampan.wire.link.LinkException when the peer is gone, as every lane ends
    /// @throws MalformedFrameException when it babbles; it was told
    void run() {
        try {
            switch (faults.attempt(() -> login.admit(link))) {
                case Outcome.Done<LoggedIn>(var who) -> converse(who);
                case Outcome.Refused<LoggedIn>(var refusal) -> endWith(refusal);
            }
        } catch (MalformedFrameException e) {
            endWith(Refusal.of(RefusalCode.MALFORMED, String.valueOf(e.getMessage())));
            throw e;
        }
    }

    /// A device that was revoked while it logged in has no lane, and nobody has more than their
    /// part of them.
    private void converse(LoggedIn who) {
        var open = lanes.add(who.member(), link);
        link.pace(bandwidth.acquire(who.member().name()));
        try {
            if (open > settings.lanesPerPerson()) {
                endWith(tooMany(open));
            } else if (desks.devices().isActive(who.member())) {
                talk(who);
            } else {
                endWith(Refusal.of(RefusalCode.DEVICE_REVOKED));
            }
        } finally {
            bandwidth.release(who.member().name());
            lanes.remove(who.member(), link);
        }
    }

    private Refusal tooMany(int open) {
        counters.onTooManyLanes();
        return Refusal.of(
                        RefusalCode.RATE_LIMITED,
                        "%d connections of yours are open, and %d are allowed"
                                .formatted(open - 1, settings.lanesPerPerson()))
                .retryAfter(LANES_AGAIN);
    }

    /// What the requests of one lane go to.
    private record Talks(
            UploadConversation uploads,
            MediaConversation media,
            PeopleConversation people,
            DeviceConversation devices,
            LogConversation log) {}

    private void talk(LoggedIn loggedIn) {
        var who = loggedIn.member().name();
        counters.onLogin();
        LOG.atDebug()
                .addKeyValue("user", who)
                .addKeyValue("device", loggedIn.member().device())
                .addKeyValue("peer", link.peer())
                .log("lane opened");
        try (var answers = new Answers(link, counters, faults);
                var uploads =
                        new UploadConversation(
                                link, who, desks.transfers(), settings, answers, counters);
                var media =
                        new MediaConversation(
                                link, who, desks.transfers(), answers, counters, openMedia);
                var people = new PeopleConversation(link, loggedIn.member(), desks, answers)) {
            var devices = new DeviceConversation(loggedIn, desks, answers);
            var log = new LogConversation(loggedIn.member(), desks, answers);
            var talks = new Talks(uploads, media, people, devices, log);
            while (true) {
                var incoming = link.receive(settings.silence());
                pacer.await(who);
                answers.answer(incoming.exchange(), () -> on(incoming, talks));
            }
        }
    }

    /// A request; where it fails, what is left of its body is skipped when the next one is
    /// received.
    private void on(Incoming incoming, Talks talks) {
        switch (incoming.frame()) {
            case UploadFrame request -> talks.uploads().on(request, incoming);
            case MediaFrame request -> talks.media().on(request, incoming);
            case Ping() -> link.send(incoming.exchange(), new Pong());
            case Pong() -> {
                // It was heard; that is all there is to it.
            }
            case PeopleFrame request -> talks.people().on(request, incoming);
            case DeviceFrame request -> talks.devices().on(request, incoming);
            case LogFrame request -> talks.log().on(request, incoming);
            case LoginFrame again -> throw outOfPlace(incoming);
            case io.sampan.wire.frame.ControlFrame answer -> throw outOfPlace(incoming);
        }
    }

    static MalformedFrameException outOfPlace(Incoming incoming) {
        return new MalformedFrameException(
                "a client does not send " + incoming.frame().getClass().getSimpleName() + " here");
    }

    private void endWith(Refusal refusal) {
        counters.onRefusal();
        link.limits(FrameLimits.STRANGER);
        link.send(0, new Refused(refusal));
        link.closeGently();
    }
}
