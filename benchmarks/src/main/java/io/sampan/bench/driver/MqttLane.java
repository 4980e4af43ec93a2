package io.sampan.bench.driver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sampan.wire.net.HostPort;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.function.Consumer;

/// A client of an MQTT 3.1.1 broker that publishes and subscribes with QoS 1, in a session that
/// survives it. A socket and five kinds of packets: less in the way of the broker than any library,
/// and in this process as cheap as Sampan's own lane.
///
/// Numbers in comments are those of the standard's sections.
final class MqttLane implements MessageLane {

    private static final int CONNECT = 0x10;
    private static final int CLEAN_SESSION = 0x02;
    private static final int CONNACK = 0x20;
    private static final int PUBLISH_QOS1 = 0x32;
    private static final int PUBACK = 0x40;
    private static final int SUBSCRIBE = 0x82;
    private static final int SUBACK = 0x90;

    private final HostPort broker;
    private final String name;
    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private int lastId;

    private MqttLane(HostPort broker, String name, Socket socket) throws IOException {
        this.broker = broker;
        this.name = name;
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
    }

    private record Packet(int type, ByteArrayInputStream content) {}

    private interface Content {
        void write(DataOutputStream content) throws IOException;
    }

    /// Connects with clean session off (3.1.2.4): the broker keeps subscriptions and messages.
    static MqttLane connect(HostPort broker, String name) {
        return connect(broker, name, 0);
    }

    private static MqttLane connect(HostPort broker, String name, int flags) {
        try {
            var socket = new Socket(broker.host(), broker.port());
            socket.setTcpNoDelay(true);
            var lane = new MqttLane(broker, name, socket);
            lane.send(
                    CONNECT,
                    content -> {
                        content.writeUTF("MQTT");
                        content.writeByte(4);
                        content.writeByte(flags);
                        content.writeShort(0);
                        content.writeUTF(name);
                    });
            lane.expect(CONNACK);
            return lane;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void introduce() {
        try {
            send(
                    SUBSCRIBE,
                    content -> {
                        content.writeShort(nextId());
                        content.writeUTF("to/" + name);
                        content.writeByte(1);
                    });
            expect(SUBACK);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A clean session takes the place of the one that was kept, which writes all that waits for it
    /// to the disk again and again.
    @Override
    public void forget() {
        connect(broker, name, CLEAN_SESSION).close();
    }

    @Override
    public void post(String recipient, String text) {
        try {
            send(
                    PUBLISH_QOS1,
                    content -> {
                        content.writeUTF("to/" + recipient);
                        content.writeShort(nextId());
                        content.write(text.getBytes(UTF_8));
                    });
            expect(PUBACK);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void receive(Runnable online, Consumer<String> reader) {
        introduce();
        online.run();
        try {
            while (true) {
                var packet = read();
                if ((packet.type() & 0xf0) == (PUBLISH_QOS1 & 0xf0)) {
                    var content = new DataInputStream(packet.content());
                    content.skipNBytes(content.readUnsignedShort()); // the topic
                    var id = content.readShort();
                    reader.accept(new String(content.readAllBytes(), UTF_8));
                    send(PUBACK, answer -> answer.writeShort(id));
                }
            }
        } catch (IOException closed) {
            close();
        }
    }

    /// From 1 to 65535 (2.3.1).
    private int nextId() {
        lastId = lastId % 0xffff + 1;
        return lastId;
    }

    private void send(int type, Content content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        content.write(new DataOutputStream(bytes));
        out.writeByte(type);
        // The remaining length: seven bits in a byte, the lowest first (2.2.3).
        var left = bytes.size();
        do {
            out.writeByte(left > 0x7f ? (left & 0x7f) | 0x80 : left);
            left >>= 7;
        } while (left > 0);
        bytes.writeTo(out);
        out.flush();
    }

    private Packet read() throws IOException {
        var type = in.readUnsignedByte();
        var length = 0;
        for (var shift = 0; ; shift += 7) {
            var next = in.readUnsignedByte();
            length |= (next & 0x7f) << shift;
            if (next < 0x80) {
                return new Packet(type, new ByteArrayInputStream(in.readNBytes(length)));
            }
        }
    }

    private void expect(int type) throws IOException {
        var packet = read();
        if (packet.type() != type) {
            throw new IOException("the broker answers with a packet of type " + packet.type());
        }
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
