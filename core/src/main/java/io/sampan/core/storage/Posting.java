package io.sampan.core.storage;

import io.sampan.core.storage.MessageRepository.Waiting;
import io.sampan.model.DeviceId;
import io.sampan.model.Message;
import io.sampan.model.UserName;
import java.util.Set;
import java.util.function.Supplier;

/// A message that is to be put into logs.
///
/// @param origin the sender's device, which is not told of it again
/// @param withheld recipients who get nothing of it, as they block the sender; the sender is not
///   told so
/// @param limit what may wait for one recipient, this message included
public record Posting(Message message, DeviceId origin, Set<UserName> withheld, Limit limit) {

    /// Entries and bytes that wait for one person, on none of whose devices they are yet.
    public record Limit(long entries, long bytes) {

        public static final Limit NONE = new Limit(Long.MAX_VALUE, Long.MAX_VALUE);

        /// A sender who has no more than this part of the limit in an inbox finds it full for
        /// nobody's doing but their own.
        private static final long SHARE = 16;

        /// Whether one more entry fits. Where the inbox is full, there is still room for a sender
        /// who has little in it, so that nobody can shut it to others; with that, no more than
        /// twice the limit.
        ///
        /// @param all what waits there
        /// @param ofSender what of it is the sender's; asked only where the inbox is full
        public boolean hasRoom(Waiting all, Supplier<Waiting> ofSender, long entryBytes) {
            return fits(all, entryBytes, entries, bytes)
                    || (fits(all, entryBytes, entries * 2, bytes * 2)
                            && fits(ofSender.get(), entryBytes, shareOfEntries(), bytes / SHARE));
        }

        /// How many entries of one sender there is always room for.
        public long shareOfEntries() {
            return entries / SHARE;
        }

        private static boolean fits(Waiting now, long more, long entries, long bytes) {
            return now.entries() + 1 <= entries && now.bytes() + more <= bytes;
        }
    }

    /// A posting without withholding and limit.
    public static Posting of(Message message, DeviceId origin) {
        return new Posting(message, origin, Set.of(), Limit.NONE);
    }
}
