package io.sampan.server.packages;

import io.sampan.core.transfer.Transfers;
import io.sampan.server.Faults;
import io.sampan.wire.link.ByteLink;
import io.sampan.wire.link.ByteLinkServer;
import io.sampan.wire.link.LinkSettings;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.SocketOptions;
import io.sampan.wire.net.Transport;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens for programs that speak the struct.
public final class PackageServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PackageServer.class);

    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final ByteLinkServer links;
    private final PackageCodec codec;
    private final Transfers transfers;
    private final Md5Shelf md5s = new Md5Shelf();
    private final LayoutAlarm alarm;
    private final Faults faults;

    /// Starts to listen.
    ///
    /// @param transfers stay the caller's to close
    /// @param maxConnections further ones are closed at once
    /// @param transport stays the caller's to close
    /// @throws io.sampan.wire.link.LinkException.Unreachable if the address cannot be listened on
    public PackageServer(
            HostPort listen,
            PackageLayout layout,
            int maxConnections,
            Transfers transfers,
            Faults faults,
            Transport transport,
            SocketOptions options) {
        this.codec = new PackageCodec(layout);
        this.alarm = new LayoutAlarm(layout, System::nanoTime);
        this.faults = faults;
        this.transfers = transfers;
        this.links =
                new ByteLinkServer(
                        transport,
                        options,
                        LinkSettings.DEFAULT,
                        listen,
                        maxConnections,
                        this::converse);
        LOG.atWarn()
                .addKeyValue("listen", links.address())
                .addKeyValue("layout", layout)
                .log(
                        "the Package protocol has no login: whoever reaches it may read, replace and"
                                + " add files in the shared space");
    }

    private void converse(ByteLink link) {
        try (var attendance = transfers.attend()) {
            new PackageConversation(
                            link, codec, transfers, attendance, md5s, alarm, faults, SILENCE)
                    .run();
        }
    }

    /// Where it listens; the port that was found where 0 was asked for.
    public HostPort address() {
        return links.address();
    }

    /// Accepts nobody any more and ends all connections.
    @Override
    public void close() {
        links.close();
    }
}
