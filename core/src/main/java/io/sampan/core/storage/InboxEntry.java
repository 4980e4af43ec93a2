package io.sampan.core.storage;

import io.sampan.model.Message;
import io.sampan.model.Receipt;

/// Something that waits for one person. Entries are numbered in the order in which they were put
/// into the ledger; a number is never used again.
public sealed interface InboxEntry {

    long number();

    /// A message to them.
    record Mail(long number, Message message) implements InboxEntry {}

    /// A receipt for a message of theirs.
    record Notice(long number, Receipt receipt) implements InboxEntry {}
}
