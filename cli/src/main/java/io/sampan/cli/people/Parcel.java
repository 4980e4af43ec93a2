package io.sampan.cli.people;

import io.sampan.cli.files.Sources;
import io.sampan.client.people.Draft;
import io.sampan.client.task.PutRequest;
import io.sampan.model.MessageId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A message with its files, before anything was sent: the uploads that have to be made, and the
/// draft that names them.
///
/// @param draft with the ids that the uploads will have
/// @param uploads one for each of its files
/// @param sources what was found on disk, with what cannot be sent of it
record Parcel(Draft draft, List<PutRequest> uploads, Sources sources) {

    /// Looks at the files; folders stand for all that is in them.
    ///
    /// @throws io.sampan.cli.CommandException if something is not there
    static Contents contents(List<Path> files) {
        var uploads = new ArrayList<PutRequest>();
        var enclosures = new ArrayList<Draft.Enclosure>();
        var sources = Sources.find(files, Optional.empty());
        for (var request : sources.requests()) {
            var facts = FileEvents.of(request.source());
            uploads.add(request.withType(facts.type()));
            enclosures.add(
                    new Draft.Enclosure(
                            request.id().toMediaId(), request.name().value(), facts.about()));
        }
        return new Contents(uploads, enclosures, sources);
    }

    /// The files of a message, before it is known who gets it.
    record Contents(List<PutRequest> uploads, List<Draft.Enclosure> enclosures, Sources sources) {

        /// @param expiresAfter the message is gone everywhere so long after it was posted
        Parcel to(Recipients to, String text, Instant now, Optional<Duration> expiresAfter) {
            return new Parcel(
                    new Draft(
                            MessageId.random(),
                            to.people(),
                            text,
                            enclosures,
                            now,
                            to.group(),
                            expiresAfter),
                    uploads,
                    sources);
        }
    }

    /// What the person calls each upload.
    List<String> labels() {
        return uploads.stream().map(upload -> upload.name().value()).toList();
    }
}
