package io.sampan.core.storage;

import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.MediaName;
import io.sampan.model.UserName;
import java.util.List;
import java.util.Optional;

/// The media that are complete.
public interface MediaFacts {

    /// Records a complete media and forgets its upload, in one step. The same id again changes
    /// nothing.
    void record(Media media);

    Optional<Media> find(MediaId id);

    /// The newest media of that name that `reader` may read: the one that was recorded last,
    /// whatever the clock said.
    Optional<Media> newest(MediaName name, UserName reader);

    /// Media that `reader` may read, newest first: at most `limit`, those that come after `after`
    /// if given. Media that are recorded meanwhile do not disturb the pages. If `after` itself was
    /// removed meanwhile, the list starts over.
    List<Media> list(UserName reader, Optional<MediaId> after, int limit);

    /// Whether `reader` may read the media: it is shared, or theirs, or was sent to them.
    boolean mayRead(MediaId id, UserName reader);

    /// Bytes in all media together, whoever's they are: what counts against a quota.
    long totalBytes();

    /// Forgets the media. Nothing happens if it is not known.
    void remove(MediaId id);
}
