package io.sampan.client.upload;

import io.sampan.disk.Disk;
import io.sampan.disk.DiskFile;
import io.sampan.wire.link.Body;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// The file that is sent: open, with what it looked like when it was asked for. Any thread.
final class SourceFile implements AutoCloseable {

    private final Path path;
    private final FileStamp stamp;
    private final DiskFile file;

    /// @param path resolved: no link
    /// @param stamp what it has to look like
    /// @throws SourceChangedException if it looks otherwise
    /// @throws java.io.UncheckedIOException if it is not there
    /// @throws io.sampan.disk.DiskException if it cannot be read
    SourceFile(Disk disk, Path path, FileStamp stamp) {
        this.path = path;
        this.stamp = stamp;
        check();
        this.file = disk.open(path, Disk.Access.READ);
    }

    long size() {
        return stamp.size();
    }

    /// @throws SourceChangedException if it is not what it was
    void check() {
        if (!FileStamp.of(path).equals(stamp)) {
            throw new SourceChangedException();
        }
    }

    /// Fills `into` from `at`.
    ///
    /// @throws SourceChangedException if it ends before
    void read(long at, ByteBuffer into) {
        var wanted = into.remaining();
        if (file.read(at, into) < wanted) {
            throw new SourceChangedException();
        }
    }

    /// A part of it as a body, for the kernel to send where it can.
    Body part(long offset, long length) {
        // Asking for the size opens the file again, should an interrupt have closed it.
        if (file.size() < offset + length) {
            throw new SourceChangedException();
        }
        return file.channel()
                .<Body>map(channel -> new Body.FilePart(channel, offset, length))
                .orElseGet(() -> new Body.Stream(length, (at, into) -> read(offset + at, into)));
    }

    @Override
    public void close() {
        file.close();
    }
}
