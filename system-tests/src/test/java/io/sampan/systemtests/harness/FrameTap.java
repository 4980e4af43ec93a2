package io.sampan.systemtests.harness;

import io.sampan.wire.frame.Frame;
import io.sampan.wire.net.HostPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A TCP proxy on loopback that reads along: it knows every frame that passes, can act at an exact
/// one or at an exact byte, and counts what crosses ([#crossings]).
///
/// Actions run on the thread that carries the frame, before it goes on; each runs once. All methods
/// may be called by any thread.
public final class FrameTap implements AutoCloseable {

    private record AtFrame(Class<? extends Frame> type, boolean lose, Runnable action) {}

    private record AtByte(long position, Runnable action) {}

    private final HostPort upstream;
    private final ServerSocket listener;
    private final WireTrace crossings = new WireTrace();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<AtFrame> atFrames = new ArrayList<>();
    private final List<AtByte> atBytesUp = new ArrayList<>();
    private final List<AtByte> atBytesDown = new ArrayList<>();
    private final Set<Long> spoiledUp = ConcurrentHashMap.newKeySet();
    private final Set<Long> spoiledDown = ConcurrentHashMap.newKeySet();
    private volatile long bytesPerSecond = Long.MAX_VALUE;
    private long paidUntil = System.nanoTime();

    FrameTap(HostPort upstream) {
        this.upstream = upstream;
        try {
            listener = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("tap").start(this::accept);
    }

    public HostPort address() {
        return HostPort.of((InetSocketAddress) listener.getLocalSocketAddress());
    }

    public WireTrace crossings() {
        return crossings;
    }

    /// Runs `action` when the next frame of this type comes, then lets the frame pass.
    public FrameTap before(Class<? extends Frame> type, Runnable action) {
        return at(new AtFrame(type, false, action));
    }

    /// Runs `action` when the next frame of this type comes; the frame is lost, and its connection
    /// with it.
    public FrameTap lose(Class<? extends Frame> type, Runnable action) {
        return at(new AtFrame(type, true, action));
    }

    private FrameTap at(AtFrame what) {
        synchronized (atFrames) {
            atFrames.add(what);
        }
        return this;
    }

    /// Runs `action` in the middle of a block, once so many bytes of bodies have gone up.
    public FrameTap whenCarriedUp(long bytes, Runnable action) {
        synchronized (atBytesUp) {
            atBytesUp.add(new AtByte(bytes, action));
        }
        return this;
    }

    /// Runs `action` once so many bytes of bodies have come down.
    public FrameTap whenCarriedDown(long bytes, Runnable action) {
        synchronized (atBytesDown) {
            atBytesDown.add(new AtByte(bytes, action));
        }
        return this;
    }

    /// Flips a bit of this byte of all bodies that go up, counted from the first connection on.
    public FrameTap spoilUp(long position) {
        spoiledUp.add(position);
        return this;
    }

    /// Flips a bit of this byte of all bodies that come down.
    public FrameTap spoilDown(long position) {
        spoiledDown.add(position);
        return this;
    }

    /// How fast bodies may cross, in both directions together.
    public FrameTap pace(long newBytesPerSecond) {
        bytesPerSecond = newBytesPerSecond;
        return this;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                Thread.ofVirtual().name("tap-up").start(() -> carry(client));
            } catch (IOException closed) {
                // Seen at the loop's head.
            }
        }
    }

    private void carry(Socket client) {
        try (client;
                var server = new Socket(upstream.host(), upstream.port())) {
            open.add(client);
            open.add(server);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            var connection = new TapConnection(this);
            var down =
                    Thread.ofVirtual()
                            .name("tap-down")
                            .start(() -> connection.pump(server, client, false));
            connection.pump(client, server, true);
            down.join();
            open.remove(server);
        } catch (IOException e) {
            // The server is not there: the client is closed, as a relay would.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    /// @return whether the frame is to be lost
    boolean onFrame(Frame frame) {
        AtFrame found;
        synchronized (atFrames) {
            found =
                    atFrames.stream()
                            .filter(at -> at.type().isInstance(frame))
                            .findFirst()
                            .orElse(null);
            if (found == null) {
                return false;
            }
            atFrames.remove(found);
        }
        found.action().run();
        return found.lose();
    }

    /// A piece of a body is about to go on.
    void onBody(boolean up, long before, byte[] piece, int length) {
        for (var position : up ? spoiledUp : spoiledDown) {
            if (position >= before && position < before + length) {
                piece[(int) (position - before)] ^= 0x10;
            }
        }
        var waiting = up ? atBytesUp : atBytesDown;
        var due = new ArrayList<AtByte>();
        synchronized (waiting) {
            waiting.removeIf(at -> at.position() <= before + length && due.add(at));
        }
        due.forEach(at -> at.action().run());
        waitFor(length);
    }

    private void waitFor(int bytes) {
        if (bytesPerSecond == Long.MAX_VALUE) {
            return;
        }
        long wait;
        synchronized (open) {
            var now = System.nanoTime();
            paidUntil = Math.max(paidUntil, now) + bytes * 1_000_000_000L / bytesPerSecond;
            wait = paidUntil - now;
        }
        try {
            Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (var socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
