package io.sampan.bench.driver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sampan.client.lane.Credentials;
import io.sampan.client.lane.LaneLogin;
import io.sampan.model.MediaName;
import io.sampan.model.UserName;
import io.sampan.wire.frame.MediaFrame.GetRange;
import io.sampan.wire.frame.MediaFrame.MediaInfo;
import io.sampan.wire.frame.MediaFrame.OpenNamed;
import io.sampan.wire.link.LinkConnector;
import io.sampan.wire.link.LinkException;
import io.sampan.wire.link.LinkSettings;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.SocketOptions;
import io.sampan.wire.net.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.LoggerFactory;

/// A crowd that means no good: from an address of its own 700 that say nothing, 200 that say half a
/// frame, 100 that say a byte every second, and 5,000 connections a second that are opened and
/// reset; and 50 that log in, ask for a file again and again, and never read what comes. Whoever is
/// turned away comes again after a second.
///
/// | asked | answered |
/// |---|---|
/// | `opened` | `done COUNT`: connections opened so far |
public final class Hostile {

    private static final int MUTE = 700;
    private static final int HALF = 200;
    private static final int DRIPPING = 100;
    private static final int DEAF = 50;
    private static final int TIMES = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration TOO_LATE = Duration.ofHours(1);
    private static final int OPENS_PER_SECOND = 5000;
    private static final int BATCH = 50;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final byte[] FROM = {127, 0, 0, 2};
    private static final byte[] HALF_A_FRAME =
            "SMPN\1\1\0\0\0\0\0\0\0\0\17\0".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

    private final InetSocketAddress target;
    private final AtomicLong opened = new AtomicLong();

    private Hostile(InetSocketAddress target) {
        this.target = target;
    }

    /// What one does on a connection until it is closed.
    @FunctionalInterface
    private interface Manner {
        void misbehave(Socket socket) throws IOException;
    }

    /// Words: the host and the port to go to, and the name of a file that is there. Ends with its
    /// standard input.
    public static void main(String... words) throws IOException {
        var crowd = new Hostile(new InetSocketAddress(words[0], Integer.parseInt(words[1])));
        crowd.start(MUTE, Hostile::readToTheEnd);
        crowd.start(
                HALF,
                socket -> {
                    socket.getOutputStream().write(HALF_A_FRAME);
                    readToTheEnd(socket);
                });
        crowd.start(DRIPPING, Hostile::drip);
        Thread.ofVirtual().start(crowd::flood);
        deafen(new HostPort(words[0], Integer.parseInt(words[1])), new MediaName(words[2]));

        var out = new PrintStream(System.out, true, UTF_8);
        try (var in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            while (in.readLine() != null) {
                out.println("done\t" + crowd.opened.get());
            }
        }
    }

    private void start(int size, Manner manner) {
        for (var i = 0; i < size; i++) {
            Thread.ofVirtual()
                    .start(() -> {
                        while (true) {
                            once(manner);
                            LockSupport.parkNanos(SECOND.toNanos());
                        }
                    });
        }
    }

    private static void deafen(HostPort entry, MediaName bait) {
        var transport = Transport.openDaemon(1, "deaf");
        var connector =
                new LinkConnector(
                        transport,
                        SocketOptions.probe(
                                transport.kind(), LoggerFactory.getLogger(Hostile.class)),
                        new LinkSettings(PATIENCE, PATIENCE));
        for (var i = 0; i < DEAF; i++) {
            var credentials = new Credentials.NameOnly(new UserName("deaf" + i));
            var login = new LaneLogin(connector, credentials, PATIENCE);
            Thread.ofVirtual()
                    .start(() -> {
                        while (true) {
                            hearNothing(login, entry, bait);
                            LockSupport.parkNanos(SECOND.toNanos());
                        }
                    });
        }
    }

    private static void hearNothing(LaneLogin login, HostPort entry, MediaName bait) {
        try (var link = login.connect(entry).link()) {
            link.send(1, new OpenNamed(bait));
            if (link.receive(PATIENCE).frame() instanceof MediaInfo(var media)) {
                for (var i = 0; i < TIMES; i++) {
                    link.send(2 + i, new GetRange(media.id(), 0, media.size()));
                }
                Await.until(TOO_LATE, SECOND, () -> !link.isOpen());
            }
        } catch (LinkException turnedAway) {
            // That is what it came for.
        }
    }

    private void flood() {
        var began = System.nanoTime();
        for (var batch = 1L; true; batch++) {
            for (var i = 0; i < BATCH; i++) {
                once(socket -> socket.setSoLinger(true, 0));
            }
            var due = began + batch * BATCH * SECOND.toNanos() / OPENS_PER_SECOND;
            LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
        }
    }

    private void once(Manner manner) {
        try (var socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(FROM), 0));
            socket.connect(target);
            opened.incrementAndGet();
            manner.misbehave(socket);
        } catch (IOException turnedAway) {
            // That is what it came for.
        }
    }

    private static void readToTheEnd(Socket socket) throws IOException {
        while (socket.getInputStream().read() >= 0) {
            // Not yet.
        }
    }

    private static void drip(Socket socket) throws IOException {
        for (var at = 0; true; at++) {
            socket.getOutputStream().write(at < HALF_A_FRAME.length ? HALF_A_FRAME[at] : 0);
            LockSupport.parkNanos(SECOND.toNanos());
        }
    }
}
