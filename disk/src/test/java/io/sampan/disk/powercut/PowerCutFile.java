package io.sampan.disk.powercut;

import io.sampan.disk.DiskFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/// An open file on a [PowerCutDisk].
record PowerCutFile(PowerCutDisk disk, Path path, Node.File file) implements DiskFile {

    @Override
    public long size() {
        synchronized (disk) {
            return file.content.size();
        }
    }

    @Override
    public int read(long at, ByteBuffer into) {
        synchronized (disk) {
            return file.content.read(at, into);
        }
    }

    @Override
    public void write(long at, ByteBuffer from) {
        var piece = new byte[from.remaining()];
        from.get(piece);
        disk.change(() -> file.change(new Content.Change.Write((int) at, ByteBuffer.wrap(piece))));
    }

    @Override
    public void truncate(long size) {
        disk.change(() -> file.change(new Content.Change.Truncate((int) size)));
    }

    @Override
    public void sync() {
        disk.sync(file::sync);
    }

    @Override
    public Optional<FileChannel> channel() {
        return Optional.empty();
    }

    @Override
    public void close() {
        // nothing is open
    }
}
