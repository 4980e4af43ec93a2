package io.sampan.client.people;

import io.sampan.model.Message;
import io.sampan.model.Outcome;
import io.sampan.model.RefusalCode;
import io.sampan.model.Standing;
import io.sampan.model.UserName;
import io.sampan.wire.frame.PeopleFrame.Enclosure;
import io.sampan.wire.frame.PeopleFrame.KnowPeople;
import io.sampan.wire.frame.PeopleFrame.MessageAccepted;
import io.sampan.wire.frame.PeopleFrame.PostMessage;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// What the user sends: written down first, then posted; what could not be posted waits here.
/// Messages are posted one after the other, so the server has them in the order they were written.
/// Any thread.
public final class Outbox {

    private final PeopleStore store;
    private final ServerRequests server;
    private final ReentrantLock posting = new ReentrantLock();

    Outbox(PeopleStore store, ServerRequests server) {
        this.store = store;
        this.server = server;
    }

    /// Asks whether messages can be sent to these people, before files are sent for them. Refused:
    /// `UNKNOWN_RECIPIENT` with the names, `TOO_MANY_RECIPIENTS`.
    public Outcome<List<UserName>> reachable(List<UserName> names) {
        return server.done(new KnowPeople(names), names);
    }

    /// A message that waits will not be sent after all.
    public void drop(Draft draft, String why) {
        store.refused(draft.id(), why);
    }

    /// Writes a message down. From now on it is sent, sooner or later.
    public void write(Draft draft) {
        store.draft(draft);
    }

    /// Posts a message that was written down.
    ///
    /// @return how far it is for each recipient; or the refusal: one that is final is remembered,
    ///   and the message does not wait any more. `NOT_FOUND` is not: a file of it is not complete
    ///   yet
    public Outcome<List<Standing>> post(Draft draft) {
        posting.lock();
        try {
            var answer = server.ask(request(draft), MessageAccepted.class, accepted -> accepted);
            return switch (answer) {
                case Outcome.Done<MessageAccepted>(var accepted) -> {
                    store.posted(draft.id(), accepted.posted());
                    yield Outcome.done(accepted.standings());
                }
                case Outcome.Refused<MessageAccepted>(var refusal) -> {
                    if (refusal.code() != RefusalCode.NOT_FOUND
                            && refusal.code().remedy() == RefusalCode.Remedy.GIVE_UP) {
                        store.refused(draft.id(), refusal.reason());
                    }
                    yield Outcome.refused(refusal);
                }
            };
        } finally {
            posting.unlock();
        }
    }

    private static PostMessage request(Draft draft) {
        return new PostMessage(
                draft.id(),
                draft.to(),
                draft.text(),
                draft.enclosures().stream().map(e -> new Enclosure(e.media(), e.about())).toList(),
                draft.group().map(Message.GroupName::id),
                draft.expiresAfter());
    }

    /// What waits to be posted, in the order it was written.
    public List<Draft> waiting() {
        return store.drafts();
    }
}
