package io.sampan.client.people;

import io.sampan.model.InvalidValueException;
import io.sampan.model.MediaId;
import io.sampan.model.Message;
import io.sampan.model.MessageId;
import io.sampan.model.UserName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A message that waits in the home to be posted.
///
/// @param enclosures the files that go with it; they have to be complete on the server first
/// @param to nobody twice
/// @param text at most [Message#MAX_TEXT] bytes of UTF-8; may be empty where there are files
/// @param written when the user sent it
/// @param group the group that it is written to; `to` are its members then, as they are known here:
///   who gets it is decided by the server
/// @param expiresAfter it is gone everywhere so long after it was posted; empty for never
public record Draft(
        MessageId id,
        List<UserName> to,
        String text,
        List<Enclosure> enclosures,
        Instant written,
        Optional<Message.GroupName> group,
        Optional<Duration> expiresAfter) {

    /// To a set of people, for ever.
    public Draft(
            MessageId id,
            List<UserName> to,
            String text,
            List<Enclosure> enclosures,
            Instant written) {
        this(id, to, text, enclosures, written, Optional.empty(), Optional.empty());
    }

    /// @throws InvalidValueException if no server would take it
    public Draft {
        to = Message.checkedRecipients(to);
        text = Message.checkedText(text);
        enclosures = List.copyOf(enclosures);
        if (text.isEmpty() && enclosures.isEmpty()) {
            throw new InvalidValueException("a message has a text or a file");
        }
    }

    /// A file that goes with a message.
    ///
    /// @param name what it is called, for the history
    /// @param about what a recipient likes to know before fetching it; may be empty
    public record Enclosure(MediaId media, String name, String about) {}
}
