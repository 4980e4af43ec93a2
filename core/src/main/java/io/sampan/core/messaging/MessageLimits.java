package io.sampan.core.messaging;

import io.sampan.model.InvalidValueException;
import java.time.Duration;

/// The settings of messages.
///
/// @param recipients how many people one message may go to, 1 to 1,000
/// @param attachments how many files it may carry
/// @param offerAgainAfter an entry that was not acknowledged for so long is offered again
public record MessageLimits(int recipients, int attachments, Duration offerAgainAfter) {

    private static final int MOST_RECIPIENTS = 1_000;

    /// 16 recipients, 100 attachments, offered again after 30 s.
    public static final MessageLimits DEFAULTS = new MessageLimits(16, 100, Duration.ofSeconds(30));

    public MessageLimits {
        if (recipients < 1 || recipients > MOST_RECIPIENTS) {
            throw new InvalidValueException(
                    "a message goes to 1 to " + MOST_RECIPIENTS + " people");
        }
        if (attachments < 0 || !offerAgainAfter.isPositive()) {
            throw new InvalidValueException("limits of messages are not negative");
        }
    }
}
