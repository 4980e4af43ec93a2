package io.sampan.web.tus;

import io.sampan.core.transfer.BlockIntake;
import io.sampan.core.transfer.OpenMedia;
import io.sampan.model.ByteRange;
import io.sampan.model.Outcome;
import io.sampan.model.UploadId;
import io.sampan.model.UserName;
import io.sampan.web.tus.TusUploads.Progress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts uploads together from parts, on virtual threads of its own: a request is answered at once,
/// however long the file is. What a restart interrupts goes on at the next question for it. The
/// parts are removed when the whole is complete. Thread-safe.
final class Concatenation {

    private static final Logger LOG = LoggerFactory.getLogger(Concatenation.class);

    private static final int PIECE = 256 << 10;

    private final TusUploads uploads;
    private final Set<UploadId> running = ConcurrentHashMap.newKeySet();

    Concatenation(TusUploads uploads) {
        this.uploads = uploads;
    }

    /// Goes on with an upload, unless that is being done.
    void start(UserName who, UploadId whole, List<UploadId> parts) {
        if (running.add(whole)) {
            Thread.ofVirtual()
                    .name("concatenation-" + whole)
                    .start(() -> {
                        try {
                            run(who, whole, parts);
                        } catch (RuntimeException e) {
                            LOG.atError()
                                    .addKeyValue("uploadId", whole)
                                    .setCause(e)
                                    .log("parts cannot be put together now");
                        } finally {
                            running.remove(whole);
                        }
                    });
        }
    }

    private void run(UserName who, UploadId whole, List<UploadId> parts) {
        while (uploads.progress(who, whole) instanceof Outcome.Done<Progress>(var progress)) {
            if (progress.isComplete()) {
                parts.forEach(part -> uploads.remove(who, part));
                return;
            }
            if (!appendNext(who, progress, parts)) {
                return;
            }
        }
    }

    /// Appends what is missing of the part at an offset.
    ///
    /// @return whether to go on
    private boolean appendNext(UserName who, Progress progress, List<UploadId> parts) {
        var whole = progress.offer().id();
        var offset = progress.offset();
        var start = 0L;
        for (var part : parts) {
            if (!(uploads.media().read(who, part.toMediaId())
                    instanceof Outcome.Done<OpenMedia>(var open))) {
                LOG.atWarn().addKeyValue("uploadId", whole).log("a part is gone, so the whole is");
                uploads.remove(who, whole);
                return false;
            }
            try (open) {
                var end = start + open.media().size();
                if (offset < end) {
                    return append(who, progress, open, new ByteRange(offset, end), offset - start);
                }
                start = end;
            }
        }
        return false;
    }

    /// @param range in the whole
    /// @param from where it begins in the part
    private boolean append(
            UserName who, Progress whole, OpenMedia part, ByteRange range, long from) {
        switch (uploads.append(who, whole.offer(), range, Optional.empty())) {
            case Outcome.Refused<BlockIntake>(var refusal) -> {
                LOG.atInfo()
                        .addKeyValue("uploadId", whole.offer().id())
                        .addKeyValue("reason", refusal.reason())
                        .log("parts wait to be put together");
                return false;
            }
            case Outcome.Done<BlockIntake>(var intake) -> {
                copy(part, new ByteRange(from, part.media().size()), intake);
                return intake.finish() instanceof Outcome.Done<ByteRange>;
            }
        }
    }

    private static void copy(OpenMedia part, ByteRange rest, BlockIntake intake) {
        var buffer = ByteBuffer.allocateDirect(PIECE);
        try {
            for (var at = rest.from(); at < rest.to(); at += buffer.limit()) {
                buffer.clear().limit((int) Math.min(PIECE, rest.to() - at));
                part.blob().read(at, buffer);
                intake.accept(buffer.flip());
            }
        } catch (RuntimeException e) {
            intake.abandon();
            throw e;
        }
    }
}
