package io.sampan.systemtests.people;

import io.sampan.client.identity.Identity;
import io.sampan.client.lane.Credentials;
import io.sampan.client.lane.LaneLogin;
import io.sampan.wire.frame.ControlFrame.Refused;
import io.sampan.wire.frame.Frame;
import io.sampan.wire.frame.LoginFrame.Welcome;
import io.sampan.wire.frame.Secret;
import io.sampan.wire.link.ClientTls;
import io.sampan.wire.link.Incoming;
import io.sampan.wire.link.Link;
import io.sampan.wire.link.LinkConnector;
import io.sampan.wire.link.LinkException;
import io.sampan.wire.link.LinkSettings;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.SocketOptions;
import io.sampan.wire.net.Transport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.LoggerFactory;

/// A lane of one device in this process: frames are sent and received as they are. Used by one
/// thread.
public final class DeviceLane implements AutoCloseable {

    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final Transport transport;
    private final Link link;
    private final Welcome welcome;
    private final Deque<Incoming> put = new ArrayDeque<>();
    private int exchanges = 100;

    private DeviceLane(Transport transport, Link link, Welcome welcome) {
        this.transport = transport;
        this.link = link;
        this.welcome = welcome;
    }

    /// Logs in with a proof.
    ///
    /// @param code of an invitation or a link, or empty
    /// @throws io.sampan.client.lane.LoginRefusedException if the server does not let it in
    static DeviceLane open(Identity identity, String code, HostPort address) {
        return open(new Credentials.Proved(identity, code), address);
    }

    /// Logs in, with a proof or with a name alone.
    ///
    /// @throws io.sampan.client.lane.LoginRefusedException if the server does not let it in
    public static DeviceLane open(Credentials credentials, HostPort address) {
        var transport = Transport.open(1, "device");
        try {
            var connector =
                    connector(
                            transport,
                            credentials instanceof Credentials.Proved(var identity, _, _)
                                    ? Optional.of(identity)
                                    : Optional.empty());
            var loggedIn = new LaneLogin(connector, credentials, SILENCE).connect(address);
            return new DeviceLane(transport, loggedIn.link(), loggedIn.welcome());
        } catch (RuntimeException e) {
            transport.close();
            throw e;
        }
    }

    /// A lane that has said nothing yet.
    static DeviceLane connect(Identity identity, HostPort address) {
        var transport = Transport.open(1, "device");
        try {
            return new DeviceLane(
                    transport,
                    connector(transport, Optional.of(identity)).connect(address),
                    new Welcome(
                            Secret.NONE,
                            new io.sampan.wire.frame.LoginFrame.Limits(0, 0, 0, SILENCE),
                            java.util.List.of(),
                            java.time.Instant.EPOCH));
        } catch (RuntimeException e) {
            transport.close();
            throw e;
        }
    }

    private static LinkConnector connector(Transport transport, Optional<Identity> identity) {
        return new LinkConnector(
                transport,
                SocketOptions.probe(transport.kind(), LoggerFactory.getLogger(DeviceLane.class)),
                new LinkSettings(SILENCE, SILENCE),
                identity.map(who -> ClientTls.pinning(who.server())));
    }

    Welcome welcome() {
        return welcome;
    }

    /// Asks, and waits for the answer; what comes meanwhile is kept for [#await].
    public Frame ask(Frame request) {
        var exchange = ++exchanges;
        link.send(exchange, request);
        while (true) {
            var incoming = link.receive(SILENCE);
            if (incoming.exchange() == exchange
                    || (incoming.exchange() == 0 && incoming.frame() instanceof Refused)) {
                return incoming.frame();
            }
            put.add(incoming);
        }
    }

    public void send(int exchange, Frame frame) {
        link.send(exchange, frame);
    }

    /// The next frame of a kind, whatever comes before it.
    Incoming await(Predicate<Frame> kind) {
        while (true) {
            var next = put.isEmpty() ? link.receive(SILENCE) : put.remove();
            if (kind.test(next.frame())) {
                return next;
            }
        }
    }

    /// What the server said last before it ended the lane.
    Optional<Frame> awaitEnd() {
        Optional<Frame> last = Optional.empty();
        try {
            while (true) {
                last = Optional.of(link.receive(SILENCE).frame());
            }
        } catch (LinkException ended) {
            return last;
        }
    }

    @Override
    public void close() {
        link.abort();
        transport.close();
    }
}
