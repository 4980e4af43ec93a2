package io.sampan.core.storage;

import java.util.List;

/// What the server knows, as facts. Every change is *synced* when its call returns; changes that
/// come together share one sync. Methods may be called from any thread; they block.
public interface Ledger extends AutoCloseable {

    UploadRepository uploads();

    MediaRepository media();

    PeopleRepository people();

    DeviceRepository devices();

    MessageRepository messages();

    LedgerMarks marks();

    ConversationRepository conversations();

    /// What contradicts itself: sums that are not the sums of their parts, and what points at
    /// something that is not there. Reads everything.
    ///
    /// @param mend whether it is set right as well
    /// @return one sentence for each kind that was found; empty as it should be
    List<String> contradictions(boolean mend);

    @Override
    void close();
}
