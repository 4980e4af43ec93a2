package io.sampan.bench.row;

import io.sampan.bench.measure.BenchException;
import io.sampan.bench.measure.Memory;
import io.sampan.bench.process.Limits;
import io.sampan.bench.process.Place;
import io.sampan.bench.report.RowResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/// What an idle session costs a relay: resident memory with 10,000 of them, less what it was
/// without. Each session has carried a few bytes both ways before it falls silent.
record IdleRow() implements Row {

    private static final int SESSIONS = 10_000;
    private static final int FILES_FOR_THE_REST = 250;
    private static final double TARGET_KIBIBYTES = 10;

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public String title() {
        return "resident memory of a relay for each idle session";
    }

    @Override
    public RowResult run(Bench bench) {
        var sessions = Math.min(SESSIONS, Limits.files() / 2 - FILES_FOR_THE_REST);
        try (var shop = bench.workshop()) {
            var behind = shop.freePort();
            bench.launcher().echo(shop, behind);
            var port = shop.freePort();
            var relay =
                    bench.launcher().relay(shop, Place.HERE, "relay", port, "127.0.0.1:" + behind);
            open(port, 1).forEach(IdleRow::close);

            var before = Memory.residentKibibytes(relay.pid());
            var held = open(port, sessions);
            var with = Memory.residentKibibytes(relay.pid());
            held.forEach(IdleRow::close);

            return new MemoryEach(sessions, "sessions", before, with).row(this, TARGET_KIBIBYTES);
        }
    }

    private static List<SocketChannel> open(int port, int sessions) {
        var held = new ArrayList<SocketChannel>(sessions);
        try {
            var buffer = ByteBuffer.allocate(Long.BYTES);
            for (var i = 0; i < sessions; i++) {
                var channel =
                        SocketChannel.open(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                held.add(channel);
                channel.write(buffer.clear().putLong(i).flip());
                buffer.clear();
                while (buffer.hasRemaining()) {
                    if (channel.read(buffer) < 0) {
                        throw new BenchException("the relay closed session " + i);
                    }
                }
            }
            return held;
        } catch (IOException e) {
            held.forEach(IdleRow::close);
            throw new BenchException("session " + held.size() + " was not carried", e);
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new BenchException("cannot close a socket", e);
        }
    }
}
