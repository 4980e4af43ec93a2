package io.sampan.systemtests.harness;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.proto.Hello;
import io.sampan.wire.proto.Refused;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// A lane that is spoken by hand, with no code of `wire` but the schema, so that everything can be
/// said that the real client never would. Used by one thread.
public final class RawLane implements AutoCloseable {

    /// The first eight bytes of a client that speaks version 1.
    private static final ByteString PREFACE = preface(1, 1);

    private final Socket socket;
    private final DataInputStream in;
    private int exchanges;

    /// A frame that was read.
    public record Answer(int type, int exchange, ByteString header, ByteString body) {

        /// The refusal that it is.
        public Refused refused() {
            if (type != 5) {
                throw new AssertionError("no refusal, but a frame of type " + type);
            }
            return read(Refused.parser());
        }

        public <T extends Message> T read(com.google.protobuf.Parser<T> parser) {
            try {
                return parser.parseFrom(header);
            } catch (InvalidProtocolBufferException e) {
                throw new AssertionError("a header is not of the schema", e);
            }
        }
    }

    private RawLane(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
    }

    /// Connects, and says nothing.
    public static RawLane connect(HostPort address) {
        try {
            return new RawLane(new Socket(address.host(), address.port()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The server's end of a connection that was accepted; nothing was said.
    public static RawLane of(Socket accepted) throws IOException {
        return new RawLane(accepted);
    }

    /// Connects and logs in.
    public static RawLane login(HostPort address, String name) {
        var lane = connect(address).greet();
        var answer = lane.ask(1, Hello.newBuilder().setSoftware("raw").setName(name).build());
        if (answer.type() != 4) {
            throw new AssertionError("no welcome, but a frame of type " + answer.type());
        }
        return lane;
    }

    /// Exchanges prefaces.
    public RawLane greet() {
        sendBytes(PREFACE.toByteArray());
        readBytes(PREFACE.size());
        return this;
    }

    /// The first eight bytes of a client that speaks these versions.
    public static ByteString preface(int lowest, int highest) {
        return ByteString.copyFrom(
                new byte[] {'S', 'M', 'P', 'N', (byte) lowest, (byte) highest, 0, 0});
    }

    /// Sends a request and reads its answer.
    public Answer ask(int type, Message header) {
        return ask(type, header, new byte[0]);
    }

    public Answer ask(int type, Message header, byte[] body) {
        var exchange = ++exchanges;
        send(type, exchange, header.toByteArray(), body);
        while (true) {
            var answer = read().orElseThrow(() -> new AssertionError("the lane has ended"));
            if (answer.exchange() == exchange) {
                return answer;
            }
        }
    }

    /// Sends one frame.
    public void send(int type, int exchange, byte[] header, byte[] body) {
        sendBytes(
                ByteBuffer.allocate(16 + header.length + body.length)
                        .put(prelude(body.length, header.length, type, 0, exchange))
                        .put(header)
                        .put(body)
                        .array());
    }

    /// The 16 bytes that a frame begins with, lying as one likes.
    public static byte[] prelude(
            int bodyLength, int headerLength, int type, int flags, int exchange) {
        return ByteBuffer.allocate(16)
                .putInt(bodyLength)
                .putInt(headerLength)
                .putShort((short) type)
                .putShort((short) flags)
                .putInt(exchange)
                .array();
    }

    /// Sends bytes as they are; whether anybody takes them is another question.
    public RawLane sendBytes(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException refused) {
            // The peer has closed: what it said before can still be read.
        }
        return this;
    }

    /// Says that nothing more will be sent.
    public RawLane endOfSending() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            // Closed already.
        }
        return this;
    }

    /// The next frame; empty where the connection has ended.
    ///
    /// @throws AssertionError if nothing comes for 20 s
    public Optional<Answer> read() {
        try {
            var prelude = new byte[16];
            in.readFully(prelude);
            var fields = ByteBuffer.wrap(prelude);
            var body = new byte[fields.getInt()];
            var header = new byte[fields.getInt()];
            in.readFully(header);
            in.readFully(body);
            return Optional.of(
                    new Answer(
                            fields.getShort(8),
                            fields.getInt(12),
                            ByteString.copyFrom(header),
                            ByteString.copyFrom(body)));
        } catch (SocketTimeoutException e) {
            throw new AssertionError("neither an answer nor an end", e);
        } catch (IOException end) {
            return Optional.empty();
        }
    }

    /// So many bytes, or fewer if the connection ends.
    public byte[] readBytes(int count) {
        try {
            return in.readNBytes(count);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("neither bytes nor an end", e);
        } catch (IOException end) {
            return new byte[0];
        }
    }

    /// Waits until the peer has closed, whatever it says before.
    ///
    /// @throws AssertionError if it does not within the given time
    public void awaitEnd(Duration atMost) {
        try {
            socket.setSoTimeout(Math.toIntExact(atMost.toMillis()));
            while (in.read() >= 0) {
                // Not yet.
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection is still open after " + atMost, e);
        } catch (IOException end) {
            // A reset is an end, too.
        }
    }

    /// Bytes of an id whose last byte is `number`.
    public static ByteString id(int number) {
        return ByteString.copyFrom(
                ByteBuffer.allocate(16).putLong(0x5A5A_0000_0000_0001L).putLong(number).array());
    }

    /// Text as bytes.
    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
