package io.sampan.systemtests.packages;

import io.sampan.systemtests.packages.Struct.Layout;
import io.sampan.wire.net.HostPort;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/// A program that speaks the struct: a file in 12 threads, one connection for each request. When a
/// connection breaks or something fails, it tries again, through the next proxy; as the seed's
/// program does, with a file's block first asking where it was (or, if it is a simple one, sending
/// all of it again).
public final class OldProgram {

    private static final int BLOCKS = 12;
    private static final long SMALL_AT_MOST = 10L * 1024 * 1024;
    private static final int PIECE = 64 << 10;

    /// How long trouble may last.
    public static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final long PAUSE_MILLIS = 50;

    private Duration patience = PATIENCE;
    private final Layout layout;
    private final List<HostPort> proxies;
    private final boolean asks;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicLong carried = new AtomicLong();
    private final ConcurrentSkipListMap<Long, Runnable> events = new ConcurrentSkipListMap<>();
    private final Map<String, Runnable> phases = new ConcurrentHashMap<>();
    private final Set<Wire> open = ConcurrentHashMap.newKeySet();
    private volatile boolean dead;

    /// The process is gone.
    public static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /// @param asks whether it asks where it was, after a connection broke
    public OldProgram(Layout layout, boolean asks, List<HostPort> proxies) {
        this.layout = layout;
        this.asks = asks;
        this.proxies = List.copyOf(proxies);
    }

    /// When so many bytes of files have gone either way, this happens, once.
    public OldProgram whenCarried(long bytes, Runnable event) {
        events.put(bytes, event);
        return this;
    }

    /// When that point is reached for the first time, this happens: `offered` (4 was sent),
    /// `admitted` (4 was answered), `announced` (5 was sent), `sent` (a block's bytes were sent),
    /// `over` (before 7), `ended` (7 was sent).
    OldProgram at(String phase, Runnable event) {
        phases.put(phase, event);
        return this;
    }

    /// Bytes of files that went either way, again included.
    long carried() {
        return carried.get();
    }

    /// `kill -9`: every connection is gone, and nothing more is sent.
    public void kill() {
        dead = true;
        open.forEach(Wire::cut);
    }

    private void reach(String phase) {
        var event = phases.remove(phase);
        if (event != null) {
            event.run();
        }
        if (dead) {
            throw new Killed();
        }
    }

    private void carry(int bytes) {
        var now = carried.addAndGet(bytes);
        for (var due = events.firstEntry();
                due != null && due.getKey() <= now;
                due = events.firstEntry()) {
            if (events.remove(due.getKey(), due.getValue())) {
                due.getValue().run();
            }
        }
        if (dead) {
            throw new Killed();
        }
    }

    private interface Work<T> {
        T on(Wire wire) throws IOException;
    }

    /// Something was answered with FAILED.
    static final class Failed extends IOException {
        private static final long serialVersionUID = 1L;

        Failed(String what) {
            super(what);
        }
    }

    /// Once, on a connection of its own.
    private <T> T once(Work<T> work) throws IOException {
        var proxy = proxies.get(Math.floorMod(next.get(), proxies.size()));
        var wire = new Wire(proxy, layout);
        open.add(wire);
        try (wire) {
            if (dead) {
                throw new Killed();
            }
            return work.on(wire);
        } catch (IOException e) {
            if (dead) {
                throw new Killed();
            }
            throw e;
        } finally {
            open.remove(wire);
        }
    }

    /// It gives up sooner, or later.
    public OldProgram patient(Duration changed) {
        patience = changed;
        return this;
    }

    private <T> T persistently(Work<T> work) {
        var deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return once(work);
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw new UncheckedIOException(e);
                }
                next.incrementAndGet();
                backOff();
            }
        }
    }

    private static void backOff() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static long blockStart(long size, int block) {
        return size / BLOCKS * block;
    }

    private static long blockLength(long size, int block) {
        return block == BLOCKS - 1 ? size - size / BLOCKS * (BLOCKS - 1) : size / BLOCKS;
    }

    private static void mustBeOk(Struct answer) throws IOException {
        if (!answer.isOk()) {
            throw new Failed("type " + answer.type());
        }
    }

    /// Uploads a file, however often it has to begin again.
    ///
    /// @throws UncheckedIOException if it comes to nothing for a minute and a half
    public void upload(Path source, String name) {
        try (var file = FileChannel.open(source)) {
            if (file.size() <= SMALL_AT_MOST) {
                persistently(wire -> uploadSmall(wire, file, name));
            } else {
                uploadBig(file, name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean uploadSmall(Wire wire, FileChannel file, String name) throws IOException {
        wire.send(struct(4, name).withFileType(Struct.SMALL).withSize(file.size()));
        reach("offered");
        mustBeOk(wire.receive());
        reach("admitted");
        send(wire, file, 0, file.size());
        reach("sent");
        mustBeOk(wire.receive());
        return true;
    }

    private void uploadBig(FileChannel file, String name) throws IOException {
        var size = file.size();
        persistently(wire -> {
            wire.send(struct(4, name).withFileType(Struct.BIG).withSize(size));
            reach("offered");
            mustBeOk(wire.receive());
            return true;
        });
        reach("admitted");
        goOn(file, name);
    }

    /// Sends what is missing of an upload that has begun.
    void goOn(Path source, String name) {
        try (var file = FileChannel.open(source)) {
            goOn(file, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void goOn(FileChannel file, String name) throws IOException {
        var size = file.size();
        inAllThreads(block -> persistently(wire -> uploadBlock(wire, file, name, block)));
        reach("over");
        persistently(wire -> {
            wire.send(struct(7, name).withSize(size));
            reach("ended");
            mustBeOk(wire.receive());
            return true;
        });
    }

    private boolean uploadBlock(Wire wire, FileChannel file, String name, int block)
            throws IOException {
        var size = file.size();
        var length = blockLength(size, block);
        var offset = asks ? whereWasI(wire, name, size, block) : 0;
        wire.send(struct(5, name).withFileType(Struct.BIG).withSize(size).withBlock(block, offset));
        reach("announced");
        mustBeOk(wire.receive());
        send(wire, file, blockStart(size, block) + offset, length - offset);
        reach("sent");
        mustBeOk(wire.receive());
        return true;
    }

    private long whereWasI(Wire wire, String name, long size, int block) throws IOException {
        var answer = wire.ask(struct(6, name).withSize(size).withBlock(block, 0));
        if (answer.isFailed()) {
            throw new Failed("where was I");
        }
        return answer.offset();
    }

    private void send(Wire wire, FileChannel file, long from, long length) throws IOException {
        var piece = ByteBuffer.allocate(PIECE);
        for (long at = 0; at < length; ) {
            piece.clear().limit((int) Math.min(PIECE, length - at));
            while (piece.hasRemaining()) {
                if (file.read(piece, from + at + piece.position()) < 0) {
                    throw new EOFException();
                }
            }
            wire.out().write(piece.array(), 0, piece.limit());
            at += piece.limit();
            carry(piece.limit());
        }
    }

    /// Everything of a file into a new one.
    public void download(String name, Path target) {
        try (var file =
                FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var size = persistently(wire -> find(wire, name, file));
            if (size > SMALL_AT_MOST) {
                var had = new long[BLOCKS];
                inAllThreads(block ->
                        persistently(wire -> downloadBlock(wire, file, name, size, block, had)));
                persistently(wire -> {
                    wire.send(struct(3, name).withSize(size));
                    return true;
                });
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long find(Wire wire, String name, FileChannel into) throws IOException {
        var answer = wire.ask(struct(1, name));
        if (answer.isFailed()) {
            throw new Failed("find");
        }
        var small = answer.size() <= SMALL_AT_MOST;
        if (answer.fileType() != (small ? Struct.SMALL : Struct.BIG)) {
            throw new AssertionError("a wrong file type: " + answer.fileType());
        }
        if (small) {
            receive(wire, into, 0, answer.size(), new long[1], 0);
            wire.send(struct(3, name));
        }
        return answer.size();
    }

    private boolean downloadBlock(
            Wire wire, FileChannel into, String name, long size, int block, long[] had)
            throws IOException {
        wire.send(struct(2, name).withSize(size).withBlock(block, had[block]));
        receive(wire, into, blockStart(size, block), blockLength(size, block), had, block);
        return true;
    }

    private void receive(
            Wire wire, FileChannel into, long start, long length, long[] had, int block)
            throws IOException {
        var piece = new byte[PIECE];
        while (had[block] < length) {
            var count = wire.in().read(piece, 0, (int) Math.min(PIECE, length - had[block]));
            if (count < 0) {
                throw new EOFException();
            }
            into.write(ByteBuffer.wrap(piece, 0, count), start + had[block]);
            had[block] += count;
            carry(count);
        }
    }

    private Struct struct(int type, String name) {
        return Struct.of(layout, type, name);
    }

    private interface BlockWork {
        void of(int block) throws IOException;
    }

    private static void inAllThreads(BlockWork work) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all =
                    IntStream.range(0, BLOCKS)
                            .<Callable<Boolean>>mapToObj(block ->
                                    () -> {
                                        work.of(block);
                                        return true;
                                    })
                            .toList();
            for (var one : threads.invokeAll(all)) {
                one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Killed) {
                throw new Killed();
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
