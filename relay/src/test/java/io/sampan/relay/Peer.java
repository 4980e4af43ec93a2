package io.sampan.relay;

import io.sampan.wire.net.HostPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A plain blocking upstream for the tests: it accepts and hands over the sockets.
final class Peer implements AutoCloseable {

    private final ServerSocket listener;
    private final BlockingQueue<Socket> accepted = new LinkedBlockingQueue<>();
    private final Queue<Socket> handedOut = new ConcurrentLinkedQueue<>();

    Peer() throws IOException {
        this(0);
    }

    Peer(int port) throws IOException {
        listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        Thread.ofVirtual().start(this::accept);
    }

    /// A port on which nobody listens.
    static HostPort nobody() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new HostPort("127.0.0.1", socket.getLocalPort());
        }
    }

    static Socket connect(HostPort to) throws IOException {
        var socket = new Socket(to.host(), to.port());
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        return socket;
    }

    static byte[] noise(int length, int seed) {
        var bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /// Ends a socket with a reset.
    static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    static Thread write(Socket to, byte[] bytes, boolean end) {
        return Thread.ofVirtual()
                .start(() -> {
                    try {
                        to.getOutputStream().write(bytes);
                        if (end) {
                            to.shutdownOutput();
                        }
                    } catch (IOException _) {
                        // The reader is gone; what it got is what the test looks at.
                    }
                });
    }

    /// The next connection that came in.
    Socket next() throws IOException, InterruptedException {
        var socket = accepted.poll(10, TimeUnit.SECONDS);
        if (socket == null) {
            throw new IOException("nobody connected");
        }
        socket.setSoTimeout(10_000);
        handedOut.add(socket);
        return socket;
    }

    boolean hasConnection() throws InterruptedException {
        var socket = accepted.poll(100, TimeUnit.MILLISECONDS);
        return socket != null;
    }

    /// Closes every connection that it has handed out or holds.
    void closeAll() throws IOException {
        for (var socket : handedOut) {
            socket.close();
        }
        for (var socket : accepted) {
            socket.close();
        }
    }

    HostPort address() {
        return new HostPort("127.0.0.1", listener.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        listener.close();
        closeAll();
    }

    private void accept() {
        try {
            while (true) {
                accepted.add(listener.accept());
            }
        } catch (IOException e) {
            if (!listener.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
