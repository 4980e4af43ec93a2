package io.sampan.server;

import io.sampan.wire.link.AdmissionSettings;
import io.sampan.wire.link.ByteProtocol;
import io.sampan.wire.link.LineKinds;
import io.sampan.wire.link.LinkServer;
import io.sampan.wire.link.LinkSettings;
import io.sampan.wire.link.RequestObserver;
import io.sampan.wire.link.ServerTls;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.SocketOptions;
import io.sampan.wire.net.Transport;
import io.sampan.wire.net.limit.DescriptorLimit;
import io.sampan.wire.net.limit.Violations;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running server: it listens, and every lane that comes has its conversation.
public final class Server implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private final LinkServer links;
    private final RequestPacer pacer;
    private final ServerCounters counters = new ServerCounters();
    private final Faults faults = new Faults(counters);
    private final Semaphore openMedia = new Semaphore(DescriptorLimit.ofThisProcess().openMedia());
    private final PersonBandwidth bandwidth = new PersonBandwidth();
    private volatile RequestObserver observer = RequestObserver.NONE;
    private final Violations offences = new Violations(LOG, System::nanoTime);

    /// Starts to listen.
    ///
    /// @param desks what conversations turn to; stay the caller's to close
    /// @param limits what clients are told of the transfers' limits
    /// @param lines which kinds of lines are taken. Where there are private ones identities are
    ///   asked for; otherwise a client is whoever it says it is
    /// @param transport stays the caller's to close
    /// @param web answers HTTP on the same port, if anything does
    /// @throws io.sampan.wire.link.LinkException.Unreachable if the address cannot be listened on
    public Server(
            ServerSettings settings,
            Desks desks,
            Limits limits,
            LineKinds lines,
            InstantSource clock,
            Transport transport,
            SocketOptions options,
            Optional<ByteProtocol> web) {
        var login =
                new Login(settings, limits, desks, lines.tls().map(ServerTls::fingerprint), clock);
        var lanes = new DeviceLanes();
        desks.devices().onRevoked(lanes::end);
        pacer = new RequestPacer(settings.requestsPerSecond(), System::nanoTime);
        var linkSettings = new LinkSettings(settings.loginTimeout(), settings.sendSilence());
        this.links =
                new LinkServer(
                        transport,
                        options,
                        linkSettings,
                        settings.listen(),
                        lines,
                        new AdmissionSettings(settings.door(), settings.loginWithin(), offences),
                        link -> {
                            link.observe(observer);
                            new Conversation(
                                            link, login, lanes, pacer, desks, settings, counters,
                                            faults, openMedia, bandwidth)
                                    .run();
                        },
                        web);
    }

    /// Where it listens; the port that was found where 0 was asked for.
    public HostPort address() {
        return links.address();
    }

    /// What is going on, in figures.
    public ServerCounters.Figures figures() {
        return counters.figures(links.open());
    }

    /// Requests that had to wait, as their person asked too fast.
    public long delayedRequests() {
        return pacer.delayed();
    }

    /// How fast each person may send and fetch files.
    public PersonBandwidth bandwidth() {
        return bandwidth;
    }

    /// Where faults of requests are counted, those of other listeners among them.
    public Faults faults() {
        return faults;
    }

    /// From now on `all` is told how long the requests of new lanes take.
    public void observe(RequestObserver all) {
        observer = all;
    }

    /// What peers did wrong, by kind.
    public Violations offences() {
        return offences;
    }

    /// Accepts nobody any more and ends all lanes. What was acknowledged is kept; what was not is
    /// sent again by the clients.
    @Override
    public void close() {
        links.close();
    }
}
