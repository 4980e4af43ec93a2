package io.sampan.bench.peer;

import io.sampan.bench.measure.BenchException;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// A program that speaks the `Package` struct in its first layout: big files, in 12 threads, a
/// connection for each block. As lean as one that is written in C++: the kernel copies the bytes.
public record OldProgram(int port) {

    private static final int BLOCKS = 12;
    private static final int STRUCT = 288;
    private static final int OK = 9;

    /// Sends a file; returns seconds until it is complete.
    public double upload(Path source, String name) {
        try (var file = FileChannel.open(source)) {
            var size = file.size();
            var start = System.nanoTime();
            ask(4, name, size);
            inAllThreads(block -> {
                try (var socket = connect()) {
                    send(socket, struct(5, name, size, block));
                    mustBeOk(receive(socket));
                    var end = start(size, block + 1);
                    for (var at = start(size, block); at < end; ) {
                        at += file.transferTo(at, end - at, socket);
                    }
                    mustBeOk(receive(socket));
                }
                return true;
            });
            ask(7, name, size);
            return seconds(start);
        } catch (IOException e) {
            throw new BenchException("upload", e);
        }
    }

    /// Fetches a file that is `size` bytes long into a new one; returns seconds.
    public double download(String name, long size, Path target) {
        try (var file =
                FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var start = System.nanoTime();
            ask(1, name, 0);
            inAllThreads(block -> {
                try (var socket = connect()) {
                    send(socket, struct(2, name, size, block));
                    var piece = ByteBuffer.allocateDirect(256 << 10);
                    var end = start(size, block + 1);
                    for (var at = start(size, block); at < end; ) {
                        piece.clear().limit((int) Math.min(piece.capacity(), end - at));
                        if (socket.read(piece) < 0) {
                            throw new EOFException();
                        }
                        at += file.write(piece.flip(), at);
                    }
                }
                return true;
            });
            return seconds(start);
        } catch (IOException e) {
            throw new BenchException("download", e);
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static long start(long size, int block) {
        return block == BLOCKS ? size : size / BLOCKS * block;
    }

    private static ByteBuffer struct(int type, String name, long size, int block) {
        return ByteBuffer.allocate(STRUCT)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(0, (byte) type)
                .put(1, (byte) 1)
                .put(2, name.getBytes(StandardCharsets.UTF_8))
                .putLong(264, size)
                .putInt(272, block);
    }

    private void ask(int type, String name, long size) throws IOException {
        try (var socket = connect()) {
            send(socket, struct(type, name, size, 0));
            mustBeOk(receive(socket));
        }
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    private static void send(SocketChannel socket, ByteBuffer struct) throws IOException {
        while (struct.hasRemaining()) {
            socket.write(struct);
        }
    }

    private static ByteBuffer receive(SocketChannel socket) throws IOException {
        var struct = ByteBuffer.allocate(STRUCT);
        while (struct.hasRemaining()) {
            if (socket.read(struct) < 0) {
                throw new EOFException();
            }
        }
        return struct.flip();
    }

    private static void mustBeOk(ByteBuffer struct) {
        if (struct.get(0) != OK) {
            throw new BenchException("answered with " + struct.get(0));
        }
    }

    private interface BlockWork {
        boolean of(int block) throws IOException;
    }

    private static void inAllThreads(BlockWork work) throws IOException {
        try (var threads = Executors.newFixedThreadPool(BLOCKS)) {
            var all =
                    IntStream.range(0, BLOCKS)
                            .<Callable<Boolean>>mapToObj(block -> () -> work.of(block))
                            .toList();
            for (var one : threads.invokeAll(all)) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }
}
