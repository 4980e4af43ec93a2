package io.sampan.wire.frame;

import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.MediaName;
import io.sampan.model.Offer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is stored: open, read, list, remove.
public sealed interface MediaFrame extends Frame {

    /// Opens a media for reading.
    record OpenMedia(MediaId id) implements MediaFrame {}

    /// Opens the newest media of that name that the asker may read.
    record OpenNamed(MediaName name) implements MediaFrame {}

    /// The media is open; the body is the digests of its leaves, 32 bytes each.
    record MediaInfo(Media media) implements MediaFrame {}

    /// Asks for `length` bytes from `offset`.
    record GetRange(MediaId id, long offset, long length) implements MediaFrame {}

    /// The bytes from `offset`; the body has them.
    record Data(long offset) implements MediaFrame {}

    /// Nothing more will be read of it.
    record CloseMedia(MediaId id) implements MediaFrame {}

    /// Lists what the asker may read, newest first.
    ///
    /// @param after the last one of the page before
    /// @param limit 1 to 1,000
    /// @param uploads whether the asker's own uploads that are not complete are wanted too
    record ListMedia(Optional<MediaId> after, int limit, boolean uploads) implements MediaFrame {}

    /// One page.
    record MediaList(List<Media> media, boolean more, List<Arrival> uploads)
            implements MediaFrame {}

    /// An upload that is not complete.
    ///
    /// @param held bytes
    /// @param touched when it was last active, to within minutes
    record Arrival(Offer offer, long held, boolean paused, Instant touched) {}

    /// Removes a media of one's own.
    record RemoveMedia(MediaId id) implements MediaFrame {}
}
