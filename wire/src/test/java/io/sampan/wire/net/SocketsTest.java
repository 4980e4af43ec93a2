package io.sampan.wire.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SocketsTest {

    /// More than the kernel takes at once.
    private static final int LARGE = 20_000_000;

    @ParameterizedTest
    @EnumSource(Transport.Kind.class)
    void aConnectionOfEitherTransportIsSetAndNeverFailsOverIt(Transport.Kind kind)
            throws Exception {
        if (kind == Transport.Kind.EPOLL && Transport.Kind.best() != kind) {
            return;
        }
        try (var transport = Transport.open(kind, 1, "test", true)) {
            var options = new SocketOptions(CongestionControl.probe(kind));
            var accepted = new CompletableFuture<Channel>();
            var listener = listen(transport, options, accepted);

            var connected = connect(transport, options, listener.localAddress());

            options.onConnected(connected);
            var near = options.congestionControl().near();
            assertThat(CongestionControl.of(connected)).isEqualTo(near);
            assertThat(CongestionControl.of(accepted.get(5, TimeUnit.SECONDS))).isEqualTo(near);
            assertThat(connected.config().isAutoRead()).isFalse();
        }
    }

    @Test
    void aCongestionControlThatTheKernelDoesNotKnowLeavesTheSocketAsItIs() throws Exception {
        try (var transport = Transport.openDaemon(1, "test")) {
            var unknown = new SocketOptions(new CongestionControl("nosuch", "nosuch", ""));
            var accepted = new CompletableFuture<Channel>();
            var listener = listen(transport, unknown, accepted);
            var connected = connect(transport, unknown, listener.localAddress());
            var before = CongestionControl.of(connected);

            unknown.onConnected(connected);

            assertThat(connected.isActive()).isTrue();
            assertThat(CongestionControl.of(connected)).isEqualTo(before);
            assertThat(accepted.get(5, TimeUnit.SECONDS).isActive()).isTrue();
        }
    }

    /// With Netty's own epoll the second large write fails: see HalfClosedEpoll.
    @Test
    void aSocketWhosePeerHasEndedItsDirectionStillWritesAllItIsGiven() throws Exception {
        try (var transport = Transport.openDaemon(1, "test");
                var peers = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var options = new SocketOptions(CongestionControl.probe(transport.kind()));
            var writer = connect(transport, options, peers.getLocalSocketAddress());
            try (var reader = peers.accept()) {
                reader.shutdownOutput();
                writer.read();
                await().until(() -> ((SocketChannel) writer).isInputShutdown());

                for (var turn = 0; turn < 3; turn++) {
                    var written = writer.writeAndFlush(Unpooled.wrappedBuffer(new byte[LARGE]));
                    assertThat(reader.getInputStream().readNBytes(LARGE)).hasSize(LARGE);
                    assertThat(written.await(5, TimeUnit.SECONDS)).isTrue();
                    assertThat(written.isSuccess()).isTrue();
                }
            }
        }
    }

    @Test
    void saysWhyBbrIsMissing() {
        assertThat(new CongestionControl("bbr", "cubic", "cubic").describe()).isEqualTo("bbr");
        assertThat(new CongestionControl("cubic", "cubic", "cubic").describe())
                .startsWith("cubic (bbr is not available");
    }

    private static Channel listen(
            Transport transport, SocketOptions options, CompletableFuture<Channel> accepted) {
        ChannelHandler onAccept =
                new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        options.onConnected(channel);
                        accepted.complete(channel);
                    }
                };
        return options.applyTo(new ServerBootstrap())
                .group(transport.loops())
                .channel(transport.serverChannel())
                .childHandler(onAccept)
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    private static Channel connect(
            Transport transport, SocketOptions options, SocketAddress listener) {
        return options.applyTo(new Bootstrap())
                .group(transport.loops())
                .channel(transport.clientChannel())
                .handler(new ChannelInboundHandlerAdapter())
                .connect(listener)
                .syncUninterruptibly()
                .channel();
    }
}
