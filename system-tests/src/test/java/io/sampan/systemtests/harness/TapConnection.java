package io.sampan.systemtests.harness;

import io.sampan.wire.frame.FrameCodec;
import io.sampan.wire.frame.MalformedFrameException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// One connection through a [FrameTap]. Each direction is pumped by its own thread.
final class TapConnection {

    private static final int PREFACE = 8;
    private static final int PRELUDE = 16;
    private static final int PIECE = 64 << 10;

    private final FrameTap tap;
    private final WireTrace.Lane lane;

    TapConnection(FrameTap tap) {
        this.tap = tap;
        this.lane = tap.crossings().newLane();
    }

    /// Carries until `from` ends. What `to` does not take any more is read and dropped, so that
    /// what still comes the other way is not lost to a reset.
    void pump(Socket from, Socket to, boolean up) {
        var sink = new Sink(to);
        try (sink) {
            var in = new DataInputStream(new BufferedInputStream(from.getInputStream(), PIECE));
            var preface = new byte[PREFACE];
            in.readFully(preface);
            sink.write(preface, PREFACE);
            while (carryFrame(in, sink, up)) {
                // The next one.
            }
            from.close();
            to.close();
        } catch (EOFException end) {
            // As connections end.
        } catch (IOException | MalformedFrameException broken) {
            sink.close();
        }
    }

    private boolean carryFrame(DataInputStream in, Sink sink, boolean up) throws IOException {
        var prelude = new byte[PRELUDE];
        in.readFully(prelude);
        var fields = ByteBuffer.wrap(prelude);
        var bodyLength = Integer.toUnsignedLong(fields.getInt());
        var header = new byte[fields.getInt()];
        var type = Short.toUnsignedInt(fields.getShort());
        var exchange = fields.getInt(12);
        in.readFully(header);
        var frame = FrameCodec.decode(type, ByteBuffer.wrap(header));
        if (tap.onFrame(frame)) {
            return false;
        }
        var body = up ? lane.onUp(exchange, frame, bodyLength) : lane.onDown(exchange, frame);
        var head = Arrays.copyOf(prelude, PRELUDE + header.length);
        System.arraycopy(header, 0, head, PRELUDE, header.length);
        sink.write(head, head.length);
        var piece = new byte[PIECE];
        for (var rest = bodyLength; rest > 0; ) {
            var count = in.read(piece, 0, (int) Math.min(rest, PIECE));
            if (count < 0) {
                throw new EOFException();
            }
            tap.onBody(up, body.carry(count), piece, count);
            sink.write(piece, count);
            rest -= count;
        }
        return true;
    }

    /// Writes to a socket until it fails; from then on, drops.
    private static final class Sink implements AutoCloseable {

        private final Socket socket;
        private boolean broken;

        Sink(Socket socket) {
            this.socket = socket;
        }

        void write(byte[] bytes, int length) {
            if (!broken) {
                try {
                    socket.getOutputStream().write(bytes, 0, length);
                } catch (IOException e) {
                    broken = true;
                }
            }
        }

        @Override
        public void close() {
            try {
                socket.shutdownOutput();
            } catch (IOException e) {
                broken = true;
            }
        }
    }
}
