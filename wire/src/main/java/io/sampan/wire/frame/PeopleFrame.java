package io.sampan.wire.frame;

import io.sampan.model.ConversationId;
import io.sampan.model.InvalidValueException;
import io.sampan.model.MediaId;
import io.sampan.model.Message;
import io.sampan.model.MessageId;
import io.sampan.model.Place;
import io.sampan.model.Receipt;
import io.sampan.model.Standing;
import io.sampan.model.UserName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Who is online, and what they write to each other.
public sealed interface PeopleFrame extends Frame {

    /// This lane is where its owner wants to be found.
    ///
    /// @param lookOnly only the roster is wanted: nobody appears, nothing is delivered
    /// @param log whether all of the log is wanted: also what one's other devices have sent, and
    ///   what became of messages
    record Attend(boolean lookOnly, boolean log) implements PeopleFrame {

        /// Without what other devices have sent.
        public Attend(boolean lookOnly) {
            this(lookOnly, false);
        }
    }

    /// Who is online.
    ///
    /// @param version counts the changes since the server's start
    record Roster(long version, List<UserName> names) implements PeopleFrame {}

    /// Leads from version `since` of the roster to `version`.
    record RosterDelta(long since, long version, List<UserName> arrived, List<UserName> left)
            implements PeopleFrame {}

    /// A message to be put in every recipient's log.
    ///
    /// @param to may be empty where there is a group: its members then
    /// @param group the group that it is written to
    /// @param expiresAfter gone everywhere so long after it was posted
    record PostMessage(
            MessageId id,
            List<UserName> to,
            String text,
            List<Enclosure> enclosures,
            Optional<ConversationId> group,
            Optional<Duration> expiresAfter)
            implements PeopleFrame {

        /// To a set of people, for ever.
        public PostMessage(
                MessageId id, List<UserName> to, String text, List<Enclosure> enclosures) {
            this(id, to, text, enclosures, Optional.empty(), Optional.empty());
        }

        /// @throws InvalidValueException for a message without recipients and group, or without
        ///   text and files
        public PostMessage {
            to = to.isEmpty() && group.isPresent() ? List.of() : Message.checkedRecipients(to);
            text = Message.checkedText(text);
            if (text.isEmpty() && enclosures.isEmpty()) {
                throw new InvalidValueException("a message has a text or a file");
            }
        }
    }

    /// A file to be sent along.
    ///
    /// @param about what a recipient likes to know before fetching it; may be empty
    record Enclosure(MediaId media, String about) {}

    /// The message is in every recipient's inbox.
    record MessageAccepted(List<Standing> standings, Instant posted) implements PeopleFrame {}

    /// A message for whoever attends here, or one that another device of theirs has posted.
    record Deliver(Message message, Place place) implements PeopleFrame {}

    /// A message of whoever attends here has reached a recipient.
    record DeliverReceipt(Receipt receipt, Place place) implements PeopleFrame {}

    /// What was delivered is safe and need not come again.
    record Received() implements PeopleFrame {}

    /// Can messages be sent to these people?
    record KnowPeople(List<UserName> names) implements PeopleFrame {

        /// @throws InvalidValueException for more names than may be asked for at once, or none
        public KnowPeople {
            names = Message.checkedRecipients(names);
        }
    }

    /// All that waited in the inbox when its owner came was delivered.
    record CaughtUp() implements PeopleFrame {}
}
