package io.sampan.systemtests.fault;

import io.sampan.wire.net.HostPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// A TCP proxy, on loopback if nothing else is said, that does to the bytes what it is told to.
/// Made by [#to]:
///
/// ```java
/// try (var line = FaultyRelay.to(server).bytesPerSecond(200_000).cutAfter(300_000, ABRUPTLY).start()) {
///     put(file, via(line.address()));
///     assertThat(line.bytesUp()).isLessThan(2 * size);
/// }
/// ```
///
/// Up is from client to server. Counts and faults hold for all connections together where nothing
/// else is said. All methods may be called by any thread.
public final class FaultyRelay implements AutoCloseable {

    private static final Duration PORT_COMES_BACK = Duration.ofMinutes(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final HostPort server;
    private final Faults faults;
    private final Listening listening;
    private final Direction up;
    private final Direction down;
    private final Tap tap = new Tap();
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile ServerSocket listener;

    private FaultyRelay(HostPort server, Faults faults, Listening listening) throws IOException {
        this.server = server;
        this.faults = faults;
        this.listening = listening;
        this.up =
                new Direction(
                        faults.delayUp(),
                        faults.flipUp(),
                        faults.cutAfterUp(),
                        faults.recording(),
                        new Pace(faults.bytesPerSecond()));
        this.down =
                new Direction(
                        faults.delayDown(),
                        faults.flipDown(),
                        Long.MAX_VALUE,
                        faults.recording(),
                        new Pace(faults.bytesPerSecond()));
        this.listener = listen(Ports.free().port());
    }

    /// Says what is to go wrong on the way to `server`, then starts.
    public static FaultyRelayBuilder to(HostPort server) {
        return new FaultyRelayBuilder(server);
    }

    static FaultyRelay start(HostPort server, Faults faults, Listening listening) {
        try {
            return new FaultyRelay(server, faults, listening);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public HostPort address() {
        return HostPort.of((InetSocketAddress) listener.getLocalSocketAddress());
    }

    /// A black hole from now on: connections stay, new ones are accepted, nothing is carried.
    public void pause() {
        tap.set(false);
    }

    /// Ends the black hole; what waited is carried.
    public void resume() {
        tap.set(true);
    }

    /// Ends all connections now, with a reset on both sides. New ones are accepted.
    public void killAll() {
        open.forEach(connection -> connection.end(Cut.ABRUPTLY));
    }

    /// Flips one bit of what is carried next in each direction.
    public void flipNext() {
        up.flipNext();
        down.flipNext();
    }

    /// New connections are refused by the kernel, as if no program ran here. Those that are open
    /// stay.
    public void refuseNew() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends [#refuseNew], on the same address. Waits for it where a connection of somebody else has
    /// taken the port meanwhile.
    public void acceptNew() {
        var end = System.nanoTime() + PORT_COMES_BACK.toNanos();
        while (true) {
            try {
                listener = listen(address().port());
                return;
            } catch (BindException e) {
                if (System.nanoTime() > end) {
                    throw new UncheckedIOException(e);
                }
                LockSupport.parkNanos(LOOK_EVERY.toNanos());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// Bytes handed to the server so far.
    public long bytesUp() {
        return up.carried();
    }

    /// Bytes handed to clients so far.
    public long bytesDown() {
        return down.carried();
    }

    /// Connections ever accepted.
    public int connections() {
        return connections.get();
    }

    public int openConnections() {
        return open.size();
    }

    /// Whether the bit was flipped, in either direction.
    public boolean hasFlipped() {
        return up.hasFlipped() || down.hasFlipped();
    }

    /// All bytes handed to the server, those of several connections mixed as they came.
    public byte[] recordedUp() {
        return up.recorded();
    }

    /// All bytes handed to clients, those of several connections mixed as they came.
    public byte[] recordedDown() {
        return down.recorded();
    }

    @Override
    public void close() {
        refuseNew();
        killAll();
        resume();
    }

    private ServerSocket listen(int port) throws IOException {
        var socket = listening.on(port);
        Thread.ofVirtual().name("faulty-relay").start(() -> accept(socket));
        return socket;
    }

    private void accept(ServerSocket from) {
        try {
            while (true) {
                var client = from.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> carry(client));
            }
        } catch (SocketException _) {
            // Closed by refuseNew.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void carry(Socket client) {
        try (client;
                var upstream = new Socket(server.host(), server.port())) {
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            var connection = new Connection(client, upstream);
            open.add(connection);
            try {
                connection.run(up, down, tap, faults.cut());
            } finally {
                open.remove(connection);
            }
        } catch (IOException _) {
            // The server is not there; the client is closed, as a relay would.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
