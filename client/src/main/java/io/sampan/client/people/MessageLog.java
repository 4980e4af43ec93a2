package io.sampan.client.people;

import io.sampan.model.ConversationId;
import io.sampan.model.Message;
import io.sampan.model.MessageId;
import io.sampan.model.Outcome;
import io.sampan.model.Place;
import io.sampan.model.Standing;
import io.sampan.model.UserName;
import io.sampan.wire.frame.LogFrame;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The person's log on the server, which is the same for all of their devices: what was said, what
/// was read, and taking messages back. Thread-safe; methods block, and throw
/// [io.sampan.client.NobodyAnswersException] if nobody answers.
public final class MessageLog {

    /// The most messages of a page.
    public static final int LARGEST_PAGE = 200;

    private final UserName me;
    private final ServerRequests server;
    private final PeopleStore store;

    /// @param me whose log it is
    MessageLog(UserName me, ServerRequests server, PeopleStore store) {
        this.me = me;
        this.server = server;
        this.store = store;
    }

    /// A conversation, and what is new in it.
    ///
    /// @param people everybody in it but this person
    /// @param group the group's name, or empty
    /// @param unread messages of others after this person's read mark
    /// @param last where its newest message stands
    /// @param lastPosted when that was posted
    public record ConversationState(
            ConversationId id,
            List<UserName> people,
            String group,
            int unread,
            Place last,
            Instant lastPosted) {}

    /// A message of the log.
    ///
    /// @param standings how far it is, for one that this person sent
    public record LoggedMessage(Message message, Place place, List<Standing> standings) {}

    /// The oldest first.
    ///
    /// @param more whether there are older ones
    public record HistoryPage(List<LoggedMessage> messages, boolean more) {}

    /// All conversations, the one with the newest message first.
    public Outcome<List<ConversationState>> conversations() {
        return server.ask(
                new LogFrame.ListConversations(),
                LogFrame.ConversationList.class,
                list -> list.conversations().stream().map(MessageLog::state).toList());
    }

    private static ConversationState state(LogFrame.Conversation told) {
        return new ConversationState(
                told.id(),
                told.people(),
                told.group(),
                told.unread(),
                told.last(),
                told.lastPosted());
    }

    /// What was said, from the newest backwards.
    ///
    /// @param conversation empty for all of them
    /// @param before only messages before this place; empty to begin with the newest
    /// @param limit 1 to [#LARGEST_PAGE]
    public Outcome<HistoryPage> history(
            Optional<ConversationId> conversation, Optional<Place> before, int limit) {
        return server.ask(
                new LogFrame.ReadHistory(conversation, before, limit),
                LogFrame.HistoryPage.class,
                page ->
                        new HistoryPage(
                                page.entries().stream()
                                        .map(entry ->
                                                new LoggedMessage(
                                                        entry.message(),
                                                        entry.place(),
                                                        entry.standings()))
                                        .toList(),
                                page.more()));
    }

    /// All of a conversation up to there was read, on whichever device.
    ///
    /// @param tell the senders as well
    public Outcome<Place> markRead(ConversationId conversation, Place through, boolean tell) {
        return server.done(new LogFrame.MarkRead(conversation, through, tell), through);
    }

    /// Takes a message of one's own back, from everybody; files that no other message carries go
    /// with it. It goes from this home, too. Refused: `NOT_FOUND`.
    public Outcome<MessageId> recall(MessageId message) {
        var answer = server.done(new LogFrame.RecallMessage(message), message);
        if (answer instanceof Outcome.Done<MessageId>) {
            store.recalled(me, message, me);
        }
        return answer;
    }

    /// The members of the server, as far as its operator shows them.
    public Outcome<List<UserName>> people() {
        return server.ask(
                new LogFrame.ListPeople(), LogFrame.PeopleList.class, LogFrame.PeopleList::names);
    }
}
