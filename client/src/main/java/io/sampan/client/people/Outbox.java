package io.sampan.client.people;

import io.sampan.model.Outcome;
import io.sampan.model.RefusalCode;
import io.sampan.model.Standing;
import io.sampan.model.UserName;
import io.sampan.wire.frame.ControlFrame.Done;
import io.sampan.wire.frame.ControlFrame.Refused;
import io.sampan.wire.frame.Frame;
import io.sampan.wire.frame.MalformedFrameException;
import io.sampan.wire.frame.PeopleFrame.Enclosure;
import io.sampan.wire.frame.PeopleFrame.KnowPeople;
import io.sampan.wire.frame.PeopleFrame.MessageAccepted;
import io.sampan.wire.frame.PeopleFrame.PostMessage;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/// What the user sends: written down first, then posted; what could not be posted waits here.
/// Messages are posted one after the other, so the server has them in the order they were written.
/// Any thread.
public final class Outbox {

    private final PeopleStore store;
    private final UnaryOperator<Frame> ask;
    private final ReentrantLock posting = new ReentrantLock();

    /// @param ask asks the server, on any lane, until there is an answer
    Outbox(PeopleStore store, UnaryOperator<Frame> ask) {
        this.store = store;
        this.ask = ask;
    }

    /// Asks whether messages can be sent to these people, before files are sent for them. Refused:
    /// `UNKNOWN_RECIPIENT` with the names, `TOO_MANY_RECIPIENTS`.
    public Outcome<List<UserName>> reachable(List<UserName> names) {
        return switch (ask.apply(new KnowPeople(names))) {
            case Done() -> Outcome.done(names);
            case Refused(var refusal) -> Outcome.refused(refusal);
            default ->
                    throw new MalformedFrameException(
                            "the server answers who is known with something else");
        };
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
            return switch (ask.apply(request(draft))) {
                case MessageAccepted(var standings, var posted) -> {
                    store.posted(draft.id(), posted);
                    yield Outcome.done(standings);
                }
                case Refused(var refusal) -> {
                    if (refusal.code() != RefusalCode.NOT_FOUND
                            && refusal.code().remedy() == RefusalCode.Remedy.GIVE_UP) {
                        store.refused(draft.id(), refusal.reason());
                    }
                    yield Outcome.refused(refusal);
                }
                default ->
                        throw new MalformedFrameException(
                                "the server answers a message with something else");
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
                draft.enclosures().stream().map(e -> new Enclosure(e.media(), e.about())).toList());
    }

    /// What waits to be posted, in the order it was written.
    public List<Draft> waiting() {
        return store.drafts();
    }
}
