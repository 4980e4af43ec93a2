package io.sampan.client.people;

import io.sampan.model.MediaId;
import io.sampan.model.MessageId;
import io.sampan.model.UserName;
import java.time.Instant;
import java.util.List;

/// A message that waits in the home to be posted.
///
/// @param enclosures the files that go with it; they have to be complete on the server first
/// @param written when the user sent it
public record Draft(
        MessageId id, List<UserName> to, String text, List<Enclosure> enclosures, Instant written) {

    /// A file that goes with a message.
    ///
    /// @param name what it is called, for the history
    /// @param about what a recipient likes to know before fetching it; may be empty
    public record Enclosure(MediaId media, String name, String about) {}
}
