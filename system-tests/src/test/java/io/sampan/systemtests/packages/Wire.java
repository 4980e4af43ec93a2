package io.sampan.systemtests.packages;

import io.sampan.systemtests.packages.Struct.Layout;
import io.sampan.wire.net.HostPort;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;

/// One connection of an old program. Used by one thread; [#cut] by any.
final class Wire implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Layout layout;
    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    Wire(HostPort address, Layout layout) throws IOException {
        this.layout = layout;
        this.socket = new Socket();
        socket.connect(new InetSocketAddress(address.host(), address.port()), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        this.in = new DataInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    void send(Struct struct) throws IOException {
        out.write(struct.encode());
    }

    OutputStream out() {
        return out;
    }

    Struct receive() throws IOException {
        var bytes = new byte[layout.bytes];
        in.readFully(bytes);
        return Struct.decode(layout, bytes);
    }

    /// The struct's bytes as they come.
    byte[] receiveBytes() throws IOException {
        var bytes = new byte[layout.bytes];
        in.readFully(bytes);
        return bytes;
    }

    Struct ask(Struct struct) throws IOException {
        send(struct);
        return receive();
    }

    DataInputStream in() {
        return in;
    }

    /// Nothing more will be sent.
    void endSending() throws IOException {
        socket.shutdownOutput();
    }

    /// Whether anything is answered before the connection is closed.
    boolean hasAnswer() throws IOException {
        return in.read() >= 0;
    }

    /// Whether the other side has closed, with nothing more to say.
    boolean isClosed() {
        try {
            return in.read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    /// As the end of the process would: whatever is under way is lost.
    void cut() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException gone) {
            // That is what was wanted.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
