package io.sampan.cli.people;

import io.sampan.client.people.FileOutcome;
import io.sampan.client.task.Transfer;
import io.sampan.model.Attachment;
import java.util.Optional;

/// A file of a message on its way.
///
/// @param transfer empty where it is known beforehand that the file cannot be fetched
/// @param isDeclined whether the person does not want it
record FileFetch(Attachment file, Optional<Transfer> transfer, boolean isDeclined) {

    FileFetch(Attachment file, Optional<Transfer> transfer) {
        this(file, transfer, false);
    }

    /// It is not fetched, now or later.
    static FileFetch declined(Attachment file) {
        return new FileFetch(file, Optional.empty(), true);
    }

    /// What came of it, as far as that is known now.
    Optional<FileOutcome> outcome() {
        return transfer.map(one -> one.result().map(result -> FileOutcome.of(file, result)))
                .orElseGet(this::known);
    }

    /// The same, waiting for it.
    FileOutcome await() {
        return transfer.map(one -> FileOutcome.of(file, one.await())).or(this::known).orElseThrow();
    }

    private Optional<FileOutcome> known() {
        return isDeclined
                ? Optional.of(new FileOutcome.Gone(name() + " was declined"))
                : FileOutcome.known(file);
    }

    String name() {
        return file.media().name().value();
    }

    /// Forgets the transfer of a file that is gone: nobody should try it again.
    void forget() {
        transfer.filter(one -> !one.snapshot().state().isOver()).ifPresent(Transfer::cancel);
    }
}
