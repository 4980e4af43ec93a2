package io.sampan.core.check;

import io.sampan.core.check.Finding.Kind;
import io.sampan.core.storage.BlobStore;
import io.sampan.core.storage.Ledger;
import io.sampan.core.storage.StorageException;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.Space;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Compares a store of bytes with its ledger: every file that is listed has its bytes and digests,
/// every stored blob its facts, every blob and upload is known, and the ledger agrees with itself.
///
/// | found | with repair |
/// |---|---|
/// | a stored blob that the ledger does not know, with facts | its bytes are read; then it is listed |
/// | the same among what was set aside | it is brought back, then the same |
/// | the same without facts, or its owner is not known | it is set aside |
/// | an upload that the ledger does not know | it is set aside |
/// | facts that are missing or not true | they are written |
/// | sums and pointers of the ledger | they are set right |
/// | bytes that are gone or damaged | nothing: there is no second copy |
///
/// Files come back in the order in which they were completed, so that the newest of a name is the
/// newest again. Who may read a file besides its owner is not among the facts: the messages that
/// carried it are lost with the newer ledger.
///
/// Used by one thread.
public final class StoreCheck {

    private static final int PARTS = 256;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final int LOOKS = 10;

    /// How to check.
    ///
    /// @param readData whether all bytes are read and compared with their digests
    /// @param repair whether what can be set right is; nothing else may work with the stores then
    /// @param live whether a server works with the stores: what looks wrong is looked at again
    public record Options(boolean readData, boolean repair, boolean live) {

        /// @throws IllegalArgumentException if something is to be repaired beside a running server
        public Options {
            if (repair && live) {
                throw new IllegalArgumentException("nothing is repaired beside a running server");
            }
        }
    }

    /// What was looked at.
    ///
    /// @param media files in the ledger
    /// @param bytes that were read and compared
    /// @param problems found, those that were repaired among them
    /// @param repaired of them
    /// @param aside files that were set aside earlier and could be listed again
    public record Result(long media, long bytes, long problems, long repaired, long aside) {

        /// Whether everything is as it should be now.
        public boolean isClean() {
            return problems == repaired;
        }
    }

    private final Ledger ledger;
    private final BlobStore blobs;
    private final Options options;
    private final Instant now;
    private final Consumer<Finding> report;
    private final BlobVerifier verifier = new BlobVerifier();
    private long media;
    private long bytes;
    private long problems;
    private long repaired;
    private long aside;

    /// @param now by the time by which things grow old: when things are set aside
    /// @param report is told each finding as it is found
    public StoreCheck(
            Ledger ledger,
            BlobStore blobs,
            Options options,
            Instant now,
            Consumer<Finding> report) {
        this.ledger = ledger;
        this.blobs = blobs;
        this.options = options;
        this.now = now;
        this.report = report;
    }

    /// Looks at everything once, and says what was found.
    public Result run() {
        var missing = new ArrayList<Media>();
        var unknown = new ArrayList<MediaId>();
        for (var part = 0; part < PARTS; part++) {
            var stored = new HashSet<>(blobs.stored(part));
            for (var one : ledger.media().all(part)) {
                media++;
                if (stored.remove(one.id())) {
                    check(one);
                } else {
                    missing.add(one);
                }
            }
            unknown.addAll(stored);
        }
        lookAgain(missing, unknown);
        missing.forEach(
                one -> tell(Kind.MISSING_BYTES, one.id().toString(), Optional.of(one), "", false));
        bringBack(unknown);
        checkUploads();
        for (var detail : ledger.contradictions(options.repair())) {
            tell(Kind.LEDGER, "ledger", Optional.empty(), detail, options.repair());
        }
        return new Result(media, bytes, problems, repaired, aside);
    }

    private void tell(
            Kind kind, String subject, Optional<Media> about, String detail, boolean isRepaired) {
        problems++;
        repaired += isRepaired ? 1 : 0;
        report.accept(new Finding(kind, subject, about, detail, isRepaired));
    }

    /// Keeps only what is still so. Beside a server files are put and removed while the check
    /// looks.
    private void lookAgain(List<Media> missing, List<MediaId> unknown) {
        for (var look = 0; look < LOOKS; look++) {
            var retired = Set.copyOf(ledger.media().retired());
            missing.removeIf(one -> !isListed(one.id()) || isStored(one.id()));
            unknown.removeIf(
                    id -> isListed(id) || isUpload(id) || retired.contains(id) || !isStored(id));
            if (!options.live() || (missing.isEmpty() && unknown.isEmpty())) {
                return;
            }
            try {
                Thread.sleep(BETWEEN_LOOKS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private boolean isListed(MediaId id) {
        return ledger.media().find(id).isPresent();
    }

    private boolean isUpload(MediaId id) {
        return ledger.uploads().find(id.toUploadId()).isPresent();
    }

    private boolean isStored(MediaId id) {
        try (var blob = blobs.read(id).orElse(null)) {
            return blob != null;
        } catch (StorageException e) {
            return true; // damaged, which is another finding
        }
    }

    private void check(Media one) {
        var fault = fault(one, options.readData());
        if (fault.isPresent() && isListed(one.id())) {
            tell(Kind.DAMAGED_BYTES, one.id().toString(), Optional.of(one), fault.get(), false);
            return;
        }
        var facts = blobs.facts(one.id());
        if (!facts.equals(Optional.of(one))
                && ledger.media().find(one.id()).equals(Optional.of(one))) {
            if (options.repair()) {
                blobs.describe(one);
            }
            tell(
                    Kind.FACTS,
                    one.id().toString(),
                    Optional.of(one),
                    facts.isEmpty() ? "there are none" : "they are not what the ledger knows",
                    options.repair());
        }
    }

    /// What is wrong with the stored bytes of a file; a file that is gone by now has no fault.
    private Optional<String> fault(Media one, boolean readData) {
        try (var blob = blobs.read(one.id()).orElse(null)) {
            if (blob == null) {
                return Optional.empty();
            }
            var fault = verifier.faultInTable(blob, one);
            return fault.isEmpty() && readData ? verifier.faultInBytes(blob, this::count) : fault;
        } catch (StorageException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private boolean count(int more) {
        bytes += more;
        return true;
    }

    private void bringBack(List<MediaId> unknown) {
        var described = new ArrayList<Media>();
        for (var id : unknown) {
            blobs.facts(id)
                    .ifPresentOrElse(
                            described::add,
                            () -> setAside(id, Optional.empty(), "there are no facts beside it"));
        }
        var earlier =
                blobs.aside().stream()
                        .filter(one -> !isListed(one.id()) && !isUpload(one.id()))
                        .toList();
        aside = earlier.size();
        if (options.repair()) {
            described.addAll(earlier);
        }
        described.sort(Comparator.comparing(Media::completed));
        described.forEach(this::list);
    }

    /// Lists a file that the ledger does not know, or says that it is there.
    private void list(Media one) {
        if (!options.repair()) {
            tell(Kind.UNKNOWN_FILE, one.id().toString(), Optional.of(one), "", false);
        } else if (!isKnownOwner(one)) {
            setAside(
                    one.id(),
                    Optional.of(one),
                    "its owner is not known: invite them under that name, then repair again");
        } else if (blobs.bringBack(one.id())) {
            var fault = fault(one, true);
            if (fault.isPresent()) {
                blobs.setDamagedAside(one.id(), now);
            } else {
                ledger.media().record(one);
            }
            tell(
                    fault.isPresent() ? Kind.DAMAGED_BYTES : Kind.UNKNOWN_FILE,
                    one.id().toString(),
                    Optional.of(one),
                    fault.orElse("listed again"),
                    fault.isEmpty());
        }
    }

    private boolean isKnownOwner(Media one) {
        return one.owner().equals(Space.OWNER) || ledger.people().find(one.owner()).isPresent();
    }

    private void setAside(MediaId id, Optional<Media> facts, String why) {
        if (options.repair()) {
            blobs.setAside(id.toUploadId(), now);
        }
        tell(
                Kind.UNKNOWN_FILE,
                id.toString(),
                facts,
                why + (options.repair() ? "; it is kept in blobs/unknown" : ""),
                options.repair());
    }

    private void checkUploads() {
        // Bytes are listed first: an upload is in the ledger before there are bytes of it.
        var unknown = new ArrayList<>(blobs.arriving());
        for (var look = 0; look < LOOKS && !unknown.isEmpty(); look++) {
            unknown.removeIf(id -> ledger.uploads().find(id).isPresent());
            if (!options.live()) {
                break;
            }
            unknown.retainAll(blobs.arriving());
        }
        for (var id : unknown) {
            if (options.repair()) {
                blobs.setAside(id, now);
            }
            tell(
                    Kind.UNKNOWN_UPLOAD,
                    id.toString(),
                    Optional.empty(),
                    options.repair() ? "it is kept in blobs/unknown" : "",
                    options.repair());
        }
    }
}
