package io.sampan.core.storage;

import io.sampan.model.ConversationId;
import io.sampan.model.Message;
import io.sampan.model.MessageId;
import io.sampan.model.Place;
import io.sampan.model.Receipt;
import io.sampan.model.UserName;
import java.time.Instant;
import java.util.Optional;

/// Something in a person's log, at a place that is never used again.
public sealed interface LogEntry {

    /// Where the entry stands in its log.
    Place place();

    /// A message to them.
    record Mail(Place place, Message message) implements LogEntry {}

    /// A receipt for a message of theirs.
    record Notice(Place place, Receipt receipt) implements LogEntry {}

    /// A message of theirs, for their other devices.
    record Sent(Place place, Message message) implements LogEntry {}

    /// What became of a message, or of somebody's devices.
    ///
    /// @param message empty for [EventKind#DEVICES_CHANGED]
    /// @param person whose doing it was, or whom the message never reached
    record Event(
            Place place, EventKind kind, Optional<About> message, UserName person, Instant when)
            implements LogEntry {}

    /// The message that an event is about.
    record About(UserName sender, MessageId id, ConversationId conversation) {}

    /// What may become of a message.
    enum EventKind {
        /// Its sender took it back.
        RECALLED,
        /// It never reached one of its recipients, and is not kept any longer.
        EXPIRED,
        /// Somebody has read it, and all before it.
        READ,
        /// Somebody has other devices now.
        DEVICES_CHANGED
    }
}
