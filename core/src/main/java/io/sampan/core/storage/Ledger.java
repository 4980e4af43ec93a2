package io.sampan.core.storage;

import java.util.List;

/// What the server knows, as facts. Every change is *synced* when its call returns; changes that
/// come together share one sync. Methods may be called from any thread; they block.
public interface Ledger extends AutoCloseable {

    /// Uploads that have begun.
    UploadRepository uploads();

    /// Files that are whole.
    MediaRepository media();

    /// Who may log in.
    PeopleRepository people();

    /// Devices of people.
    DeviceRepository devices();

    /// Messages that wait, and logs.
    MessageRepository messages();

    /// What the ledger knows of itself.
    LedgerMarks marks();

    /// Conversations, groups, and what was read.
    ConversationRepository conversations();

    /// What contradicts itself: sums that are not the sums of their parts, and what points at
    /// something that is not there. Reads everything.
    ///
    /// @param mend whether it is set right as well
    /// @return one sentence for each kind that was found; empty as it should be
    List<String> contradictions(boolean mend);

    /// Links with which strangers get or send files.
    ShareLinkRepository shareLinks();

    @Override
    void close();
}
