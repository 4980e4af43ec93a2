package io.sampan.core.storage;

import io.sampan.model.DeviceId;
import io.sampan.model.Media;
import io.sampan.model.Message;
import io.sampan.model.MessageId;
import io.sampan.model.Place;
import io.sampan.model.Standing;
import io.sampan.model.UserName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Messages, the log of each person, and how far each device has read it.
///
/// What is put in for a person (messages to them and of them, receipts, events) is an entry of
/// their log at an opaque place. Places of one sender's messages rise. An entry may become visible
/// after one with a later place, so a reader remembers what [LogPage#settled] says, not the last
/// place.
///
/// Nothing here is promised to happen in one step over several people; calling again finishes what
/// was begun, and after an exception the caller reads again or calls again.
public interface MessageRepository {

    /// A message as it was recorded, and how far it is.
    record Posted(Message message, List<Standing> standings) {}

    /// What came of a posting.
    sealed interface PostResult {

        /// It is in the log of every recipient, and in its sender's.
        record Done(Posted posted) implements PostResult {}

        /// Too much waits for these already; nobody got anything.
        record Full(List<UserName> recipients) implements PostResult {}
    }

    /// Entries in the order of their places.
    ///
    /// @param settled no entry will become visible at or before it
    record LogPage(List<LogEntry> entries, Place settled) {}

    /// What is waited for: of all of the log, or only of messages to the person and receipts.
    enum Wanted {
        EVERYTHING,
        MAIL_AND_RECEIPTS
    }

    /// Puts a message into every recipient's log and lets each of them read its attachments. The
    /// same sender and id again changes nothing and tells what was recorded, whatever the limits.
    PostResult post(Posting posting);

    /// What was recorded of a sender's message.
    Optional<Posted> find(UserName sender, MessageId id);

    /// What the device has not acknowledged, after a place, at most `limit` entries.
    LogPage unread(UserName who, DeviceId device, Place after, int limit, Wanted wanted);

    /// One entry of somebody's log.
    Optional<LogEntry> entry(UserName who, Place place);

    /// The device has the entry safely. Where it was a message and this is the first of the
    /// person's devices to have it, a receipt is put into its sender's log. An entry that is not
    /// there, or was acknowledged, changes nothing.
    ///
    /// @return whose log got a receipt
    Optional<UserName> received(UserName who, DeviceId device, Place place, Instant when);

    /// Takes a message back: a dash stands in place of its text, its attachments are gone; who has
    /// not got it yet never will, and who has is told. A second time changes nothing.
    ///
    /// @return empty if the sender has posted no such message; whose logs have changed, and media
    ///   of the sender's that no other message carries
    Optional<Recalled> recall(UserName sender, MessageId id, DeviceId origin, Instant when);

    /// What came of taking a message back.
    record Recalled(List<UserName> told, List<Media> unused) {}

    /// Puts an event about somebody's devices into the logs of those with whom they share a
    /// conversation, and their own.
    ///
    /// @return whose logs have changed
    List<UserName> devicesChanged(UserName who, Instant when);

    /// Forgets what has served: entries put before `keptSince` that are on a device and that every
    /// device seen since then has; entries put before `undeliveredSince` that no device has, with
    /// an event to the sender; messages that expired before `now`; and then messages of which no
    /// log has anything.
    ///
    /// @return whose logs have new entries
    List<UserName> trim(Instant keptSince, Instant undeliveredSince, Instant now);

    /// Forgets a person's log. Messages that they have sent stay with those who have them.
    void removeLog(UserName who);

    /// How many entries are on no device of their person yet, in all logs.
    long waiting();

    /// What is on no device of somebody yet.
    Waiting waiting(UserName who);

    /// Entries, and the bytes that they are counted as.
    record Waiting(long entries, long bytes) {}
}
