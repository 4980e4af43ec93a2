package io.sampan.wire.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SocketsTest {

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

            var connected = connect(transport, options, listener);

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
            var connected = connect(transport, unknown, listener);
            var before = CongestionControl.of(connected);

            unknown.onConnected(connected);

            assertThat(connected.isActive()).isTrue();
            assertThat(CongestionControl.of(connected)).isEqualTo(before);
            assertThat(accepted.get(5, TimeUnit.SECONDS).isActive()).isTrue();
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

    private static Channel connect(Transport transport, SocketOptions options, Channel listener) {
        return options.applyTo(new Bootstrap())
                .group(transport.loops())
                .channel(transport.clientChannel())
                .handler(new ChannelInboundHandlerAdapter())
                .connect((InetSocketAddress) listener.localAddress())
                .syncUninterruptibly()
                .channel();
    }
}
