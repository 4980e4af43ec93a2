package io.sampan.systemtests.harness;

import io.sampan.wire.net.HostPort;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Many hostile peers at once, each on a virtual thread of its own. They come from an address of
/// their own (127.0.0.2), so that limits for each address tell them from honest people, and who is
/// turned away comes again.
public final class Mob implements AutoCloseable {

    private static final byte[] FROM = {127, 0, 0, 2};
    private static final int SMALL_BUFFER = 4096;

    private final Manner manner;
    private final List<HostPort> targets;
    private final Set<Socket> inside = ConcurrentHashMap.newKeySet();
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicLong opened = new AtomicLong();
    private final Duration pause;
    private volatile boolean over;

    /// What one of them does on a connection, until it is closed. Throws when it is.
    @FunctionalInterface
    public interface Manner {
        void misbehave(Socket socket) throws IOException;
    }

    /// Sends them off.
    ///
    /// @param size how many
    /// @param targets where to, in turns
    /// @param pause how long one that was turned away waits before it comes again
    public Mob(Manner manner, int size, List<HostPort> targets, Duration pause) {
        this.manner = manner;
        this.targets = List.copyOf(targets);
        this.pause = pause;
        for (var i = 0; i < size; i++) {
            var number = i;
            busy.incrementAndGet();
            Thread.ofVirtual().start(() -> comeAgainAndAgain(number));
        }
    }

    /// Connects, and says nothing.
    public static Manner sayingNothing() {
        return Mob::readToTheEnd;
    }

    /// Says a part of something, and nothing more.
    public static Manner saying(byte[] start) {
        return socket -> {
            socket.getOutputStream().write(start);
            readToTheEnd(socket);
        };
    }

    /// Says something byte by byte, and zeros after it.
    public static Manner dripping(byte[] text, Duration betweenBytes) {
        return socket -> {
            for (var at = 0; true; at++) {
                socket.getOutputStream().write(at < text.length ? text[at] : 0);
                LockSupport.parkNanos(betweenBytes.toNanos());
            }
        };
    }

    /// Says something, and reads nothing of what comes. That the server has closed cannot be seen
    /// without reading, so it stays until the mob is called off.
    public static Manner neverReading(byte[] text) {
        return socket -> {
            socket.getOutputStream().write(text);
            while (!socket.isClosed()) {
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        };
    }

    /// Connects, and is gone at once, with a reset: no port of the mob's waits for a minute.
    public static Manner leavingAtOnce() {
        return socket -> socket.setSoLinger(true, 0);
    }

    private void comeAgainAndAgain(int number) {
        try {
            for (var round = number; !over; round++) {
                comeOnce(targets.get(round % targets.size()));
                if (!over) {
                    LockSupport.parkNanos(pause.toNanos());
                }
            }
        } finally {
            busy.decrementAndGet();
        }
    }

    private void comeOnce(HostPort target) {
        try (var socket = new Socket()) {
            socket.setReceiveBufferSize(SMALL_BUFFER);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(FROM), 0));
            inside.add(socket);
            try {
                socket.connect(new InetSocketAddress(target.host(), target.port()));
                opened.incrementAndGet();
                manner.misbehave(socket);
            } finally {
                inside.remove(socket);
            }
        } catch (IOException turnedAway) {
            // That is what it came for.
        }
    }

    private static void readToTheEnd(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        while (in.read() >= 0) {
            // Not yet.
        }
    }

    /// How many are connected, or about to be.
    public int inside() {
        return inside.size();
    }

    /// Connections that were opened so far.
    public long opened() {
        return opened.get();
    }

    /// Calls them off, and waits until the last is gone.
    @Override
    public void close() {
        over = true;
        while (busy.get() > 0) {
            for (var socket : inside) {
                try {
                    socket.close();
                } catch (IOException e) {
                    // It was closing already.
                }
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }
}
