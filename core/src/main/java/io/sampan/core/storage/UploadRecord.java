package io.sampan.core.storage;

import io.sampan.model.Offer;
import io.sampan.model.UserName;
import java.time.Instant;

/// One upload that is not complete.
///
/// @param offered when it was admitted
/// @param touched when it was last active, to within minutes
public record UploadRecord(
        Offer offer, UserName owner, State state, Instant offered, Instant touched) {

    /// What the sender wants of the upload.
    public enum State {
        /// To go on whenever bytes come.
        OPEN,
        /// To keep its bytes and take no new ones.
        PAUSED,
        /// Never to go on; its bytes are gone. Kept for a while so that a late request is answered
        /// right.
        CANCELLED
    }

    /// The same in another state since `when`.
    public UploadRecord with(State newState, Instant when) {
        return new UploadRecord(offer, owner, newState, offered, when);
    }
}
