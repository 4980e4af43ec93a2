package io.sampan.wire.frame;

import io.sampan.model.ConversationId;
import io.sampan.model.Group;
import io.sampan.model.InvalidValueException;
import io.sampan.model.Message;
import io.sampan.model.MessageId;
import io.sampan.model.Place;
import io.sampan.model.Standing;
import io.sampan.model.UserName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A person's log: what became of messages, what was said before, conversations and groups.
public sealed interface LogFrame extends Frame {

    /// What became of a message, or of somebody's devices.
    enum EventKind {
        /// Its sender took it back.
        RECALLED(1),
        /// It never reached one of its recipients, and is not kept any longer.
        EXPIRED(2),
        /// Somebody has read it, and all before it.
        READ(3),
        /// Somebody has other devices now.
        DEVICES_CHANGED(4);

        private final int number;

        EventKind(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }

        static EventKind ofNumber(int number) {
            for (var kind : values()) {
                if (kind.number == number) {
                    return kind;
                }
            }
            throw new InvalidValueException("there is no event " + number);
        }
    }

    /// Which message it is about.
    record MessageRef(UserName sender, MessageId id, ConversationId conversation) {}

    /// The server tells what happened.
    ///
    /// @param message empty where no message is meant
    /// @param person whose doing it was, or whom it reached or not
    record MessageEvent(
            EventKind kind,
            Optional<MessageRef> message,
            UserName person,
            Instant when,
            Place place)
            implements LogFrame {}

    /// Which conversations are there?
    record ListConversations() implements LogFrame {}

    /// The one with the newest message first.
    record ConversationList(List<Conversation> conversations) implements LogFrame {}

    /// @param people everybody in it but the asker
    /// @param group the group's name, or empty
    /// @param unread messages of others after the asker's read mark
    record Conversation(
            ConversationId id,
            List<UserName> people,
            String group,
            int unread,
            Place last,
            Instant lastPosted) {}

    /// What was said, from the newest backwards.
    ///
    /// @param conversation empty for all of them
    /// @param before empty to begin with the newest
    record ReadHistory(Optional<ConversationId> conversation, Optional<Place> before, int limit)
            implements LogFrame {

        private static final int MOST = 200;

        /// @throws InvalidValueException for a page without messages, or a longer one than is given
        public ReadHistory {
            if (limit < 1 || limit > MOST) {
                throw new InvalidValueException("a page of the history has 1 to 200 messages");
            }
        }
    }

    /// The oldest first.
    ///
    /// @param more whether there are older ones
    record HistoryPage(List<HistoryEntry> entries, boolean more) implements LogFrame {}

    /// @param standings of a message that the asker sent
    record HistoryEntry(Message message, Place place, List<Standing> standings) {}

    /// All of a conversation up to there was read.
    ///
    /// @param tell the senders as well
    record MarkRead(ConversationId conversation, Place through, boolean tell) implements LogFrame {}

    /// Takes a message of one's own back.
    record RecallMessage(MessageId id) implements LogFrame {}

    /// Makes a group, or changes one.
    record SaveGroup(Group group) implements LogFrame {}

    /// Which groups is the asker in?
    record ListGroups() implements LogFrame {}

    /// The groups that the asker is in.
    record GroupList(List<Group> groups) implements LogFrame {}

    /// @param blocked or not any more
    record BlockPerson(UserName name, boolean blocked) implements LogFrame {}

    /// Whom does the asker block?
    record ListBlocked() implements LogFrame {}

    /// Names, of those who are blocked or known.
    record PeopleList(List<UserName> names) implements LogFrame {}

    /// Who is known here, as far as the operator shows it?
    record ListPeople() implements LogFrame {}
}
