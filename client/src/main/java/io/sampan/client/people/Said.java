package io.sampan.client.people;

import io.sampan.model.Message;
import java.time.Instant;

/// A message of the home's history.
public sealed interface Said {

    /// When the server accepted it; of one that waits, when it was written.
    Instant when();

    /// It came from somebody.
    record Received(Message message) implements Said {

        @Override
        public Instant when() {
            return message.posted();
        }
    }

    /// It was sent from here.
    ///
    /// @param isPosted whether the server has accepted it
    record Sent(Draft draft, boolean isPosted, Instant when) implements Said {}
}
