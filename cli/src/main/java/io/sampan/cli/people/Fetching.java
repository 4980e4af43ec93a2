package io.sampan.cli.people;

import io.sampan.client.Sampan;
import io.sampan.client.people.FileOutcome;
import io.sampan.client.task.GetRequest;
import io.sampan.client.task.MediaRef;
import io.sampan.client.task.TaskKind;
import io.sampan.client.task.TaskRecord;
import io.sampan.client.task.TaskState;
import io.sampan.client.task.Transfer;
import io.sampan.model.Attachment;
import io.sampan.model.Media;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Fetches a message's files into a folder, each once: what a process before this one has begun or
/// finished there is gone on with, or found.
record Fetching(Sampan session, Path folder) {

    /// Begins, or goes on with, the transfer of each of the files that can be fetched.
    List<FileFetch> begin(List<Attachment> files) {
        if (files.isEmpty()) {
            return List.of();
        }
        var tasks = session.tasks(true);
        return files.stream().map(file -> new FileFetch(file, begin(file, tasks))).toList();
    }

    private Optional<Transfer> begin(Attachment file, List<TaskRecord> tasks) {
        if (FileOutcome.known(file).isPresent()) {
            return Optional.empty();
        }
        var media = file.media();
        return before(media, tasks)
                .or(() ->
                        Optional.of(
                                session.get(
                                        GetRequest.into(new MediaRef.ById(media.id()), folder))));
    }

    private Optional<Transfer> before(Media media, List<TaskRecord> tasks) {
        return tasks.stream()
                .filter(task -> task.kind() == TaskKind.GET)
                .filter(task -> task.source().equals(media.id().toString()))
                .filter(task -> leadsHere(Path.of(task.target()), media))
                .filter(task -> task.state() != TaskState.CANCELLED)
                .filter(task ->
                        task.state() != TaskState.DONE || Files.exists(Path.of(task.target())))
                .findFirst()
                .flatMap(task -> session.transfer(task.id()))
                .map(Fetching::goingOn);
    }

    /// A target is this folder until a file in it was chosen, and then that file: not a folder
    /// further down, into which it should have gone before.
    private boolean leadsHere(Path target, Media media) {
        var name = media.name().value();
        var label = name.substring(name.lastIndexOf('/') + 1);
        var dot = label.lastIndexOf('.');
        var stem = dot > 0 ? label.substring(0, dot) : label;
        return target.equals(folder)
                || (target.startsWith(folder)
                        && String.valueOf(target.getFileName()).startsWith(stem));
    }

    private static Transfer goingOn(Transfer transfer) {
        if (transfer.snapshot().state() != TaskState.DONE) {
            transfer.resume();
        }
        return transfer;
    }
}
