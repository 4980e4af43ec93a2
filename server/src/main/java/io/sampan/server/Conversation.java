package io.sampan.server;

import io.sampan.model.Outcome;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.model.UserName;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One lane, from its login to its end. All methods are called by the conversation's own virtual
/// thread; what is worked on aside answers through [Answers].
final class Conversation {

    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

    private final Link link;
    private final Login login;
    private final Desks desks;
    private final ServerSettings settings;
    private final Counters counters;
    private final Faults faults;

    Conversation(
            Link link,
            Login login,
            Desks desks,
            ServerSettings settings,
            Counters counters,
            Faults faults) {
        this.faults = faults;
        this.link = link;
        this.login = login;
        this.desks = desks;
        this.settings = settings;
        this.counters = counters;
    }

    /// Returns when the lane has ended.
    ///
    /// @throws io.sampan.wire.link.LinkException when the peer is gone, as every lane ends
    /// @throws MalformedFrameException when it babbles; it was told
    void run() {
        try {
            switch (faults.attempt(() -> login.admit(link))) {
                case Outcome.Done<UserName>(var who) -> converse(who);
                case Outcome.Refused<UserName>(var refusal) -> endWith(refusal);
            }
        } catch (MalformedFrameException e) {
            endWith(Refusal.of(RefusalCode.MALFORMED, String.valueOf(e.getMessage())));
            throw e;
        }
    }

    private void converse(UserName who) {
        counters.onLogin();
        LOG.atDebug().addKeyValue("user", who).addKeyValue("peer", link.peer()).log("lane opened");
        try (var answers = new Answers(link, counters, faults);
                var uploads =
                        new UploadConversation(
                                link, who, desks.transfers(), settings, answers, counters);
                var media = new MediaConversation(link, who, desks.transfers(), answers, counters);
                var people = new PeopleConversation(link, who, desks, answers)) {
            while (true) {
                var incoming = link.receive(settings.silence());
                answers.answer(
                        incoming.exchange(), () -> on(incoming, answers, uploads, media, people));
            }
        }
    }

    /// A request; where it fails, what is left of its body is skipped when the next one is
    /// received.
    private void on(
            Incoming incoming,
            Answers answers,
            UploadConversation uploads,
            MediaConversation media,
            PeopleConversation people) {
        switch (incoming.frame()) {
            case UploadFrame request -> uploads.on(request, incoming);
            case MediaFrame request -> media.on(request, incoming);
            case Ping() -> link.send(incoming.exchange(), new Pong());
            case Pong() -> {
                // It was heard; that is all there is to it.
            }
            case PeopleFrame request -> people.on(request, incoming);
            case DeviceFrame request -> notYet(incoming, answers);
            case LogFrame request -> notYet(incoming, answers);
            case LoginFrame again -> throw outOfPlace(incoming);
            case io.sampan.wire.frame.ControlFrame answer -> throw outOfPlace(incoming);
        }
    }

    private static void notYet(Incoming incoming, Answers answers) {
        answers.refuse(
                incoming.exchange(),
                Refusal.of(RefusalCode.NOT_ALLOWED, "this server does not do that yet"));
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
