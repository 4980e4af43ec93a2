package io.sampan.bench.driver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/// What stands behind a relay whose idle sessions are counted: accepts everything on the port that
/// is its only word, and sends back what comes. One thread. A process of its own, because one that
/// held both ends of 10,000 sessions would need 20,000 files.
public final class Echo {

    private static final int BACKLOG = 4096;
    private static final int BUFFER = 4096;

    private Echo() {}

    public static void main(String... words) throws IOException {
        var port = Integer.parseInt(words[0]);
        var buffer = ByteBuffer.allocate(BUFFER);
        try (var selector = Selector.open();
                var listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
            listener.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
            while (selector.isOpen()) {
                selector.select(key -> serve(key, listener, selector, buffer));
            }
        }
    }

    private static void serve(
            SelectionKey key, ServerSocketChannel listener, Selector selector, ByteBuffer buffer) {
        try {
            if (key.isAcceptable()) {
                var channel = listener.accept();
                if (channel != null) {
                    channel.configureBlocking(false).register(selector, SelectionKey.OP_READ);
                }
                return;
            }
            var channel = (SocketChannel) key.channel();
            if (channel.read(buffer.clear()) < 0) {
                channel.close();
                return;
            }
            channel.write(buffer.flip());
        } catch (IOException e) {
            key.cancel();
        }
    }
}
