package io.sampan.disk;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/// A file whose sync fails when it is told to. Used by one thread.
final class FailingSync implements DiskFile {

    private final DiskFile file;
    private boolean fails;

    FailingSync(DiskFile file) {
        this.file = file;
    }

    void failNext() {
        fails = true;
    }

    @Override
    public void sync() {
        if (fails) {
            fails = false;
            throw new DiskException("cannot sync " + path());
        }
        file.sync();
    }

    @Override
    public Path path() {
        return file.path();
    }

    @Override
    public long size() {
        return file.size();
    }

    @Override
    public int read(long at, ByteBuffer into) {
        return file.read(at, into);
    }

    @Override
    public void write(long at, ByteBuffer from) {
        file.write(at, from);
    }

    @Override
    public void truncate(long size) {
        file.truncate(size);
    }

    @Override
    public Optional<FileChannel> channel() {
        return file.channel();
    }

    @Override
    public void close() {
        file.close();
    }
}
