package io.sampan.core.messaging;

import io.sampan.model.MediaId;
import io.sampan.model.MessageId;
import io.sampan.model.UserName;
import java.util.List;

/// A message as its sender hands it in.
///
/// @param enclosures media that go with it, each with what is said about it
public record Letter(MessageId id, List<UserName> to, String text, List<Enclosure> enclosures) {

    /// A file that goes with a message.
    public record Enclosure(MediaId media, String about) {}
}
