package io.sampan.core.messaging;

import io.sampan.core.storage.Posting;
import io.sampan.model.InvalidValueException;
import java.time.Duration;

/// The settings of messages.
///
/// @param recipients how many people one message may go to, 1 to 1,000
/// @param attachments how many files it may carry
/// @param offerAgainAfter an entry that was not acknowledged for so long is offered again
/// @param perMinute messages that one person may post in a minute
/// @param bytesPerMinute bytes of text that one person may post in a minute
/// @param inbox what may wait for one person, on none of whose devices it is yet
public record MessageLimits(
        int recipients,
        int attachments,
        Duration offerAgainAfter,
        int perMinute,
        long bytesPerMinute,
        Posting.Limit inbox) {

    private static final int MOST_RECIPIENTS = 1_000;

    /// 16 recipients, 100 attachments, offered again after 30 s; 600 messages and 8 MiB a minute;
    /// 10,000 entries or 64 MiB in an inbox.
    public static final MessageLimits DEFAULTS =
            new MessageLimits(
                    16,
                    100,
                    Duration.ofSeconds(30),
                    600,
                    8L << 20,
                    new Posting.Limit(10_000, 64L << 20));

    /// @throws InvalidValueException for limits that would let nothing through
    public MessageLimits {
        if (recipients < 1 || recipients > MOST_RECIPIENTS) {
            throw new InvalidValueException(
                    "a message goes to 1 to " + MOST_RECIPIENTS + " people");
        }
        if (attachments < 0 || !offerAgainAfter.isPositive()) {
            throw new InvalidValueException("limits of messages are not negative");
        }
        if (perMinute < 1 || bytesPerMinute < 1 || inbox.entries() < 1 || inbox.bytes() < 1) {
            throw new InvalidValueException(
                    "a person may post a message a minute at least, and an inbox holds one");
        }
    }
}
