package io.sampan.core.transfer;

import io.sampan.model.Media;
import io.sampan.model.RangeSet;

/// How far an upload is: the answer to an offer, and to "where was I".
public sealed interface UploadStatus {

    /// The most ranges that are told at once. Of an upload that is more scattered than that the
    /// longest are told; what is sent again in vain is dropped as a duplicate.
    int MAX_RANGES = 16_384;

    /// It is still arriving (or paused). `held` need not be sent again: at most [#MAX_RANGES]
    /// ranges, some of which may end within a leaf (a head that is not verified yet).
    record Ready(RangeSet held) implements UploadStatus {}

    /// It is whole and synced; nothing need be sent.
    record Complete(Media media) implements UploadStatus {}
}
