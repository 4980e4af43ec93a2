package io.sampan.systemtests.harness;

import com.google.protobuf.ByteString;
import io.sampan.model.Sha256;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.proto.Data;
import io.sampan.wire.proto.Done;
import io.sampan.wire.proto.GetRange;
import io.sampan.wire.proto.Limits;
import io.sampan.wire.proto.Media;
import io.sampan.wire.proto.MediaInfo;
import io.sampan.wire.proto.MediaList;
import io.sampan.wire.proto.Pong;
import io.sampan.wire.proto.Welcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/// A server that lets everybody in and has one small media, whose name is whatever a test wants.
public final class FakeServer implements AutoCloseable {

    private final ServerSocket listener;
    private final ByteString content;
    private final MediaInfo info;
    private final AtomicInteger asked = new AtomicInteger();

    public FakeServer(String name, byte[] content) {
        this.content = ByteString.copyFrom(content);
        this.info =
                MediaInfo.newBuilder()
                        .setMedia(
                                Media.newBuilder()
                                        .setId(RawLane.id(1))
                                        .setOwner("mallory")
                                        .setName(name)
                                        .setSize(content.length)
                                        .setContentType("a/b")
                                        .setTreeDigest(digest(content))
                                        .setShared(true))
                        .build();
        try {
            listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("fake-server").start(this::accept);
    }

    private static ByteString digest(byte[] content) {
        return ByteString.copyFrom(Sha256.digest(content).bytes());
    }

    public HostPort address() {
        return HostPort.of((InetSocketAddress) listener.getLocalSocketAddress());
    }

    /// How often somebody asked for the media.
    public int asked() {
        return asked.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = RawLane.of(listener.accept());
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                // Seen at the loop's head.
            }
        }
    }

    private void serve(RawLane client) {
        try (client) {
            client.greet();
            for (var request = client.read(); request.isPresent(); request = client.read()) {
                answer(client, request.get());
            }
        } catch (AssertionError silence) {
            // The client has nothing more to say.
        }
    }

    private void answer(RawLane client, RawLane.Answer request) {
        var exchange = request.exchange();
        switch (request.type()) {
            case 1 -> client.send(4, exchange, welcome().toByteArray(), new byte[0]);
            case 7 ->
                    client.send(8, exchange, Pong.getDefaultInstance().toByteArray(), new byte[0]);
            case 20 -> {
                asked.incrementAndGet();
                client.send(
                        21,
                        exchange,
                        info.toByteArray(),
                        info.getMedia().getTreeDigest().toByteArray());
            }
            case 22 -> {
                var range = request.read(GetRange.parser());
                var from = (int) range.getOffset();
                var data = Data.newBuilder().setOffset(from).build();
                var bytes = content.substring(from, from + (int) range.getLength());
                client.send(23, exchange, data.toByteArray(), bytes.toByteArray());
            }
            case 25 ->
                    client.send(
                            26,
                            exchange,
                            MediaList.newBuilder().addMedia(info.getMedia()).build().toByteArray(),
                            new byte[0]);
            default ->
                    client.send(6, exchange, Done.getDefaultInstance().toByteArray(), new byte[0]);
        }
    }

    private static Welcome welcome() {
        return Welcome.newBuilder()
                .setLimits(
                        Limits.newBuilder()
                                .setMaxBlock(64 << 20)
                                .setMaxSmall(1 << 20)
                                .setMaxFile(1L << 40)
                                .setHeartbeatSeconds(30))
                .build();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
