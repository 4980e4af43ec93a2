package io.sampan.cli.serve;

import io.sampan.cli.terminal.Fact;
import io.sampan.client.identity.InviteLink;
import io.sampan.core.identity.DeviceRegistry;
import io.sampan.core.identity.Invitations;
import io.sampan.core.identity.Registry;
import io.sampan.core.identity.Sessions;
import io.sampan.core.messaging.Conversations;
import io.sampan.core.messaging.PostOffice;
import io.sampan.core.messaging.WakeUps;
import io.sampan.core.roster.Roster;
import io.sampan.core.sharing.ShareLinks;
import io.sampan.core.storage.AgeClock;
import io.sampan.core.storage.Ledger;
import io.sampan.core.transfer.Housekeeping;
import io.sampan.core.transfer.Transfers;
import io.sampan.server.Desks;
import io.sampan.server.Limits;
import io.sampan.server.Server;
import io.sampan.server.identity.ServerCertificate;
import io.sampan.server.identity.SessionKey;
import io.sampan.server.packages.PackageServer;
import io.sampan.store.Stores;
import io.sampan.wire.link.BrowserCertificate;
import io.sampan.wire.link.ByteProtocol;
import io.sampan.wire.link.LineKinds;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.SocketOptions;
import io.sampan.wire.net.Transport;
import io.sampan.wire.net.limit.DescriptorLimit;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A server, wired: stores, transfers, sweeper, listener, metrics. Closed in the opposite order, so
/// that nothing is used after it was closed.
final class RunningServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunningServer.class);
    private static final long SWEEP_SECONDS = 60;
    private static final Duration UNDELIVERED = Duration.ofDays(90);
    private static final Duration SESSION = Duration.ofHours(12);
    private static final long MOVE_ON_SECONDS = 3_600;

    private final Deque<AutoClosing> parts = new ArrayDeque<>();
    private final ReentrantLock revoking = new ReentrantLock();
    private final AtomicReference<Supplier<Fact>> reload =
            new AtomicReference<>(RunningServer::noReload);
    private final Server server;
    private final Optional<PackageServer> packages;
    private final Optional<InviteLink> firstInvitation;
    private final ServiceNotifier service;

    private RunningServer(ServerPlan plan, InstantSource clock) {
        try {
            var descriptors = DescriptorLimit.ofThisProcess();
            var stores = opened(Stores.open(plan.home(), plan.accepted()));
            var age = new AgeClock(stores.ledger().marks(), clock, System::nanoTime);
            age.keep();
            var background = Executors.newVirtualThreadPerTaskExecutor();
            parts.push(background::close);
            var transfers =
                    opened(
                            Transfers.open(
                                    stores.blobs(),
                                    stores.ledger(),
                                    plan.limits(),
                                    clock,
                                    Housekeeping.by(
                                            age, plan.unknownKept(), plan.accepted().ledger()),
                                    background));
            var desks = desks(plan, transfers, stores.ledger(), clock);
            keepHouse(plan, stores, desks, age, clock);
            var browsers = WebService.certificate(plan.web());
            var lines = lines(plan, browsers, clock);
            var web = web(plan, desks, browsers, clock);
            var transport =
                    opened(Transport.open(Runtime.getRuntime().availableProcessors(), "server"));
            var sockets = SocketOptions.probe(transport.kind(), LOG);
            server =
                    opened(
                            new Server(
                                    plan.settings(),
                                    desks,
                                    Limits.of(plan.limits()),
                                    lines,
                                    clock,
                                    transport,
                                    sockets,
                                    web));
            limitEach(plan.bandwidth());
            packages = packages(plan, descriptors, transfers, transport, sockets);
            firstInvitation = firstInvitation(plan, lines, stores.ledger(), clock);
            var readiness = ServerChecks.of(plan.home(), stores.ledger(), transfers, clock);
            plan.metrics()
                    .ifPresent(at ->
                            parts.push(
                                    ServerMetrics.serve(
                                            server, desks, stores.ledger(), readiness, at)));
            service = opened(ServiceNotifier.start(readiness));
            listenToOperator(plan, desks);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        LOG.atInfo()
                .addKeyValue("listen", server.address())
                .addKeyValue("home", plan.home())
                .log("server listens");
    }

    /// What `sampan status`, `sampan reload` and the operator's other commands ask for.
    private void listenToOperator(ServerPlan plan, Desks desks) {
        ControlSocket.open(
                        plan.home(),
                        Map.of(
                                "status", () -> ServerStatus.of(server, desks),
                                "changed", () -> changed(desks),
                                "reload", () -> reload.get().get()))
                .ifPresent(socket -> parts.push(socket::close));
    }

    private Optional<PackageServer> packages(
            ServerPlan plan,
            DescriptorLimit descriptors,
            Transfers transfers,
            Transport transport,
            SocketOptions sockets) {
        return plan.packages()
                .map(asked ->
                        opened(
                                new PackageServer(
                                        asked.listen(),
                                        asked.layout(),
                                        Math.min(
                                                plan.settings().door().most(),
                                                descriptors.packageConnections()),
                                        transfers,
                                        server.faults(),
                                        transport,
                                        sockets)));
    }

    /// What is done now and then while the server runs.
    private void keepHouse(
            ServerPlan plan, Stores stores, Desks desks, AgeClock age, InstantSource clock) {
        var transfers = desks.transfers();
        sweep(age::keep);
        sweep(stores::moveOn, MOVE_ON_SECONDS);
        sweep(() -> transfers.sweeper().run());
        sweep(transfers.retention(plan.filesKept()));
        sweep(() -> forget(desks, age, plan));
        var invitations = new Invitations(stores.ledger().people(), clock);
        sweep(() -> forget(invitations, age), MOVE_ON_SECONDS);
        sweep(() -> desks.sessions().sweep());
        scrub(plan, transfers);
        watchRevocations(desks);
    }

    /// Written down where clients are told to come, and the first one's link made.
    private Optional<InviteLink> firstInvitation(
            ServerPlan plan, LineKinds lines, Ledger ledger, InstantSource clock) {
        var addresses = new Addresses(plan.home());
        addresses.write(server.address(), plan.settings().relays());
        return lines.tls()
                .filter(_ -> !ledger.people().hasKeys())
                .map(line ->
                        Invitation.first(
                                ledger.people(), clock, addresses.read(), line.fingerprint()));
    }

    private static Desks desks(
            ServerPlan plan, Transfers transfers, Ledger ledger, InstantSource clock) {
        var registry = new Registry(ledger.people(), clock);
        registry.compareNames();
        var wakeUps = WakeUps.local();
        var office =
                new PostOffice(
                        ledger.messages(),
                        ledger.conversations(),
                        ledger.media(),
                        registry,
                        plan.messages(),
                        wakeUps,
                        clock);
        return new Desks(
                transfers,
                registry,
                new DeviceRegistry(ledger.devices(), ledger.people(), clock),
                sessions(plan, ledger, clock),
                new Roster(plan.online()),
                office,
                new Conversations(
                        ledger.conversations(), registry, plan.messages(), wakeUps, clock),
                new ShareLinks(ledger.shareLinks(), ledger.media(), clock),
                new AuditFile(plan.home(), clock));
    }

    /// The tokens of an open server end with it: they are of no use to one with identities.
    private static Sessions sessions(ServerPlan plan, Ledger ledger, InstantSource clock) {
        var key = plan.plain() ? Sessions.freshKey() : SessionKey.open(plan.home());
        return new Sessions(key, ledger.devices(), SESSION, clock);
    }

    private Optional<ByteProtocol> web(
            ServerPlan plan,
            Desks desks,
            Optional<BrowserCertificate> certificate,
            InstantSource clock) {
        if (!plan.web().enabled()) {
            return Optional.empty();
        }
        var service = opened(new WebService(plan, desks, certificate, clock));
        sweep(service::sweep);
        return Optional.of(service.protocol());
    }

    /// On loopback plain lines are taken as well, to tell those who come without an identity.
    private static LineKinds lines(
            ServerPlan plan, Optional<BrowserCertificate> browsers, InstantSource clock) {
        if (plan.plain()) {
            return LineKinds.PLAIN;
        }
        var own = ServerCertificate.open(plan.home(), clock);
        var tls = browsers.map(own::with).orElse(own);
        var near = Loopback.isLoopback(plan.settings().listen().host());
        return new LineKinds(near, Optional.of(tls));
    }

    /// Opens the home and listens.
    ///
    /// @throws io.sampan.core.storage.StorageException if the home cannot be used
    /// @throws io.sampan.wire.link.LinkException if the address cannot be listened on
    static RunningServer start(ServerPlan plan, InstantSource clock) {
        return new RunningServer(plan, clock);
    }

    private static void forget(Desks desks, AgeClock age, ServerPlan plan) {
        if (age.mayRemove()) {
            desks.postOffice().sweep(plan.messagesKept(), UNDELIVERED);
        }
    }

    private static void forget(Invitations invitations, AgeClock age) {
        if (age.mayRemove()) {
            invitations.sweep();
        }
    }

    /// What the operator's commands, or other servers, have revoked ends here as well.
    private void watchRevocations(Desks desks) {
        repeat("revocations", Duration.ofMillis(500), () -> endRevoked(desks));
    }

    private void endRevoked(Desks desks) {
        revoking.lock();
        try {
            desks.devices()
                    .endRevoked()
                    .forEach(device -> desks.registry().forget(device.person()));
        } finally {
            revoking.unlock();
        }
    }

    /// An operator's command has changed the ledger.
    private Fact changed(Desks desks) {
        endRevoked(desks);
        return Fact.of("the server has seen it", "event", "changed", "result", "done");
    }

    private static Fact noReload() {
        return Fact.of("this server has no configuration to read again", "event", "reload");
    }

    /// What `sampan reload` does, from now on.
    void onReload(Supplier<Fact> work) {
        reload.set(work);
    }

    private void scrub(ServerPlan plan, Transfers transfers) {
        if (plan.scrub() > 0) {
            var scrubber =
                    Thread.ofPlatform()
                            .daemon()
                            .name("scrub")
                            .start(transfers.scrubber(plan.scrub()));
            parts.push(() -> {
                scrubber.interrupt();
                join(scrubber);
            });
        }
    }

    /// The stores are closed behind it.
    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweep(Runnable work) {
        sweep(work, SWEEP_SECONDS);
    }

    private void sweep(Runnable work, long seconds) {
        repeat("sweeper", Duration.ofSeconds(seconds), work);
    }

    private void repeat(String name, Duration every, Runnable work) {
        var clockwork =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name(name).factory());
        parts.push(clockwork::close);
        clockwork.scheduleWithFixedDelay(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        // The next round may go better, and no round at all would be worse.
                        LOG.atError().addKeyValue("work", name).setCause(e).log("a round failed");
                    }
                },
                every.toMillis(),
                every.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(() -> {
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException("a part cannot be closed", e);
            }
        });
        return part;
    }

    /// Where it listens.
    HostPort address() {
        return server.address();
    }

    /// Where programs that speak the `Package` struct are served, if anywhere.
    Optional<HostPort> packages() {
        return packages.map(PackageServer::address);
    }

    /// How fast each person may send and fetch files from now on.
    void limitEach(BandwidthPlan bandwidth) {
        server.bandwidth().change(bandwidth.uploads(), bandwidth.downloads());
    }

    /// Tells the service manager that the server is ready.
    void tellReady() {
        service.ready();
    }

    /// An invitation for whoever runs the server, as long as nobody has joined it.
    Optional<InviteLink> firstInvitation() {
        return firstInvitation;
    }

    /// Ends all lanes and closes the home. A part that fails to close is logged, and the others are
    /// closed all the same.
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("not everything could be closed");
            }
        }
        LOG.atInfo().log("server stopped");
    }
}
