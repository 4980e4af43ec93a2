package io.sampan.relay;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.sampan.wire.net.AddressRotation;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One connect to one upstream: tries its addresses one after the other until one accepts.
///
/// All methods but [#result] are called on the event loop.
final class ConnectAttempt {

    private final Bootstrap bootstrap;
    private final AddressRotation rotation;
    private final Promise<Channel> result;
    private @Nullable ChannelFuture connecting;

    ConnectAttempt(Bootstrap bootstrap, AddressRotation rotation, EventLoop loop) {
        this.bootstrap = bootstrap;
        this.rotation = rotation;
        this.result = loop.newPromise();
        result.addListener(done -> {
            if (done.isCancelled() && connecting != null) {
                connecting.cancel(false);
            }
        });
    }

    /// Completed with the connected socket, or with the failure of the last address.
    Future<Channel> result() {
        return result;
    }

    void start(List<InetSocketAddress> addresses) {
        tryNext(
                rotation.order(addresses).iterator(),
                new ConnectException("the name has no address"));
    }

    void fail(Throwable cause) {
        result.tryFailure(cause);
    }

    private void tryNext(Iterator<InetSocketAddress> addresses, Throwable lastFailure) {
        if (result.isDone()) {
            return;
        }
        if (!addresses.hasNext()) {
            result.tryFailure(lastFailure);
            return;
        }
        var address = addresses.next();
        var attempt = bootstrap.connect(address);
        connecting = attempt;
        attempt.addListener(done -> {
            if (done.isSuccess()) {
                rotation.onReached(address);
                if (!result.trySuccess(attempt.channel())) {
                    attempt.channel().close();
                }
            } else if (!done.isCancelled()) {
                rotation.onFailed(address);
                tryNext(addresses, done.cause());
            }
        });
    }
}
