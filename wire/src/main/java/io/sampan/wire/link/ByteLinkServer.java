package io.sampan.wire.link;

import io.netty.channel.Channel;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.SocketOptions;
import io.sampan.wire.net.Transport;
import io.sampan.wire.net.limit.ConnectionLimits;
import io.sampan.wire.net.limit.Violations;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens for a protocol that is not ours, and starts one virtual thread for each connection. Any
/// thread.
public final class ByteLinkServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ByteLinkServer.class);

    private final LinkSettings settings;
    private final ReadBudget budget = ReadBudget.ofThisProgram();
    private final Consumer<ByteLink> conversation;
    private final Listener listener;

    /// Starts to listen.
    ///
    /// @param transport stays the caller's to close
    /// @param settings of which the patience in sending is of use here
    /// @param maxLinks how many connections are held at once; further ones are closed at once
    /// @param conversation called on a virtual thread of its own for each connection, which it
    ///   receives from; the connection is closed when it returns or throws
    /// @throws LinkException.Unreachable if the address cannot be listened on
    public ByteLinkServer(
            Transport transport,
            SocketOptions options,
            LinkSettings settings,
            HostPort address,
            int maxLinks,
            Consumer<ByteLink> conversation) {
        this.settings = settings;
        this.conversation = conversation;
        this.listener =
                new Listener(
                        transport,
                        options,
                        budget,
                        address,
                        ConnectionLimits.of(maxLinks),
                        new Violations(LOG, System::nanoTime),
                        "package-",
                        this::onAccepted);
    }

    private void onAccepted(Channel channel) {
        var inbound = new Inbound(budget);
        channel.pipeline().addLast(inbound);
        var link = new ByteLink(channel, inbound, settings.sendSilence());
        listener.converse(link.peer(), () -> converse(link));
    }

    private void converse(ByteLink link) {
        try (link) {
            conversation.accept(link);
        }
    }

    /// Where it listens; the port that was found where 0 was asked for.
    public HostPort address() {
        return listener.address();
    }

    /// Connections that are open now.
    public int open() {
        return listener.open();
    }

    /// Stops listening and ends all connections.
    @Override
    public void close() {
        listener.close();
    }
}
