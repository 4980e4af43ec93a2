package io.sampan.core.storage;

import io.sampan.model.Message;
import io.sampan.model.MessageId;
import io.sampan.model.Standing;
import io.sampan.model.UserName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Messages, and what waits in whose inbox.
public interface MessageRepository {

    /// A message as it was recorded, and how far it is.
    record Posted(Message message, List<Standing> standings) {}

    /// Puts a message into every recipient's inbox, and lets each of them read its attachments, in
    /// one step. The same sender and id again changes nothing and tells what was recorded.
    Posted post(Message message);

    /// What was recorded of a sender's message.
    Optional<Posted> find(UserName sender, MessageId id);

    /// What waits for `who` with numbers over `after`, in order, at most `limit`.
    List<InboxEntry> inbox(UserName who, long after, int limit);

    /// Takes an entry out of an inbox; where it was a message, puts a receipt into its sender's, in
    /// the same step. An entry that is not there any more changes nothing.
    ///
    /// @return whose inbox got a receipt
    Optional<UserName> received(UserName who, long number, Instant when);

    /// Forgets messages that were posted before then and of which nothing waits in any inbox.
    ///
    /// @return how many
    int forget(Instant postedBefore);

    /// How many entries wait, in all inboxes.
    long waiting();
}
