package io.sampan.client.queue;

import io.sampan.client.journal.Journal;
import io.sampan.client.lane.LanesDownException;
import io.sampan.client.lane.LoginRefusedException;
import io.sampan.client.lane.Question;
import io.sampan.client.lane.StoppedException;
import io.sampan.model.UploadId;
import io.sampan.wire.frame.UploadFrame.CancelUpload;
import io.sampan.wire.frame.UploadFrame.PauseUpload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the server is told of uploads that no job runs for. If nobody answers, a pause is left to
/// the server's own patience, and a farewell to a later moment. Any thread; blocks for a few
/// seconds at most.
final class PendingCancels {

    private static final Logger LOG = LoggerFactory.getLogger(PendingCancels.class);

    private final Journal journal;
    private final Network network;

    PendingCancels(Journal journal, Network network) {
        this.journal = journal;
        this.network = network;
    }

    /// Frees the slot of an upload, if it has one.
    void pause(UploadId upload) {
        try {
            // Whatever the answer is: there is no slot after it.
            var _ = network.lanes().ask(Question.of(new PauseUpload(upload)), QueueSettings.ERRAND);
        } catch (LanesDownException | LoginRefusedException | StoppedException e) {
            LOG.atDebug().addKeyValue("uploadId", upload).setCause(e).log("nobody to tell");
        }
    }

    /// Tells the server of all uploads that are not wanted any more. Returns whether it knows all.
    boolean sayFarewells() {
        try {
            for (var upload : journal.farewells()) {
                var _ =
                        network.lanes()
                                .ask(Question.of(new CancelUpload(upload)), QueueSettings.ERRAND);
                journal.saidFarewell(upload);
            }
            return true;
        } catch (LanesDownException | LoginRefusedException | StoppedException e) {
            LOG.atDebug().setCause(e).log("nobody to tell");
            return false;
        }
    }
}
