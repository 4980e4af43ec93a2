package io.sampan.core.transfer;

/// Transfer in figures, at one moment. Those that begin with a participle count since the start.
///
/// @param slots how many there are
/// @param slotsTaken how many are taken
/// @param uploadsOpen unfinished uploads that are not paused
/// @param uploadsPaused unfinished uploads that are paused
/// @param filesOpen uploads whose files are open
/// @param reservedBytes promised to uploads and not arrived yet
/// @param storedBytes in complete media
/// @param freeBytes that could still be promised
/// @param acceptedBytes written for uploads and small files
/// @param droppedBytes that came though they were held, or for nothing
/// @param damagedLeaves that did not match their digest
/// @param takenOverLeaves that one lane took from another
/// @param completedMedia uploads that became media, and small files
/// @param cancelledUploads cancelled by their owner
/// @param sweptUploads removed because nobody touched them
/// @param retiredMedia removed because everybody has them
/// @param damagedMedia that were found damaged or missing when somebody asked for them, or by a
///   scrub
/// @param scrubs rounds of the scrub over all stored files
/// @param scrubbedBytes read by it
/// @param refusedOffers offers that were refused
/// @param slotsTakenBack slots taken back from people who held more than their share
/// @param promisesLapsed promises of space that were given to others after a long silence
/// @param promisesRefused offers refused as too much was promised to that person already
/// @param quotasRefused offers refused as their person has as much as they may
public record TransferGauges(
        int slots,
        int slotsTaken,
        int uploadsOpen,
        int uploadsPaused,
        int filesOpen,
        long reservedBytes,
        long storedBytes,
        long freeBytes,
        long acceptedBytes,
        long droppedBytes,
        long damagedLeaves,
        long takenOverLeaves,
        long completedMedia,
        long cancelledUploads,
        long sweptUploads,
        long retiredMedia,
        long damagedMedia,
        long scrubs,
        long scrubbedBytes,
        long refusedOffers,
        long slotsTakenBack,
        long promisesLapsed,
        long promisesRefused,
        long quotasRefused) {

    static TransferGauges of(UploadParts parts, UploadBook book) {
        var open = 0;
        var paused = 0;
        var files = 0;
        for (var upload : book.all()) {
            switch (upload.state()) {
                case UploadState.Arriving _ -> open++;
                case UploadState.Paused _ -> paused++;
                case UploadState.Cancelled _, UploadState.Complete _, UploadState.Swept _ -> {}
            }
            files += upload.bytes.isOpen() ? 1 : 0;
        }
        var counters = parts.counters();
        return new TransferGauges(
                parts.slots().limit(),
                parts.slots().used(),
                open,
                paused,
                files,
                parts.space().outstanding(),
                parts.space().stored(),
                parts.space().free(),
                counters.acceptedBytes.sum(),
                counters.droppedBytes.sum(),
                counters.damagedLeaves.sum(),
                counters.takenOverLeaves.sum(),
                counters.completedMedia.sum(),
                counters.cancelledUploads.sum(),
                counters.sweptUploads.sum(),
                counters.retiredMedia.sum(),
                counters.damagedMedia.sum(),
                counters.scrubs.sum(),
                counters.scrubbedBytes.sum(),
                counters.refusedOffers.sum(),
                parts.slots().takenBackForOthers(),
                parts.space().lapsed(),
                parts.space().refusedPromises(),
                parts.space().refusedQuotas());
    }
}
