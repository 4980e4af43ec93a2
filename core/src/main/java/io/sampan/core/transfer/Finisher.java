package io.sampan.core.transfer;

import io.sampan.model.ByteRange;
import io.sampan.model.Md5;
import io.sampan.model.Media;
import io.sampan.model.Outcome;
import io.sampan.model.RangeSet;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.model.Sha256;
import io.sampan.model.TreeHasher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns uploads into media. The digest of the whole is computed from the leaf table, so its cost
/// does not depend on the size of the file. Methods may be called from any thread.
final class Finisher {

    private static final Logger LOG = LoggerFactory.getLogger(Finisher.class);

    private final UploadParts parts;
    private final UploadBook book;
    private final Shelf shelf;

    Finisher(UploadParts parts, UploadBook book, Shelf shelf) {
        this.parts = parts;
        this.book = book;
        this.shelf = shelf;
    }

    /// One lane finishes; another one that asks meanwhile waits, and is given the same answer.
    Outcome<Media> finish(Upload upload, Sha256 digest, Optional<Md5> md5) {
        upload.finishing.lock();
        try {
            var outcome =
                    upload.isArriving()
                            ? finishNow(upload, digest, md5)
                            : Outcome.<Media>refused(RefusalCode.NOT_FOUND);
            return switch (upload.state()) {
                case UploadState.Arriving _ -> outcome;
                case UploadState.Paused _ -> Outcome.refused(RefusalCode.PAUSED);
                case UploadState.Cancelled _ -> Outcome.refused(RefusalCode.CANCELLED);
                case UploadState.Swept _ -> Outcome.refused(RefusalCode.NOT_FOUND);
                case UploadState.Complete(var media) -> again(media, digest);
            };
        } finally {
            upload.finishing.unlock();
        }
    }

    /// Finishes an upload whose sender knows no digest: it has the one that was learned.
    Outcome<Media> finishLearned(Upload upload, Optional<Md5> md5) {
        return switch (upload.state()) {
            case UploadState.Complete(var media) -> Outcome.done(media);
            case UploadState.Paused _ -> Outcome.refused(RefusalCode.PAUSED);
            case UploadState.Cancelled _ -> Outcome.refused(RefusalCode.CANCELLED);
            case UploadState.Swept _ -> Outcome.refused(RefusalCode.NOT_FOUND);
            case UploadState.Arriving _ -> {
                var table = table(upload);
                if (table.size() == upload.bytes.leaves()) {
                    var tree = new TreeHasher();
                    table.forEach(tree::add);
                    yield finish(upload, tree.digest(), md5);
                }
                yield upload.isArriving()
                        ? Outcome.refused(
                                Refusal.of(RefusalCode.INCOMPLETE).ranges(missing(upload)))
                        : finishLearned(upload, md5);
            }
        };
    }

    /// The media is there already: the same answer again, if the same file was meant.
    static Outcome<Media> again(Media media, Sha256 digest) {
        return media.digest().equals(digest)
                ? Outcome.done(media)
                : Outcome.refused(
                        RefusalCode.DIGEST_MISMATCH, "the upload was completed with another one");
    }

    private Outcome<Media> finishNow(Upload upload, Sha256 digest, Optional<Md5> md5) {
        // From here on verified leaves stay as they are.
        upload.claims.doubt(false);
        var table = table(upload);
        if (table.size() < upload.bytes.leaves()) {
            return Outcome.refused(Refusal.of(RefusalCode.INCOMPLETE).ranges(missing(upload)));
        }
        var tree = new TreeHasher();
        table.forEach(tree::add);
        if (!tree.digest().equals(digest)) {
            return wholeIsWrong(
                    upload,
                    "each leaf matches the digest that came with it, all of them together do not"
                            + " match the tree digest");
        }
        if (md5.isPresent() && !upload.md5OfWhole().equals(md5.get())) {
            return wholeIsWrong(
                    upload, "the tree digest matches, the MD5 of the same bytes does not");
        }
        return record(upload, digest);
    }

    /// The digests of the verified leaves, in order, up to the first that is not. A leaf all of
    /// whose bytes are there is verified now: a kill may have fallen in between.
    private static List<Sha256> table(Upload upload) {
        var table = verified(upload);
        return table.size() < upload.bytes.leaves() && upload.verifyWritten()
                ? verified(upload)
                : table;
    }

    private static List<Sha256> verified(Upload upload) {
        return upload.bytes
                .ask(blob -> {
                    var digests = new ArrayList<Sha256>();
                    for (var leaf = 0; leaf < upload.bytes.leaves(); leaf++) {
                        var digest = blob.digest(leaf);
                        if (digest.isEmpty()) {
                            break;
                        }
                        digests.add(digest.get());
                    }
                    return digests;
                })
                .orElseGet(ArrayList::new);
    }

    private static RangeSet missing(Upload upload) {
        var held = upload.held().orElse(RangeSet.EMPTY);
        return Admission.bounded(held.missingFrom(new ByteRange(0, upload.offer.size())));
    }

    private static Outcome<Media> wholeIsWrong(Upload upload, String detail) {
        upload.claims.doubt(true);
        return Outcome.refused(
                Refusal.of(RefusalCode.DIGEST_MISMATCH, detail)
                        .ranges(RangeSet.of(new ByteRange(0, upload.offer.size()))));
    }

    private Outcome<Media> record(Upload upload, Sha256 digest) {
        var media = shelf.media(upload.owner, upload.offer, digest);
        // Where it was paused or cancelled meanwhile, the caller says so.
        if (shelf.recording(media, () -> upload.complete(media, parts.ledger().media()))
                instanceof UploadState.Complete(var recorded)) {
            book.remove(upload);
            parts.slots().release(upload.id());
            parts.counters().completedMedia.increment();
            LOG.atInfo()
                    .addKeyValue("uploadId", upload.id())
                    .addKeyValue("user", upload.owner)
                    .addKeyValue("bytes", recorded.size())
                    .log("an upload is complete");
            return Outcome.done(recorded);
        }
        return Outcome.refused(RefusalCode.NOT_FOUND);
    }
}
