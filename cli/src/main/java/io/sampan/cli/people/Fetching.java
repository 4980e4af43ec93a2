package io.sampan.cli.people;

import io.sampan.cli.session.Carriage;
import io.sampan.client.Sampan;
import io.sampan.client.task.GetRequest;
import io.sampan.client.task.MediaRef;
import io.sampan.client.task.TaskKind;
import io.sampan.client.task.TaskState;
import io.sampan.client.task.Transfer;
import io.sampan.client.task.TransferResult;
import io.sampan.model.Attachment;
import io.sampan.model.MediaId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Fetches a message's files into a folder, each once: what a process before this one has begun or
/// finished there is gone on with, or found.
record Fetching(Sampan session, Path folder) {

    /// Begins, or goes on with, the transfer of each of the files.
    List<Transfer> begin(List<Attachment> files) {
        var transfers = new ArrayList<Transfer>();
        for (var file : files) {
            var id = file.media().id();
            transfers.add(
                    before(id)
                            .orElseGet(() ->
                                    session.get(GetRequest.into(new MediaRef.ById(id), folder))));
        }
        return transfers;
    }

    /// Returns when each of the files has a result, in their order.
    List<TransferResult> fetch(List<Attachment> files, Carriage carriage) {
        return files.isEmpty()
                ? List.of()
                : carriage.carry(
                        begin(files), files.stream().map(f -> f.media().name().value()).toList());
    }

    private Optional<Transfer> before(MediaId id) {
        return session.tasks(true).stream()
                .filter(task -> task.kind() == TaskKind.GET && task.source().equals(id.toString()))
                .filter(task -> Path.of(task.target()).startsWith(folder))
                .filter(task -> task.state() != TaskState.CANCELLED)
                .filter(task ->
                        task.state() != TaskState.DONE || Files.exists(Path.of(task.target())))
                .findFirst()
                .flatMap(task -> session.transfer(task.id()))
                .map(Fetching::goingOn);
    }

    private static Transfer goingOn(Transfer transfer) {
        if (transfer.snapshot().state() != TaskState.DONE) {
            transfer.resume();
        }
        return transfer;
    }
}
