package io.sampan.cli.people;

import io.sampan.client.people.FileOutcome;
import io.sampan.client.task.Transfer;
import io.sampan.model.Attachment;
import java.util.Optional;

/// A file of a message on its way.
///
/// @param transfer empty where it is known beforehand that the file cannot be fetched
record FileFetch(Attachment file, Optional<Transfer> transfer) {

    /// What came of it, as far as that is known now.
    Optional<FileOutcome> outcome() {
        return transfer.map(one -> one.result().map(result -> FileOutcome.of(file, result)))
                .orElseGet(() -> FileOutcome.known(file));
    }

    /// The same, waiting for it.
    FileOutcome await() {
        return transfer.map(one -> FileOutcome.of(file, one.await()))
                .or(() -> FileOutcome.known(file))
                .orElseThrow();
    }

    String name() {
        return file.media().name().value();
    }

    /// Forgets the transfer of a file that is gone: nobody should try it again.
    void forget() {
        transfer.filter(one -> !one.snapshot().state().isOver()).ifPresent(Transfer::cancel);
    }
}
