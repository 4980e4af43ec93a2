package io.sampan.client;

import io.sampan.client.journal.StoredTask;
import io.sampan.client.task.GetRequest;
import io.sampan.client.task.GetRequest.Target;
import io.sampan.client.task.MediaRef;
import io.sampan.client.task.PutRequest;
import io.sampan.client.upload.FileStamp;
import io.sampan.client.upload.SpoolFolder;
import io.sampan.model.MediaId;
import io.sampan.model.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Turns what callers ask for into tasks of the journal. Any thread.
///
/// @param spool where a source is kept that only looks like a file
record TaskRequests(SpoolFolder spool) {

    /// What the kernel says is the size of its attributes, whatever they hold.
    private static final int PAGE = 4096;

    /// @throws UncheckedIOException if the source is no regular file that can be read
    StoredTask.Put task(PutRequest request) {
        try {
            var real = request.source().toRealPath();
            checkText(real);
            var stamp = FileStamp.of(real);
            var streamed = isStream(real, stamp.size());
            var source = streamed ? spooled(real) : real;
            var taken = streamed ? FileStamp.of(source) : stamp;
            return new StoredTask.Put(
                    request.id(),
                    source,
                    taken.size(),
                    taken.modified(),
                    taken.key(),
                    request.name(),
                    request.type(),
                    request.shared(),
                    request.md5(),
                    request.onNoSpace(),
                    request.removeSource() || streamed);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    request.source() + " cannot be read: " + Reason.of(e), e);
        }
    }

    /// The journal keeps paths as text.
    private static void checkText(Path path) throws IOException {
        if (!path.getFileSystem().getPath(path.toString()).equals(path)) {
            throw new IOException("its path is not valid UTF-8");
        }
    }

    /// Whether the file gives more or less than its size says, as those of `/proc` and `/sys` do:
    /// they are made while they are read.
    private static boolean isStream(Path source, long size) throws IOException {
        if (size != 0 && size != PAGE) {
            return false;
        }
        try (var file = FileChannel.open(source, StandardOpenOption.READ)) {
            var one = ByteBuffer.allocate(1);
            return size == 0 ? file.read(one, 0) > 0 : file.read(one, size - 1) < 1;
        }
    }

    private Path spooled(Path source) throws IOException {
        try (var content = Files.newInputStream(source)) {
            return spool.write(content).toRealPath();
        }
    }

    StoredTask.Get task(GetRequest request) {
        var id =
                request.media() instanceof MediaRef.ById(var known)
                        ? Optional.of(known)
                        : Optional.<MediaId>empty();
        var ref = request.media().toString();
        return switch (request.target()) {
            case Target.Into(var folder) ->
                    new StoredTask.Get(
                            ref, id, folder.toAbsolutePath(), true, false, Optional.empty());
            case Target.To(var file, var overwrite) ->
                    new StoredTask.Get(
                            ref, id, file.toAbsolutePath(), false, overwrite, Optional.empty());
        };
    }
}
