package io.sampan.client.people;

import io.sampan.model.ConversationId;
import io.sampan.model.Message;
import io.sampan.model.MessageId;
import io.sampan.model.UserName;
import java.time.Instant;

/// What the person's log tells beside messages and receipts. It is written to the home, where it
/// changes anything there, before the server is told that it was received.
public sealed interface LogEvent {

    /// Another device of this person has sent a message. It is in the home's history now.
    record SentElsewhere(Message message) implements LogEvent {}

    /// A sender took a message back: its text and files are gone from the home, too.
    record Recalled(UserName sender, MessageId message) implements LogEvent {}

    /// A message of one's own never reached one of its recipients, and is not kept any longer.
    record Expired(MessageId message, UserName recipient) implements LogEvent {}

    /// Somebody has read a message and all before it in its conversation: another person, who tells
    /// so, or this one on another device.
    record Read(UserName reader, MessageId message, ConversationId conversation, Instant when)
            implements LogEvent {}

    /// Somebody has other devices now: fingerprints are worth comparing again.
    record DevicesChanged(UserName person) implements LogEvent {}
}
