package io.sampan.client;

import io.sampan.client.lane.Credentials;
import io.sampan.client.lane.LaneListener;
import io.sampan.client.lane.LaneLogin;
import io.sampan.client.lane.LanePool;
import io.sampan.client.lane.LaneSettings;
import io.sampan.client.lane.RelayBook;
import io.sampan.client.queue.Network;
import io.sampan.model.Sha256;
import io.sampan.wire.link.ClientTls;
import io.sampan.wire.link.LinkConnector;
import io.sampan.wire.link.LinkSettings;
import io.sampan.wire.net.SocketOptions;
import io.sampan.wire.net.Transport;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The session's event loops and lanes, made when they are first needed. Any thread.
final class Connections implements Network, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private static final int MAX_LOOPS = 4;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final ClientConfig config;
    private final LaneListener listener;
    private final SpeedLimit limit;
    private @Nullable Transport transport;
    private @Nullable Thread watch;
    private @Nullable LaneLogin login;
    private volatile @Nullable LanePool pool;

    Connections(ClientConfig config, LaneListener listener) {
        this.config = config;
        this.listener = listener;
        this.limit = new SpeedLimit(config.home());
    }

    /// How fast files are carried.
    SpeedLimit limit() {
        return limit;
    }

    @Override
    public LanePool lanes() {
        var known = pool;
        return known != null ? known : make();
    }

    private synchronized LanePool make() {
        var known = pool;
        if (known != null) {
            return known;
        }
        var settings =
                new LaneSettings(
                        config.lanes(),
                        config.unansweredAfter(),
                        config.resends(),
                        config.patience());
        var made = new LanePool(login(), relays(), settings, listener);
        pool = made;
        return made;
    }

    /// How links are made and logged in; one session for all of them.
    synchronized LaneLogin login() {
        var known = login;
        if (known != null) {
            return known;
        }
        var loops = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MAX_LOOPS);
        var opened = Transport.openDaemon(loops, "sampan-client");
        transport = opened;
        var silence = config.unansweredAfter().multipliedBy(config.resends() + 1L);
        var connector =
                new LinkConnector(
                        opened,
                        SocketOptions.probe(opened.kind(), LOG),
                        new LinkSettings(config.unansweredAfter(), silence),
                        tls(),
                        limit.bandwidth());
        watch = Thread.ofVirtual().name("speed-limit").start(this::watchLimit);
        var made = new LaneLogin(connector, config.credentials(), config.unansweredAfter());
        login = made;
        return made;
    }

    private void watchLimit() {
        try {
            while (true) {
                Thread.sleep(LOOK_EVERY);
                limit.refresh();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<ClientTls> tls() {
        return switch (config.credentials()) {
            case Credentials.NameOnly name -> Optional.empty();
            case Credentials.Proved proved ->
                    Optional.of(ClientTls.pinning(proved.identity().server()));
        };
    }

    /// The server's certificate; empty where lines are not encrypted.
    Optional<Sha256> certificate() {
        return switch (config.credentials()) {
            case Credentials.NameOnly name -> Optional.empty();
            case Credentials.Proved proved -> Optional.of(proved.identity().server());
        };
    }

    /// A new book of the relays there are.
    RelayBook relays() {
        return new RelayBook(config.relays(), System::nanoTime, ThreadLocalRandom.current());
    }

    @Override
    public int up() {
        var known = pool;
        return known == null ? 0 : known.up();
    }

    @Override
    public synchronized void close() {
        if (watch != null) {
            watch.interrupt();
        }
        if (pool != null) {
            pool.close();
        }
        if (transport != null) {
            transport.close();
        }
    }
}
