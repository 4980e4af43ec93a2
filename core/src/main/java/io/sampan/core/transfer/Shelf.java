package io.sampan.core.transfer;

import io.sampan.core.storage.StorageException;
import io.sampan.model.Media;
import io.sampan.model.Offer;
import io.sampan.model.Outcome;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.model.Sha256;
import io.sampan.model.Space;
import io.sampan.model.UploadId;
import io.sampan.model.UserName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where complete media are put: what somebody uploads is theirs, what is put into the shared
/// [Space] is the space's, and takes the place of what had that name there. Methods may be called
/// from any thread.
final class Shelf {

    private static final Logger LOG = LoggerFactory.getLogger(Shelf.class);

    private final UploadParts parts;
    private final MediaDesk media;
    private final KeyedLocks names = new KeyedLocks();

    Shelf(UploadParts parts, MediaDesk media) {
        this.parts = parts;
        this.media = media;
    }

    /// Why nothing can be put under the offer's name, if so.
    static Optional<Refusal> refusal(Offer offer) {
        return Space.has(offer.name()) && !Space.isPlain(offer.name())
                ? Optional.of(
                        Refusal.of(RefusalCode.BAD_NAME, "a name in the shared space has no '/'"))
                : Optional.empty();
    }

    /// What an offer becomes.
    Media media(UserName uploader, Offer offer, Sha256 digest) {
        return new Media(
                offer.id().toMediaId(),
                Space.ownerOf(offer.name(), uploader),
                offer.name(),
                offer.size(),
                offer.type(),
                digest,
                offer.shared() || Space.has(offer.name()),
                parts.wall().instant(),
                offer.traits());
    }

    /// Does `work`, which records the media; then what had its name in the space goes. Readers who
    /// have that open read it to its end.
    <T> T recording(Media fresh, Supplier<T> work) {
        return Space.has(fresh.name())
                ? names.with(idOf(fresh), () -> replacing(fresh, work))
                : work.get();
    }

    private <T> T replacing(Media fresh, Supplier<T> work) {
        var older = newest(fresh);
        var result = work.get();
        if (newest(fresh).filter(now -> now.id().equals(fresh.id())).isPresent()) {
            older.filter(old -> !old.id().equals(fresh.id())).ifPresent(this::remove);
        }
        return result;
    }

    private Optional<Media> newest(Media fresh) {
        return parts.ledger().media().newest(fresh.name(), Space.OWNER);
    }

    private void remove(Media older) {
        try {
            if (media.remove(Space.OWNER, older.id()) instanceof Outcome.Refused(var refusal)) {
                LOG.atDebug()
                        .addKeyValue("mediaId", older.id())
                        .addKeyValue("why", refusal)
                        .log("somebody else removed what was replaced");
            }
        } catch (StorageException e) {
            // The new one is there, and that is what was asked for.
            LOG.atError()
                    .addKeyValue("mediaId", older.id())
                    .setCause(e)
                    .log("what was replaced could not be removed");
        }
    }

    /// Locks go by ids; a name's is made of its digest.
    private static UploadId idOf(Media fresh) {
        var digest =
                ByteBuffer.wrap(
                        Sha256.digest(fresh.name().value().getBytes(StandardCharsets.UTF_8))
                                .bytes());
        return new UploadId(digest.getLong(), digest.getLong());
    }
}
