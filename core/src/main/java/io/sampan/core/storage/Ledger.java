package io.sampan.core.storage;

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

    @Override
    void close();
}
