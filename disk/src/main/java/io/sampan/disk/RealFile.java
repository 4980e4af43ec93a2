package io.sampan.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/// A file through a [FileChannel]. Java closes a channel under all its users when one of their
/// threads is interrupted; this class opens it again, so that one conversation that is called off
/// does not disturb the others that write to the same file.
final class RealFile implements DiskFile {

    private interface Operation {
        long on(FileChannel channel) throws IOException;
    }

    private final Path path;
    private final Disk.Access access;
    private final Object reopening = new Object();
    private volatile FileChannel channel;
    private volatile boolean closed;

    RealFile(Path path, Disk.Access access, FileChannel channel) {
        this.path = path;
        this.access = access == Disk.Access.READ ? access : Disk.Access.WRITE;
        this.channel = channel;
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public long size() {
        return run("size", FileChannel::size);
    }

    @Override
    public int read(long at, ByteBuffer into) {
        var start = into.position();
        run(
                "read",
                file -> {
                    while (into.hasRemaining()) {
                        if (file.read(into, at + into.position() - start) < 0) {
                            break;
                        }
                    }
                    return 0;
                });
        return into.position() - start;
    }

    @Override
    public void write(long at, ByteBuffer from) {
        var start = from.position();
        run(
                "write",
                file -> {
                    while (from.hasRemaining()) {
                        file.write(from, at + from.position() - start);
                    }
                    return 0;
                });
    }

    @Override
    public void truncate(long size) {
        run(
                "truncate",
                file -> {
                    if (size <= file.size()) {
                        file.truncate(size);
                    } else {
                        file.write(ByteBuffer.allocate(1), size - 1);
                    }
                    return 0;
                });
    }

    @Override
    public void sync() {
        run(
                "sync",
                file -> {
                    file.force(true);
                    return 0;
                });
    }

    @Override
    public Optional<FileChannel> channel() {
        return Optional.of(channel);
    }

    /// Runs the operation, again on a new channel if an interrupt (of this thread or another)
    /// closed the channel meanwhile. All operations are positional and may be repeated.
    private long run(String what, Operation operation) {
        var interrupted = Thread.interrupted();
        try {
            while (true) {
                var current = channel;
                try {
                    return operation.on(current);
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                    reopen(current, e);
                } catch (ClosedChannelException e) {
                    reopen(current, e);
                }
            }
        } catch (IOException e) {
            throw new DiskException("cannot " + what + " " + path, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // the very channel that broke
    private void reopen(FileChannel broken, ClosedChannelException cause) throws IOException {
        synchronized (reopening) {
            if (closed) {
                throw cause;
            }
            if (channel == broken) {
                channel = RealDisk.openChannel(path, access);
            }
        }
    }

    @Override
    public void close() {
        synchronized (reopening) {
            closed = true;
            try {
                channel.close();
            } catch (IOException e) {
                throw new DiskException("cannot close " + path, e);
            }
        }
    }
}
