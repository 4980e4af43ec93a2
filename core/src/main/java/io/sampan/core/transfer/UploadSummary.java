package io.sampan.core.transfer;

import io.sampan.model.Offer;
import java.time.Instant;

/// One unfinished upload, as its owner sees it in a list.
///
/// @param state whether bytes are welcome
/// @param heldBytes how many bytes need not be sent again
/// @param offered when it was admitted
/// @param touched when it was last active
public record UploadSummary(
        Offer offer, State state, long heldBytes, Instant offered, Instant touched) {

    /// Whether bytes are welcome.
    public enum State {
        /// They are, as soon as a slot is free.
        OPEN,
        /// Not until it is offered again.
        PAUSED
    }
}
