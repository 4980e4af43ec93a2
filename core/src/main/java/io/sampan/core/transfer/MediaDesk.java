package io.sampan.core.transfer;

import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.MediaName;
import io.sampan.model.Outcome;
import io.sampan.model.UserName;
import java.util.List;
import java.util.Optional;

/// Where complete media are looked up, read and removed. A media that `who` may not read does not
/// exist for `who`: `NOT_FOUND`.
///
/// All methods may be called from any thread, and block on the disk and the ledger.
@SuppressWarnings("DoNotCallSuggester") // until the bodies follow
public final class MediaDesk {

    /// The most media in one page of a list.
    public static final int MAX_PAGE = 1_000;

    /// What is known of a media. Refused: `NOT_FOUND`.
    public Outcome<Media> media(UserName who, MediaId id) {
        throw new UnsupportedOperationException();
    }

    /// The newest media of that name that `who` may read. Refused: `NOT_FOUND`.
    public Outcome<Media> byName(UserName who, MediaName name) {
        throw new UnsupportedOperationException();
    }

    /// A page of the media that `who` may read, newest first: those after `after`, at most `limit`
    /// (and never more than [#MAX_PAGE]).
    public List<Media> list(UserName who, Optional<MediaId> after, int limit) {
        throw new UnsupportedOperationException();
    }

    /// Opens a media for reading; it stays readable until it is closed, also if it is removed
    /// meanwhile. Refused: `NOT_FOUND`.
    public Outcome<OpenMedia> read(UserName who, MediaId id) {
        throw new UnsupportedOperationException();
    }

    /// Removes a media, by its owner only. Synced. Refused: `NOT_FOUND` (also the second time),
    /// `NOT_ALLOWED` (it is readable, but somebody else's).
    public Outcome<MediaId> remove(UserName who, MediaId id) {
        throw new UnsupportedOperationException();
    }
}
