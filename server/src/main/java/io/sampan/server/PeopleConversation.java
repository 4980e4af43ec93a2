package io.sampan.server;

import io.sampan.core.identity.Member;
import io.sampan.core.messaging.InboxWalk;
import io.sampan.core.messaging.Letter;
import io.sampan.core.messaging.PostOffice;
import io.sampan.core.roster.Roster;
import io.sampan.core.storage.MessageRepository.Wanted;
import io.sampan.model.Outcome;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.wire.frame.ControlFrame.Done;
import io.sampan.wire.frame.ControlFrame.Refused;
import io.sampan.wire.frame.PeopleFrame;
import io.sampan.wire.frame.PeopleFrame.Attend;
import io.sampan.wire.frame.PeopleFrame.CaughtUp;
import io.sampan.wire.frame.PeopleFrame.Deliver;
import io.sampan.wire.frame.PeopleFrame.DeliverReceipt;
import io.sampan.wire.frame.PeopleFrame.KnowPeople;
import io.sampan.wire.frame.PeopleFrame.MessageAccepted;
import io.sampan.wire.frame.PeopleFrame.PostMessage;
import io.sampan.wire.frame.PeopleFrame.Received;
import io.sampan.wire.frame.PeopleFrame.RosterDelta;
import io.sampan.wire.link.Incoming;
import io.sampan.wire.link.Link;
import java.util.Optional;

/// Messages over one lane, and the presence of whoever attends on it. Called by the conversation's
/// own thread.
///
/// ```
/// Attend      ─▶ online, and  ◀─ Roster, RosterDelta …   ([RosterThread])
///                             ◀─ Deliver … Received ─▶    ([DeliveryThread])
/// PostMessage ─▶ all inboxes, synced ─▶ MessageAccepted · Refused
/// ```
///
/// Posts are worked on one after the other, so that messages keep their sender's order.
final class PeopleConversation implements AutoCloseable {

    private final Link link;
    private final Member member;
    private final Roster roster;
    private final PostOffice postOffice;
    private final Answers answers;
    private Optional<Roster.Presence> presence = Optional.empty();
    private Optional<RosterThread> news = Optional.empty();
    private Optional<DeliveryThread> delivery = Optional.empty();

    PeopleConversation(Link link, Member member, Desks desks, Answers answers) {
        this.link = link;
        this.member = member;
        this.roster = desks.roster();
        this.postOffice = desks.postOffice();
        this.answers = answers;
    }

    void on(PeopleFrame request, Incoming incoming) {
        switch (request) {
            case Attend attend -> attend(attend, incoming);
            case PostMessage post -> post(post, incoming);
            case Received received -> received(incoming);
            case KnowPeople(var names) ->
                    answers.aside(
                            incoming.exchange(),
                            () -> postOffice.reachable(names),
                            known -> new Done());
            case PeopleFrame.Roster answer -> throw Conversation.outOfPlace(incoming);
            case RosterDelta answer -> throw Conversation.outOfPlace(incoming);
            case MessageAccepted answer -> throw Conversation.outOfPlace(incoming);
            case Deliver answer -> throw Conversation.outOfPlace(incoming);
            case DeliverReceipt answer -> throw Conversation.outOfPlace(incoming);
            case CaughtUp answer -> throw Conversation.outOfPlace(incoming);
        }
    }

    private void attend(Attend attend, Incoming incoming) {
        if (!attend.lookOnly() && presence.isEmpty()) {
            switch (roster.arrive(member, this::onTakenOver)) {
                case Outcome.Done<Roster.Presence>(var arrived) -> presence = Optional.of(arrived);
                case Outcome.Refused<Roster.Presence>(var refusal) -> {
                    answers.refuse(incoming.exchange(), refusal);
                    return;
                }
            }
        }
        var now = roster.snapshot();
        link.send(incoming.exchange(), new PeopleFrame.Roster(now.version(), now.names()));
        if (news.isEmpty()) {
            news = Optional.of(RosterThread.start(link, roster, now.version(), answers.faults()));
        }
        if (presence.isPresent() && delivery.isEmpty()) {
            delivery = Optional.of(DeliveryThread.start(link, walk(attend), answers.faults()));
        }
    }

    private InboxWalk walk(Attend attend) {
        return postOffice.walk(member, attend.log() ? Wanted.EVERYTHING : Wanted.MAIL_AND_RECEIPTS);
    }

    /// Called by the lane that takes over; what may block is done elsewhere.
    private void onTakenOver() {
        Thread.ofVirtual()
                .start(() -> link.endWith(new Refused(Refusal.of(RefusalCode.TAKEN_OVER))));
    }

    private void post(PostMessage post, Incoming incoming) {
        var letter =
                new Letter(
                        post.id(),
                        post.to(),
                        post.text(),
                        post.enclosures().stream()
                                .map(e -> new Letter.Enclosure(e.media(), e.about()))
                                .toList(),
                        post.group(),
                        post.expiresAfter());
        Step.POST_READ.reached();
        var outcome = answers.attempt(() -> postOffice.post(member, letter));
        Step.POST_WRITTEN.reached();
        answers.send(
                incoming.exchange(),
                outcome,
                posted -> new MessageAccepted(posted.standings(), posted.message().posted()));
        Step.POST_ANSWERED.reached();
    }

    private void received(Incoming incoming) {
        if (delivery.isEmpty()) {
            throw Conversation.outOfPlace(incoming);
        }
        delivery.get().onReceived(incoming.exchange(), answers);
    }

    @Override
    public void close() {
        presence.ifPresent(Roster.Presence::close);
        news.ifPresent(RosterThread::close);
        delivery.ifPresent(DeliveryThread::close);
    }
}
