package io.sampan.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.SocketOptions;
import io.sampan.wire.net.Transport;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(60)
class UpstreamConnectorTest {

    private final Transport transport = Transport.openDaemon(1, "test-loop");
    private final EventLoop loop = transport.loops().next();

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void triesEveryAddressOfANameBeforeItFails() throws Exception {
        try (var peer = new Peer();
                var connector = connector("127.0.0.3", "127.0.0.2", "127.0.0.1")) {
            for (var i = 0; i < 5; i++) {
                var connected = connector.dial(named(peer), loop);

                assertThat(connected.await(10, TimeUnit.SECONDS)).isTrue();
                assertThat(connected.isSuccess()).isTrue();
                connected.getNow().close();
            }
        }
    }

    @Test
    void failsOnceNoAddressAccepts() throws Exception {
        try (var connector = connector("127.0.0.3", "127.0.0.2")) {
            var connected = connector.dial(new HostPort("several", Peer.nobody().port()), loop);

            assertThat(connected.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(connected.cause()).isInstanceOf(ConnectException.class);
        }
    }

    private static HostPort named(Peer peer) {
        return new HostPort("several", peer.address().port());
    }

    private UpstreamConnector connector(String... addresses) {
        return new UpstreamConnector(
                transport,
                SocketOptions.probe(transport.kind(), LoggerFactory.getLogger(getClass())),
                new ReceiveBuffers(1024 * 1024),
                Duration.ofSeconds(5),
                new Fixed(Arrays.stream(addresses).map(InetAddress::ofLiteral).toList()));
    }

    /// Every name has these addresses.
    private static final class Fixed extends AddressResolverGroup<InetSocketAddress> {

        private final List<InetAddress> addresses;

        Fixed(List<InetAddress> addresses) {
            this.addresses = addresses;
        }

        @Override
        protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
            return new InetNameResolver(executor) {
                @Override
                protected void doResolve(String name, Promise<InetAddress> promise) {
                    promise.setSuccess(addresses.getFirst());
                }

                @Override
                protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
                    promise.setSuccess(addresses);
                }
            }.asAddressResolver();
        }
    }
}
