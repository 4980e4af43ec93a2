package io.sampan.core.storage;

import io.sampan.model.DeviceId;
import io.sampan.model.Message;
import io.sampan.model.UserName;
import java.util.Set;

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
    }

    /// A posting without withholding and limit.
    public static Posting of(Message message, DeviceId origin) {
        return new Posting(message, origin, Set.of(), Limit.NONE);
    }
}
