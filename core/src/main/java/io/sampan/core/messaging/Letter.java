package io.sampan.core.messaging;

import io.sampan.model.ConversationId;
import io.sampan.model.MediaId;
import io.sampan.model.MessageId;
import io.sampan.model.UserName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A message as its sender hands it in.
///
/// @param to may be empty where there is a group: its members then
/// @param enclosures media that go with it, each with what is said about it
/// @param group the group that it is written to
/// @param expiresAfter it is gone everywhere so long after it was posted
public record Letter(
        MessageId id,
        List<UserName> to,
        String text,
        List<Enclosure> enclosures,
        Optional<ConversationId> group,
        Optional<Duration> expiresAfter) {

    /// A file that goes with a message.
    public record Enclosure(MediaId media, String about) {}

    /// To a set of people, for ever.
    public Letter(MessageId id, List<UserName> to, String text, List<Enclosure> enclosures) {
        this(id, to, text, enclosures, Optional.empty(), Optional.empty());
    }
}
