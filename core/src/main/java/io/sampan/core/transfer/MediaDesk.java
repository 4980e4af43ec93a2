package io.sampan.core.transfer;

import io.sampan.core.storage.MediaRepository;
import io.sampan.core.storage.StorageException;
import io.sampan.model.ByteRange;
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
    private final LeafAudit audit = new LeafAudit();

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
    /// meanwhile. Refused: `NOT_FOUND`; `DAMAGED` where its bytes are gone or cannot be what they
    /// were.
    public Outcome<OpenMedia> read(UserName who, MediaId id) {
        var media = readable(who, id);
        if (media.isEmpty()) {
            return Outcome.refused(RefusalCode.NOT_FOUND);
        }
        try {
            var blob = parts.blobs().read(id);
            if (blob.isPresent()) {
                return Outcome.done(new OpenMedia(media.get(), blob.get()));
            }
        } catch (StorageException e) {
            if (!e.isDamaged()) {
                throw e;
            }
            return damaged(id, String.valueOf(e.getMessage()));
        }
        // A removal takes the bytes first, under this lock.
        return locks.with(
                id.toUploadId(),
                () ->
                        facts().find(id).isPresent()
                                ? damaged(id, "its bytes are not there")
                                : Outcome.refused(RefusalCode.NOT_FOUND));
    }

    /// To be asked before bytes are handed out. What somebody asks for twice is checked, as the
    /// first copy may have been damaged on the way or here. Refused: `DAMAGED`; the media is set
    /// aside then.
    public Outcome<ByteRange> check(UserName who, OpenMedia media, ByteRange range) {
        var leaf = audit.damagedLeaf(who, media, range);
        return leaf.isEmpty()
                ? Outcome.done(range)
                : damaged(
                        media.media().id(), "leaf " + leaf.getAsInt() + " is not what was stored");
    }

    /// Counts, tells and sets aside a media whose bytes are not what was stored.
    <T> Outcome<T> damaged(MediaId id, String reason) {
        parts.counters().damagedMedia.increment();
        LOG.atError()
                .addKeyValue("mediaId", id)
                .addKeyValue("reason", reason)
                .log("a stored file is damaged; its owner has to put it again");
        parts.blobs().setDamagedAside(id, parts.clock().instant());
        return Outcome.refused(RefusalCode.DAMAGED);
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
