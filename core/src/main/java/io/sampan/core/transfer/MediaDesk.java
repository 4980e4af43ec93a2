package io.sampan.core.transfer;

import io.sampan.core.storage.MediaRepository;
import io.sampan.model.InvalidValueException;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.MediaName;
import io.sampan.model.Outcome;
import io.sampan.model.RefusalCode;
import io.sampan.model.Space;
import io.sampan.model.UserName;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where complete media are looked up, read and removed. A media that `who` may not read does not
/// exist for `who`: `NOT_FOUND`.
///
/// All methods may be called from any thread, and block on the disk and the ledger.
public final class MediaDesk {

    /// The most media in one page of a list.
    public static final int MAX_PAGE = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(MediaDesk.class);

    private final UploadParts parts;
    private final KeyedLocks locks = new KeyedLocks();

    MediaDesk(UploadParts parts) {
        this.parts = parts;
    }

    /// What is known of a media. Refused: `NOT_FOUND`.
    public Outcome<Media> media(UserName who, MediaId id) {
        return orNotFound(readable(who, id));
    }

    /// The newest media of that name that `who` may read. Refused: `NOT_FOUND`.
    public Outcome<Media> byName(UserName who, MediaName name) {
        return orNotFound(facts().newest(name, who));
    }

    /// A page of the media that `who` may read, newest first: those after `after`, at most `limit`
    /// (and never more than [#MAX_PAGE]).
    ///
    /// @throws InvalidValueException unless the limit is positive
    public List<Media> list(UserName who, Optional<MediaId> after, int limit) {
        if (limit < 1) {
            throw new InvalidValueException("a page has at least one entry");
        }
        return facts().list(who, after, Math.min(limit, MAX_PAGE));
    }

    /// Opens a media for reading; it stays readable until it is closed, also if it is removed
    /// meanwhile. Refused: `NOT_FOUND`.
    public Outcome<OpenMedia> read(UserName who, MediaId id) {
        var media = readable(who, id);
        if (media.isEmpty()) {
            return Outcome.refused(RefusalCode.NOT_FOUND);
        }
        var blob = parts.blobs().read(id);
        if (blob.isPresent()) {
            return Outcome.done(new OpenMedia(media.get(), blob.get()));
        }
        if (facts().find(id).isPresent()) {
            LOG.atError().addKeyValue("mediaId", id).log("the bytes of a media are not there");
        }
        return Outcome.refused(RefusalCode.NOT_FOUND);
    }

    /// Removes a media, by its owner only; one of the shared space by anybody. Synced. Refused:
    /// `NOT_FOUND` (also the second time), `NOT_ALLOWED` (it is readable, but somebody else's).
    ///
    /// The bytes go first: after a crash in between the media is still listed and can be removed
    /// again, instead of filling the disk where nobody sees it.
    public Outcome<MediaId> remove(UserName who, MediaId id) {
        return locks.with(
                id.toUploadId(),
                () -> {
                    var media = readable(who, id);
                    if (media.isEmpty()) {
                        return Outcome.refused(RefusalCode.NOT_FOUND);
                    }
                    if (!Space.isFor(who, media.get().owner())) {
                        return Outcome.refused(RefusalCode.NOT_ALLOWED);
                    }
                    parts.blobs().remove(id);
                    facts().remove(id);
                    parts.space().removed(media.get().size());
                    return Outcome.done(id);
                });
    }

    private Optional<Media> readable(UserName who, MediaId id) {
        return facts().find(id).filter(_ -> facts().mayRead(id, who));
    }

    private static Outcome<Media> orNotFound(Optional<Media> media) {
        return media.map(Outcome::done).orElseGet(() -> Outcome.refused(RefusalCode.NOT_FOUND));
    }

    private MediaRepository facts() {
        return parts.ledger().media();
    }
}
