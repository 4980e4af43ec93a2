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
/// @param refusedOffers offers that were refused
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
        long refusedOffers) {}
