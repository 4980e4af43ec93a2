package io.sampan.systemtests.fault;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// Carries one direction of one connection. Runs on one virtual thread, with a second one that
/// reads ahead where bytes are delayed.
final class Pump {

    private static final int PIECE = 16 * 1024;
    private static final int AHEAD = 1024;

    /// @param due when it arrives, of `System.nanoTime()`
    private record Piece(ByteBuffer bytes, boolean isEnd, long due) {}

    private final Socket from;
    private final Socket to;
    private final Direction direction;
    private final Tap tap;
    private final BlockingQueue<Piece> onTheWay = new ArrayBlockingQueue<>(AHEAD);
    private long position;

    Pump(Socket from, Socket to, Direction direction, Tap tap) {
        this.from = from;
        this.to = to;
        this.direction = direction;
        this.tap = tap;
    }

    /// Carries until the sender ends, which it passes on.
    ///
    /// @return whether it stopped because the connection is to be cut here
    boolean run() throws IOException, InterruptedException {
        if (!direction.delay().isZero()) {
            Thread.ofVirtual().start(this::readAhead);
        }
        while (true) {
            var piece = next();
            tap.pass();
            if (piece.isEnd()) {
                to.shutdownOutput();
                return false;
            }
            var bytes = piece.bytes().array();
            var length = (int) Math.min(piece.bytes().limit(), direction.cutAfter() - position);
            direction.pace().carry(length);
            tap.pass();
            direction.spoil(bytes, length, position);
            to.getOutputStream().write(bytes, 0, length);
            direction.onCarried(bytes, length);
            position += length;
            if (position >= direction.cutAfter()) {
                return true;
            }
        }
    }

    private Piece next() throws IOException, InterruptedException {
        if (direction.delay().isZero()) {
            return read();
        }
        var piece = onTheWay.take();
        TimeUnit.NANOSECONDS.sleep(piece.due() - System.nanoTime());
        return piece;
    }

    private Piece read() throws IOException {
        var bytes = new byte[direction.pace().most(PIECE)];
        var length = from.getInputStream().read(bytes);
        return new Piece(
                ByteBuffer.wrap(bytes).limit(Math.max(length, 0)),
                length < 0,
                System.nanoTime() + direction.delay().toNanos());
    }

    private void readAhead() {
        try {
            Piece piece;
            do {
                piece = read();
                onTheWay.put(piece);
            } while (!piece.isEnd());
        } catch (IOException | InterruptedException _) {
            // The connection is cut; the pump notices when it writes, or here:
            onTheWay.clear();
            onTheWay.add(new Piece(ByteBuffer.allocate(0), true, System.nanoTime()));
        }
    }
}
