package io.sampan.core.storage;

import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.MediaName;
import io.sampan.model.UserName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The media that are complete.
public interface MediaRepository {

    /// Records a complete media and forgets its upload, in one step. The same id again changes
    /// nothing.
    void record(Media media);

    /// The medium, if it is there.
    Optional<Media> find(MediaId id);

    /// The newest media of that name that `reader` may read: the one that was recorded last,
    /// whatever the clock said.
    Optional<Media> newest(MediaName name, UserName reader);

    /// Media that `reader` may read, newest first: at most `limit`, those that come after `after`
    /// if given. Media that are recorded meanwhile do not disturb the pages. If `after` itself was
    /// removed meanwhile, the list starts over.
    List<Media> list(UserName reader, Optional<MediaId> after, int limit);

    /// The media whose ids have this first byte (0–255): one 256th of all, so that a list of them
    /// fits into memory.
    List<Media> all(int firstByte);

    /// Whether `reader` may read the media: it is shared, or theirs, or was sent to them.
    boolean mayRead(MediaId id, UserName reader);

    /// Bytes in all media together, whoever's they are: what counts against a quota.
    long totalBytes();

    /// Bytes in the media of one owner.
    long bytesOf(UserName owner);

    /// Everything of one owner is another's from now on.
    void handOver(UserName owner, UserName to);

    /// Retires everything of one owner, whoever may read it: see [#retired].
    void retireAllOf(UserName owner);

    /// Retires media that have served, in one step: those that were recorded before `sentBefore`
    /// and sent to somebody, not shared, of which no message was posted since and none waits in an
    /// inbox. Nobody can read them any more. What nobody was sent is never among them.
    ///
    /// @param limit how many at most
    /// @return what was retired now
    List<Media> retire(Instant sentBefore, int limit);

    /// Media that were retired and not [buried][#bury] yet: their bytes may still be there.
    List<MediaId> retired();

    /// The bytes of a retired media are gone.
    void bury(MediaId id);

    /// Forgets the media. Nothing happens if it is not known.
    void remove(MediaId id);
}
