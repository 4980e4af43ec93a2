package io.sampan.wire.http;

import io.sampan.wire.link.ByteLink;
import io.sampan.wire.link.ByteProtocol;
import io.sampan.wire.net.limit.Violation;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Optional;

/// HTTP on a server's port, beside the native protocol.
///
/// @param handler answers every request
public record HttpProtocol(HttpSettings settings, HttpHandler handler, InstantSource clock)
        implements ByteProtocol {

    @Override
    public Optional<Violation> converse(ByteLink link) {
        return new HttpConnection(link, settings, handler, clock).run();
    }

    @Override
    public boolean takesPlainFrom(InetAddress peer) {
        return settings.proxies().stream().anyMatch(network -> network.contains(peer));
    }
}
