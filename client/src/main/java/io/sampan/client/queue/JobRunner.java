package io.sampan.client.queue;

import io.sampan.client.download.Download;
import io.sampan.client.download.DownloadSettings;
import io.sampan.client.download.DownloadTask;
import io.sampan.client.download.PathClaims;
import io.sampan.client.journal.Journal;
import io.sampan.client.journal.StoredTask;
import io.sampan.client.journal.StoredTask.Get;
import io.sampan.client.journal.StoredTask.Put;
import io.sampan.client.task.GetRequest.Target;
import io.sampan.client.task.MediaRef;
import io.sampan.client.task.TransferResult;
import io.sampan.client.upload.FileStamp;
import io.sampan.client.upload.FileUpload;
import io.sampan.client.upload.SmallPut;
import io.sampan.client.upload.SourceChangedException;
import io.sampan.client.upload.SourceTraits;
import io.sampan.client.upload.UploadSettings;
import io.sampan.client.upload.UploadTask;
import io.sampan.disk.Disk;
import io.sampan.model.FileTraits;
import io.sampan.model.Offer;
import io.sampan.model.UploadId;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does what a job's task says, with the conversation that fits it. Any thread, one for each job.
final class JobRunner {

    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    private final QueueSettings settings;
    private final Journal journal;
    private final Network network;
    private final Disk disk;
    private final PathClaims claims = new PathClaims();

    JobRunner(QueueSettings settings, Journal journal, Network network, Disk disk) {
        this.settings = settings;
        this.journal = journal;
        this.network = network;
        this.disk = disk;
    }

    /// Returns what it came to; a fault of ours is logged and told as a failure.
    TransferResult run(Job job) {
        try {
            return switch (job.task().what()) {
                case Put put -> put(job, put);
                case Get get -> get(job, get);
            };
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("task", job.id()).setCause(e).log("task failed");
            return new TransferResult.Failed("internal fault: " + e);
        }
    }

    private TransferResult put(Job job, Put first) {
        var put = first;
        for (var attempt = 0; attempt <= QueueSettings.MAX_START_OVERS; attempt++) {
            try {
                return send(job, put);
            } catch (SourceChangedException e) {
                job.onSourceChanged();
                try {
                    put = renew(job, put);
                } catch (UncheckedIOException gone) {
                    return new TransferResult.Failed(String.valueOf(gone.getMessage()));
                }
            }
        }
        return new TransferResult.Failed(first.source() + " changes while it is being sent");
    }

    private TransferResult send(Job job, Put put) {
        var stamp = new FileStamp(put.size(), put.modified(), put.key());
        var offer =
                new Offer(
                        put.upload(),
                        put.name(),
                        put.size(),
                        put.type(),
                        put.shared(),
                        traits(put));
        var task = new UploadTask(put.source(), stamp, offer, put.md5(), put.onNoSpace());
        return (put.size() <= QueueSettings.SMALL && !put.md5()
                        ? small(job, task)
                        : Optional.<TransferResult>empty())
                .orElseGet(() -> big(job, task));
    }

    /// What came from a pipe was nothing on a disk before.
    private static FileTraits traits(Put put) {
        return put.removeSource() ? FileTraits.NONE : SourceTraits.of(put.source(), put.modified());
    }

    private Optional<TransferResult> small(Job job, UploadTask task) {
        return new SmallPut(task, uploads(), network.lanes(), disk, job.orders(), job.tally(), job)
                .run();
    }

    private TransferResult big(Job job, UploadTask task) {
        return new FileUpload(
                        task, uploads(), network.lanes(), disk, job.orders(), job.tally(), job)
                .run();
    }

    private UploadSettings uploads() {
        return new UploadSettings(
                settings.lanes(),
                settings.blockBytes(),
                QueueSettings.RETRY_AFTER,
                settings.patience());
    }

    /// The source has changed: it is another file now, with another id.
    private Put renew(Job job, Put before) {
        var stamp = FileStamp.of(before.source());
        var now =
                new Put(
                        UploadId.random(),
                        before.source(),
                        stamp.size(),
                        stamp.modified(),
                        stamp.key(),
                        before.name(),
                        before.type(),
                        before.shared(),
                        before.md5(),
                        before.onNoSpace(),
                        before.removeSource());
        journal.startOver(job.id(), before.upload(), now);
        job.tally().begin(0, now.size());
        return now;
    }

    private TransferResult get(Job job, Get get) {
        var ref =
                get.id()
                        .<MediaRef>map(MediaRef.ById::new)
                        .orElseGet(() -> MediaRef.parse(get.ref()));
        var target =
                get.intoFolder()
                        ? new Target.Into(get.target())
                        : new Target.To(get.target(), get.overwrite());
        return new Download(
                        new DownloadTask(ref, target, get.chosen()),
                        new DownloadSettings(
                                settings.lanes(),
                                settings.blockBytes(),
                                QueueSettings.RETRY_AFTER,
                                settings.patience()),
                        network.lanes(),
                        disk,
                        claims,
                        job.orders(),
                        job.tally(),
                        job)
                .run();
    }

    /// Removes the source of a task that is over, if it was a temporary file.
    void clearSource(StoredTask task) {
        if (task.what() instanceof Put put && put.removeSource()) {
            var _ = disk.delete(put.source());
        }
    }

    /// Removes what has arrived of a download that is not wanted any more.
    void clearTarget(Get get) {
        get.chosen().ifPresent(path -> Download.discard(disk, path));
    }
}
