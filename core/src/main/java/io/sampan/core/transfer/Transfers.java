package io.sampan.core.transfer;

import io.sampan.core.storage.BlobStore;
import io.sampan.core.storage.Ledger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/// Transfer, put together over a store of bytes and a ledger.
public final class Transfers implements AutoCloseable {

    private final UploadParts parts;
    private final UploadBook book;
    private final Recovery recovery;
    private final UploadDesk uploads;
    private final NamedUploads namedUploads;
    private final NamedUploadDesk named;
    private final MediaDesk media;
    private final Sweeper sweeper;

    private Transfers(UploadParts parts) {
        this.parts = parts;
        this.book = new UploadBook(parts);
        var locks = new KeyedLocks();
        this.recovery = new Recovery(parts, book, locks);
        this.media = new MediaDesk(parts);
        var shelf = new Shelf(parts, media);
        var admission = new Admission(parts, book, locks);
        var finisher = new Finisher(parts, book, shelf);
        this.uploads =
                new UploadDesk(
                        parts,
                        book,
                        admission,
                        finisher,
                        new SmallFiles(parts, book, locks, shelf));
        this.namedUploads = new NamedUploads(parts, book, admission, finisher);
        this.named = new NamedUploadDesk(parts, namedUploads);
        this.sweeper = new Sweeper(parts, book);
    }

    /// Finds out what was left by the last run, removes what nobody can continue, and is ready: in
    /// a time that depends little on how many uploads wait. What each of them holds is counted in
    /// the background; until then all of its size is reserved.
    ///
    /// @param blobs used by nobody else for uploads; not closed here
    /// @param ledger not closed here
    /// @param background runs what must not hold up a lane (syncs, MD5s): a virtual thread for each
    ///   task is right
    public static Transfers open(
            BlobStore blobs,
            Ledger ledger,
            TransferLimits limits,
            InstantSource clock,
            Executor background) {
        return open(blobs, ledger, limits, clock, Housekeeping.by(clock), background);
    }

    /// The same, where the clock may be wrong, or an older ledger was put back.
    ///
    /// @param clock what people are told
    /// @throws TooMuchUnknownException if much lies in the store that the ledger does not know
    public static Transfers open(
            BlobStore blobs,
            Ledger ledger,
            TransferLimits limits,
            InstantSource clock,
            Housekeeping housekeeping,
            Executor background) {
        var space =
                new SpaceBook(
                        blobs::usableBytes,
                        limits.keepFreeBytes(),
                        limits.quotaBytes(),
                        ledger.media()::totalBytes,
                        new PersonQuota(ledger, limits.personQuotaBytes()),
                        housekeeping.age());
        var slots = new Slots(limits.slots(), limits.slotSilence(), housekeeping.age());
        var transfers =
                new Transfers(
                        new UploadParts(
                                blobs,
                                ledger,
                                limits,
                                clock,
                                housekeeping,
                                background,
                                slots,
                                space,
                                new TransferCounters()));
        transfers.recovery.run();
        transfers.namedUploads.adopt(NamedUploadDesk.LARGEST_WHOLE);
        return transfers;
    }

    /// A new conversation is here; it closes its attendance when it ends.
    public SlotLease attend() {
        return new SlotLease(parts.slots());
    }

    /// Takes uploads in.
    public UploadDesk uploads() {
        return uploads;
    }

    /// Takes uploads in by their names, as other protocols ask for them.
    public NamedUploadDesk named() {
        return named;
    }

    /// Gives media out.
    public MediaDesk media() {
        return media;
    }

    /// To be run about once a minute.
    public Sweeper sweeper() {
        return sweeper;
    }

    /// Takes away what was sent and everybody has. To be run about once a minute.
    ///
    /// @param kept for how long at least
    /// @throws io.sampan.model.InvalidValueException unless that is longer than nothing
    public Retention retention(Duration kept) {
        return new Retention(parts, kept);
    }

    /// Reads stored files again and compares them. To be run in a thread of its own, which is
    /// interrupted at the end.
    ///
    /// @param bytesPerSecond how fast
    /// @throws io.sampan.model.InvalidValueException unless that is 1 or more
    public Scrubber scrubber(long bytesPerSecond) {
        return new Scrubber(parts, media, bytesPerSecond);
    }

    /// How much is there now, for metrics.
    public TransferGauges gauges() {
        return TransferGauges.of(parts, book);
    }

    /// Closes what is open; conversations have ended before. What came is kept.
    @Override
    public void close() {
        recovery.stop();
        book.all().forEach(Upload::close);
    }
}
